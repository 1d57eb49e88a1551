package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.duecourse.booking.Eastside.at;
import static org.duecourse.booking.Eastside.claim;
import static org.duecourse.booking.Eastside.day;
import static org.duecourse.booking.Eastside.like;
import static org.duecourse.booking.Eastside.returnVisit;
import static org.duecourse.booking.Eastside.search;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final OpenOrder WEEKLY =
      like(like(returnVisit()).clinician(Continuity.PREFERRED, "Lee"))
          .window("2026-06-09", "2026-06-11", "2026-06-13");

  private static Asked asked(OpenOrder order) {
    return Asked.of(order, at("2026-06-08 09:00"));
  }

  /** Eight weeks of Dr. Lee's Thursdays at 10 and 14, Dr. Cho's at 10. */
  private static String eightThursdays() {
    StringBuilder lines = new StringBuilder();
    for (int k = 0; k < 8; k++) {
      LocalDate thursday = day("2026-06-11").plusWeeks(k);
      lines.append(thursday).append(" 10:00 Lee return\n");
      lines.append(thursday).append(" 14:00 Lee return\n");
      lines.append(thursday).append(" 10:00 Cho return\n");
    }
    return lines.toString();
  }

  private static List<String> places(Series series) {
    return series.visits().stream().map(Series.Visit::place).map(SeriesTest::text).toList();
  }

  private static String text(@Nullable Proposal place) {
    return place == null
        ? "none"
        : place.day()
            + " "
            + place.opening().start().atZone(Eastside.ZONE).toLocalTime()
            + " "
            + place.opening().clinician().id();
  }

  @Test
  void eightWeeksWithTheSameClinicianAtTheSameHour() {
    Series series = Series.choose(search(eightThursdays()), asked(WEEKLY), 8, 7);
    assertThat(places(series))
        .isEqualTo(
            IntStream.range(0, 8)
                .mapToObj(k -> day("2026-06-11").plusWeeks(k) + " 10:00 Lee")
                .toList());
    assertThat(series.clinicianId()).isEqualTo("Lee");
    assertThat(series.hour()).isEqualTo(LocalTime.of(10, 0));
    assertThat(series.words()).isEqualTo("8 of 8 visits have a place");
  }

  @Test
  void anHourThatIsTakenNowAndThenIsNotTheUsualOne() {
    Series series =
        Series.choose(
            search(
                eightThursdays(),
                claim("Lee", "2026-06-18 10:00", 60),
                claim("Lee", "2026-07-02 10:00", 60)),
            asked(WEEKLY),
            8,
            7);
    assertThat(series.hour()).isEqualTo(LocalTime.of(14, 0));
    assertThat(series.notPlaced()).isEmpty();
    assertThat(places(series)).allMatch(place -> place.endsWith("14:00 Lee"));
  }

  @Test
  void aWeekOfLeaveIsBridgedByAnotherClinicianRatherThanLeftOut() {
    Series series =
        Series.choose(
            search(eightThursdays(), claim("Lee", "2026-06-25 08:00", 600)), asked(WEEKLY), 8, 7);
    assertThat(places(series).get(2)).isEqualTo("2026-06-25 10:00 Cho");
    assertThat(series.notPlaced()).isEmpty();
  }

  @Test
  void aVisitWithoutAPlaceIsNamedWithWhatBecameOfItsOpenings() {
    Series series =
        Series.choose(
            search(eightThursdays(), claim("Lee", "2026-06-25 08:00", 600)),
            asked(like(WEEKLY).clinician(Continuity.REQUIRED, "Lee")),
            8,
            7);
    assertThat(series.words()).isEqualTo("7 of 8 visits have a place; none for visit 3");
    Series.Visit third = series.notPlaced().getFirst();
    assertThat(third.window())
        .isEqualTo(new Window(day("2026-06-23"), day("2026-06-25"), day("2026-06-27")));
    assertThat(third.openings().byRule())
        .containsEntry(Reason.Rule.NOT_OWN_CLINICIAN, 1)
        .hasSize(1);
  }

  @Test
  void noPlaceAnywhereIsAnAnswer() {
    Series series = Series.choose(search("2026-06-11 10:00 Kim return"), asked(WEEKLY), 2, 7);
    assertThat(series.words()).isEqualTo("0 of 2 visits have a place; none for visit 1, visit 2");
    assertThat(series.clinicianId()).isNull();
  }

  @Test
  void theSameHourStaysTheSameWhenTheClocksChange() {
    OpenOrder order = like(WEEKLY).window("2026-10-27", "2026-10-29", "2026-10-31");
    Series series =
        Series.choose(
            search(
                """
                2026-10-29 10:00 Lee return
                2026-11-05 09:00 Lee return
                2026-11-05 10:00 Lee return
                2026-11-05 11:00 Lee return
                """),
            asked(order),
            2,
            7);
    assertThat(places(series)).containsExactly("2026-10-29 10:00 Lee", "2026-11-05 10:00 Lee");
  }

  @Test
  void visitsFollowOneAnotherEvenWhereTheirWindowsOverlap() {
    OpenOrder wide = like(WEEKLY).window("2026-06-09", "2026-06-11", "2026-06-13");
    Series series =
        Series.choose(
            search(
                """
                2026-06-11 10:00 Lee return
                2026-06-11 11:00 Lee return
                2026-06-13 10:00 Lee return
                """),
            asked(wide),
            3,
            1);
    assertThat(series.visits().stream().filter(v -> v.place() != null).map(v -> v.place().day()))
        .containsExactly(day("2026-06-11"), day("2026-06-13"));
    assertThat(series.notPlaced()).hasSize(1);
  }

  @Test
  void aCourseWithoutVisitsIsAMistakeOfTheCaller() {
    Search search = search(eightThursdays());
    assertThatThrownBy(() -> Series.choose(search, asked(WEEKLY), 0, 7))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Series.choose(search, asked(WEEKLY), 8, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noOtherChoiceOfPlacesIsCheaper() {
    int placed = 0;
    int missing = 0;
    for (long seed = 0; seed < 150; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder lines = new StringBuilder();
      for (int i = 3 + random.nextInt(8); i > 0; i--) {
        lines
            .append(day("2026-06-09").plusDays(random.nextInt(14)))
            .append(random.nextBoolean() ? " 10:00" : " 14:00")
            .append(random.nextBoolean() ? " Lee" : " Cho")
            .append(" return\n");
      }
      Search search = search(lines.toString());
      int interval = 1 + random.nextInt(5);
      Series series = Series.choose(search, asked(WEEKLY), 3, interval);
      List<List<Proposal>> choices = new ArrayList<>();
      for (Series.Visit visit : series.visits()) {
        Window w = visit.window();
        choices.add(
            search.allInWindow(
                asked(
                    like(WEEKLY)
                        .window(
                            w.earliest().toString(),
                            w.target().toString(),
                            w.latest().toString()))));
      }
      double least = leastByTryingAll(choices, 0, new ArrayList<>());
      assertThat(cost(series.visits().stream().map(Series.Visit::place).toList()))
          .isCloseTo(least, within(1e-3));
      missing += series.notPlaced().size();
      placed += 3 - series.notPlaced().size();
    }
    assertThat(placed).isGreaterThan(100);
    assertThat(missing).isGreaterThan(30);
  }

  private static double leastByTryingAll(
      List<List<Proposal>> choices, int k, List<@Nullable Proposal> chosen) {
    if (k == choices.size()) {
      return cost(chosen);
    }
    List<@Nullable Proposal> tried = new ArrayList<>(choices.get(k));
    tried.add(null);
    double least = Double.POSITIVE_INFINITY;
    for (Proposal place : tried) {
      chosen.add(place);
      least = Math.min(least, leastByTryingAll(choices, k + 1, chosen));
      chosen.removeLast();
    }
    return least;
  }

  /** What a choice costs with the usual clinician and hour that suit it best. */
  private static double cost(List<@Nullable Proposal> places) {
    LocalDate last = LocalDate.MIN;
    double none = 0;
    for (Proposal place : places) {
      if (place == null) {
        none += 1e9;
      } else if (!place.day().isAfter(last)) {
        return Double.POSITIVE_INFINITY;
      } else {
        last = place.day();
      }
    }
    double least = Double.POSITIVE_INFINITY;
    for (String clinician : List.of("Lee", "Cho")) {
      for (LocalTime hour : List.of(LocalTime.of(10, 0), LocalTime.of(14, 0))) {
        double points = none;
        for (Proposal place : places) {
          if (place != null) {
            Opening opening = place.opening();
            points += place.cost().total();
            points += opening.clinician().id().equals(clinician) ? 0 : 40;
            points += opening.start().atZone(Eastside.ZONE).toLocalTime().equals(hour) ? 0 : 10;
          }
        }
        least = Math.min(least, points);
      }
    }
    return least;
  }
}
