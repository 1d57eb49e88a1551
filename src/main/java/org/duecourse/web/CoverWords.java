package org.duecourse.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.crisis.Crisis;
import org.duecourse.desk.Site;

/** Who answers crises through a day, as every page says it. */
final class CoverWords {
  private final Crisis crisis;
  private final Clinics clinics;

  CoverWords(Crisis crisis, Clinics clinics) {
    this.crisis = crisis;
    this.clinics = clinics;
  }

  /** The pieces of a day, by the clock of the clinic; empty where it is closed. */
  List<DeskViews.Cover> of(Site site, LocalDate day) {
    Map<String, String> names = clinics.names(site.id());
    return crisis.cover(site.id(), day).stream()
        .map(
            piece ->
                new DeskViews.Cover(
                    Zones.clock(piece.from(), site.zoneId())
                        + " to "
                        + Zones.clock(piece.to(), site.zoneId()),
                    piece.isCovered()
                        ? piece.clinicians().stream()
                            .map(who -> names.getOrDefault(who, who))
                            .collect(Collectors.joining(", "))
                        : "nobody named",
                    piece.isCovered()))
        .toList();
  }
}
