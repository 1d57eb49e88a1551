package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Wall-clock time survives clock changes: every transition of every zone from 2020 to 2030. */
class WallClockPropertyTest {
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void aPlaceKeepsItsWallClockTimeAcrossEveryTransitionOfEveryZone() {
    int transitions = 0;
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(id);
      for (ZoneOffsetTransition t = zone.getRules().nextTransition(FROM);
          t != null && t.getInstant().isBefore(TO);
          t = zone.getRules().nextTransition(t.getInstant())) {
        transitions++;
        LocalDate day = t.getDateTimeBefore().toLocalDate();
        for (long offset = -1; offset <= 1; offset++) {
          for (int quarter = 0; quarter < 96; quarter++) {
            check(zone, t, day.plusDays(offset), LocalTime.ofSecondOfDay(quarter * 900L));
          }
        }
      }
    }
    assertThat(transitions).as("transitions looked at").isGreaterThan(2_000);
  }

  private static void check(ZoneId zone, ZoneOffsetTransition t, LocalDate day, LocalTime time) {
    LocalDateTime local = day.atTime(time);
    Instant at = WallClock.at(day, time, zone);
    LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
    int readings = zone.getRules().getValidOffsets(local).size();
    if (readings == 0) {
      // Skipped: it moves forward by what was skipped.
      Duration gap = zone.getRules().getTransition(local).getDuration();
      assertThat(shown).as("%s %s", zone, local).isEqualTo(local.plus(gap));
    } else {
      assertThat(shown).as("%s %s", zone, local).isEqualTo(local);
    }
    if (readings == 2) {
      Instant second = local.toInstant(zone.getRules().getTransition(local).getOffsetAfter());
      assertThat(at).as("the first of two: %s %s", zone, local).isBefore(second);
    }
    if (time.isBefore(LocalTime.of(23, 0))) {
      Optional<WallClock.Span> span = WallClock.span(day, time, time.plusHours(1), zone);
      span.ifPresent(s -> assertThat(s.from()).as("%s %s", zone, local).isBefore(s.to()));
      boolean far =
          Duration.between(t.getDateTimeBefore(), local).abs().compareTo(Duration.ofHours(26)) > 0
              && zone.getRules()
                  .getOffset(at)
                  .equals(zone.getRules().getOffset(at.plusSeconds(3600)));
      if (far) {
        assertThat(span).as("%s %s", zone, local).isPresent();
        assertThat(Duration.between(span.get().from(), span.get().to()))
            .isEqualTo(Duration.ofHours(1));
      }
    }
  }
}
