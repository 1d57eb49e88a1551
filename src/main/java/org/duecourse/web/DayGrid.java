package org.duecourse.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duecourse.desk.Block;
import org.duecourse.desk.DayBook;
import org.duecourse.desk.Site;
import org.duecourse.desk.VisitState;

/** A day or a week in columns. It says the same as the list, and adds only colour. */
final class DayGrid {
  private static final Duration STEP = Duration.ofMinutes(30);

  private DayGrid() {}

  /**
   * A day: a column for each clinician, a row for each half-hour from the first block to the last.
   */
  static DeskViews.Grid day(
      LocalDate day,
      List<Block> blocks,
      List<DayBook.Line> visits,
      Site site,
      Map<String, String> names) {
    List<Block> today = blocks.stream().filter(block -> block.day().equals(day)).toList();
    List<String> clinicians = clinicians(today, visits, names);
    Optional<Instant> first = today.stream().map(Block::starts).min(Comparator.naturalOrder());
    Optional<Instant> last = today.stream().map(Block::ends).max(Comparator.naturalOrder());
    List<DeskViews.GridRow> rows = new ArrayList<>();
    if (first.isPresent() && last.isPresent()) {
      for (Instant at = first.get(); at.isBefore(last.get()); at = at.plus(STEP)) {
        Instant slot = at;
        rows.add(
            new DeskViews.GridRow(
                Zones.clock(slot, site.zoneId()),
                clinicians.stream().map(who -> cell(who, slot, today, visits)).toList()));
      }
    }
    return new DeskViews.Grid(
        "Half-hours and clinicians",
        clinicians.stream().map(who -> names.getOrDefault(who, who)).toList(),
        rows);
  }

  private static List<String> clinicians(
      List<Block> blocks, List<DayBook.Line> visits, Map<String, String> names) {
    return java.util.stream.Stream.concat(
            blocks.stream().map(Block::clinicianId), visits.stream().map(DayBook.Line::clinicianId))
        .distinct()
        .sorted(Comparator.comparing(who -> names.getOrDefault(who, who)))
        .toList();
  }

  private static DeskViews.GridCell cell(
      String who, Instant at, List<Block> blocks, List<DayBook.Line> visits) {
    Optional<Block> block =
        blocks.stream()
            .filter(b -> b.clinicianId().equals(who))
            .filter(b -> !b.starts().isAfter(at) && b.ends().isAfter(at))
            .findFirst();
    String visit =
        visits.stream()
            .filter(v -> v.clinicianId().equals(who) && takes(v.state()))
            .filter(v -> v.starts().isBefore(at.plus(STEP)) && v.ends().isAfter(at))
            .map(v -> v.patientInitials() + ", " + v.state().words())
            .collect(Collectors.joining("; "));
    if (block.isEmpty()) {
      return new DeskViews.GridCell(visit.isEmpty() ? "not here" : visit, "");
    }
    boolean active = block.get().state().equals("active");
    String purpose =
        active ? SupplyWords.purpose(block.get().purpose()) : "away (" + block.get().state() + ")";
    return new DeskViews.GridCell(
        visit.isEmpty() ? purpose : purpose + ": " + visit,
        active ? block.get().purpose().name().toLowerCase(Locale.ROOT) : "away");
  }

  private static boolean takes(VisitState state) {
    return switch (state) {
      case BOOKED, ARRIVED, ATTENDED, NO_SHOW -> true;
      default -> false;
    };
  }

  /** A week: a row for each clinician, a column for each day. */
  static DeskViews.Grid week(
      List<LocalDate> days,
      List<Block> blocks,
      List<DayBook.Line> visits,
      Map<String, String> names) {
    return new DeskViews.Grid(
        "Clinicians and days",
        days.stream().map(DeskWords::shortDay).toList(),
        clinicians(blocks, visits, names).stream()
            .map(
                who ->
                    new DeskViews.GridRow(
                        names.getOrDefault(who, who),
                        days.stream().map(day -> cell(who, day, blocks, visits)).toList()))
            .toList());
  }

  private static DeskViews.GridCell cell(
      String who, LocalDate day, List<Block> blocks, List<DayBook.Line> visits) {
    List<Block> own =
        blocks.stream().filter(b -> b.clinicianId().equals(who) && b.day().equals(day)).toList();
    long taken =
        visits.stream()
            .filter(v -> v.clinicianId().equals(who) && v.day().equals(day) && takes(v.state()))
            .count();
    if (own.isEmpty() && taken == 0) {
      return new DeskViews.GridCell("not here", "");
    }
    long places =
        own.stream()
            .filter(b -> b.state().equals("active"))
            .filter(b -> SupplyWords.isForVisits(b.purpose()))
            .mapToLong(b -> Duration.between(b.starts(), b.ends()).toMinutes() / b.placeMinutes())
            .sum();
    boolean away = !own.isEmpty() && own.stream().noneMatch(b -> b.state().equals("active"));
    return new DeskViews.GridCell(
        away
            ? "away, " + DeskWords.counted(taken, "visit")
            : DeskWords.counted(taken, "visit") + ", " + DeskWords.counted(places, "place"),
        away ? "away" : taken >= places ? "full" : "");
  }
}
