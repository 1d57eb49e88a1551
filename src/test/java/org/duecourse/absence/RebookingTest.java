package org.duecourse.absence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Busy;
import org.duecourse.booking.Clinician;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.OpenOrder;
import org.duecourse.booking.Opening;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.Reason.Rule;
import org.duecourse.booking.Rules;
import org.duecourse.booking.VisitKind;
import org.duecourse.booking.Window;
import org.junit.jupiter.api.Test;

/**
 * A day of absence at Eastside: Lee is ill on Tuesday, June 9, 2026; Cho and others have places.
 */
class RebookingTest {
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  private static final Instant NOW = at("2026-06-08", "16:10");
  private static final PlanSettings SETTINGS = PlanSettings.usual(NOW, Map.of("eastside", ZONE));

  private static Instant at(String day, String time) {
    return LocalDate.parse(day).atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
  }

  private static Displaced visit(String name, int weight, String earliest, String latest) {
    return visit(name, name, weight, earliest, latest, null);
  }

  private static Displaced visit(
      String name, String patient, int weight, String earliest, String latest, String language) {
    return Displaced.of(
        "V-" + name,
        "P-" + patient,
        new OpenOrder(
            "R-" + name,
            VisitKind.RETURN,
            "eastside",
            new Window(
                LocalDate.parse(earliest), LocalDate.parse(earliest), LocalDate.parse(latest)),
            null,
            weight,
            Continuity.PREFERRED,
            "lee",
            null,
            language,
            null,
            45),
        at("2026-06-09", "10:00"));
  }

  private static FreePlace place(String clinician, String day, String time) {
    return place(clinician, day, time, Purpose.RETURN);
  }

  private static FreePlace place(String clinician, String day, String time, Purpose purpose) {
    Instant start = at(day, time);
    return new FreePlace(
        clinician + " " + day + " " + time,
        new Opening(
            1,
            "eastside",
            new Clinician(clinician, "therapist", Set.of("en"), true),
            purpose,
            start,
            start.plusSeconds(3600),
            Set.of(Mode.IN_PERSON, Mode.VIDEO),
            null),
        0);
  }

  private static String goesTo(Plan plan, String visit) {
    return plan.lines().stream()
        .filter(line -> line.visit().visitId().equals("V-" + visit))
        .map(line -> line.to() == null ? "nowhere" : line.to().id())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoSuffersMostFromWaitingGetsTheOnlyPlaceOfTheDay() {
    Plan plan =
        Rebooking.plan(
            List.of(
                visit("ada", 1, "2026-06-08", "2026-06-10"),
                visit("ben", 10, "2026-06-08", "2026-06-10")),
            List.of(place("cho", "2026-06-10", "15:00"), place("cho", "2026-06-16", "14:00")),
            SETTINGS);
    assertThat(goesTo(plan, "ben")).isEqualTo("cho 2026-06-10 15:00");
    assertThat(goesTo(plan, "ada")).isEqualTo("cho 2026-06-16 14:00");
    assertThat(plan.lines()).extracting(Plan.Line::rank).containsExactly(1, 2);
    assertThat(plan.lines().getFirst().visit().visitId()).isEqualTo("V-ben");
    assertThat(plan.inTime()).isEqualTo(1);
    assertThat(plan.late()).isEqualTo(1);
    assertThat(plan.isOptimal()).isTrue();
    // The other place would make Ben six days late, and Ada in time: 10 times the harm, less hers.
    Plan.Alternative next = plan.lines().getFirst().next().getFirst();
    assertThat(next.place().id()).isEqualTo("cho 2026-06-16 14:00");
    assertThat(next.extra()).isPositive();
  }

  @Test
  void anEarlierPlaceForOneIsNotTakenFromOneWhoHasNoOther() {
    // First come, first served gives Ada the Spanish-speaking hour and leaves Ben without any.
    Displaced ada = visit("ada", 3, "2026-06-08", "2026-06-12");
    Displaced ben = visit("ben", "ben", 3, "2026-06-08", "2026-06-12", "es");
    Instant start = at("2026-06-09", "11:00");
    FreePlace spanish =
        new FreePlace(
            "rivera",
            new Opening(
                2,
                "eastside",
                new Clinician("rivera", "therapist", Set.of("en", "es"), true),
                Purpose.RETURN,
                start,
                start.plusSeconds(3600),
                Set.of(Mode.IN_PERSON),
                null),
            0);
    Plan plan =
        Rebooking.plan(
            List.of(ada, ben), List.of(spanish, place("cho", "2026-06-11", "09:00")), SETTINGS);
    assertThat(goesTo(plan, "ben")).isEqualTo("rivera");
    assertThat(goesTo(plan, "ada")).isEqualTo("cho 2026-06-11 09:00");
  }

  @Test
  void whereNothingFitsEveryRuleIsCounted() {
    Plan plan =
        Rebooking.plan(
            List.of(visit("cy", "cy", 3, "2026-06-08", "2026-06-12", "es")),
            List.of(
                place("cho", "2026-06-10", "10:00"),
                place("cho", "2026-06-11", "10:00", Purpose.CRISIS)),
            SETTINGS);
    assertThat(plan.unplaced()).isEqualTo(1);
    assertThat(plan.lines().getFirst().whyNot())
        .isEqualTo(Map.of(Rule.LANGUAGE, 2, Rule.KEPT_FOR_CRISIS, 1));
    assertThat(plan.points()).isEqualTo(3 * 3000);
  }

  @Test
  void pinnedVisitsStayAndExcludedPlacesAreNotGiven() {
    Displaced ada = visit("ada", 1, "2026-06-08", "2026-06-10");
    Displaced ben = visit("ben", 10, "2026-06-08", "2026-06-10");
    List<FreePlace> places =
        List.of(place("cho", "2026-06-10", "15:00"), place("cho", "2026-06-16", "14:00"));
    Plan pinned =
        Rebooking.plan(List.of(ada.pinnedTo("cho 2026-06-10 15:00"), ben), places, SETTINGS);
    assertThat(goesTo(pinned, "ada")).isEqualTo("cho 2026-06-10 15:00");
    assertThat(goesTo(pinned, "ben")).isEqualTo("cho 2026-06-16 14:00");
    Plan excluded =
        Rebooking.plan(
            List.of(ada, ben),
            places,
            SETTINGS.withExcluded(Map.of("V-ben", Set.of("cho 2026-06-10 15:00"))));
    assertThat(goesTo(excluded, "ben")).isEqualTo("cho 2026-06-16 14:00");
  }

  @Test
  void oneVisitOfAPersonDoesNotOverlapTheOther() {
    Displaced one = visit("one", "ada", 6, "2026-06-08", "2026-06-10", null);
    Displaced other = visit("other", "ada", 3, "2026-06-08", "2026-06-10", null);
    Plan plan =
        Rebooking.plan(
            List.of(one, other),
            List.of(
                place("lee", "2026-06-10", "10:00"),
                place("cho", "2026-06-10", "10:00"),
                place("cho", "2026-06-17", "10:00")),
            SETTINGS);
    assertThat(goesTo(plan, "one")).isEqualTo("lee 2026-06-10 10:00");
    assertThat(goesTo(plan, "other")).isEqualTo("cho 2026-06-17 10:00");
    assertThat(plan.isOptimal()).as("kept apart at a price").isFalse();
    assertThat(plan.least()).isLessThan(plan.points());
  }

  @Test
  void theCrisisReserveHasAPrice() {
    List<Displaced> visits = new ArrayList<>();
    List<FreePlace> places = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      visits.add(visit("n" + n, 3, "2026-06-08", "2026-06-10"));
      places.add(place("cho", "2026-06-10", "%02d:00".formatted(9 + n)));
      places.add(place("cho", "2026-06-22", "%02d:00".formatted(9 + n)));
    }
    List<Rebooking.Price> prices = Rebooking.prices(visits, places, SETTINGS, 3);
    assertThat(prices).extracting(Rebooking.Price::inTime).containsExactly(4L, 3L, 2L, 1L);
    assertThat(prices).extracting(Rebooking.Price::late).containsExactly(0L, 1L, 2L, 1L);
    assertThat(prices).extracting(Rebooking.Price::unplaced).containsExactly(0L, 0L, 0L, 2L);
    assertThat(prices).extracting(Rebooking.Price::points).isSorted();
  }

  @Test
  void aPinAgainstARuleIsNotGranted() {
    Displaced ada = visit("ada", 3, "2026-06-10", "2026-06-12");
    List<FreePlace> places =
        List.of(
            place("cho", "2026-06-09", "09:00"),
            place("cho", "2026-06-11", "09:00", Purpose.CRISIS),
            place("cho", "2026-06-11", "11:00"));
    assertThat(whyNot(ada.pinnedTo(places.get(1).id()), places))
        .isEqualTo("chosen place cho 2026-06-11 09:00: kept for crisis");
    assertThat(whyNot(ada.pinnedTo(places.get(0).id()), places))
        .contains("chosen place cho 2026-06-09 09:00: before the window");
  }

  @Test
  void whoHasNoPlaceIsToldWhetherOneWouldHaveFitted() {
    Displaced ada = visit("ada", 1, "2026-06-08", "2026-06-12");
    Displaced ben = visit("ben", 10, "2026-06-08", "2026-06-12");
    FreePlace only = place("cho", "2026-06-11", "09:00");
    FreePlace kept = place("cho", "2026-06-11", "10:00", Purpose.FIRST);
    Plan plan = Rebooking.plan(List.of(ada, ben), List.of(only, kept), SETTINGS);
    assertThat(goesTo(plan, "ada")).isEqualTo("nowhere");
    assertThat(PlanWords.why(plan.lines().getLast()))
        .isEqualTo("1 fit but are needed more elsewhere, 1 kept for first visits");
    assertThat(whyNot(ada, List.of(place("cho", "2026-06-05", "09:00"))))
        .isEqualTo("no place from the earliest day on");
  }

  private static String whyNot(Displaced visit, List<FreePlace> places) {
    Plan plan = Rebooking.plan(List.of(visit), places, SETTINGS);
    assertThat(plan.unplaced()).isEqualTo(1);
    return PlanWords.why(plan.lines().getFirst());
  }

  @Test
  void anEarlierPlaceForOneIsToldInWhatItDoesToTheOthers() {
    List<Displaced> visits =
        List.of(
            visit("ada", 1, "2026-06-08", "2026-06-10"),
            visit("ben", 6, "2026-06-08", "2026-06-10"));
    List<FreePlace> places =
        List.of(place("cho", "2026-06-10", "15:00"), place("cho", "2026-06-14", "14:00"));
    Plan plan = Rebooking.plan(visits, places, SETTINGS);
    WhatIf asked = Rebooking.whatIf(plan, places, SETTINGS, "V-ada", "cho 2026-06-10 15:00");
    // Four days late cost ten points a day and half a point for their square, by weight.
    assertThat(asked.extra()).isEqualTo(6 * (40 + 8) - (40 + 8));
    assertThat(PlanWords.whatIf(asked))
        .isEqualTo(
            "V-ada at cho 2026-06-10 15:00: 240.0 points more, in time; others move: V-ben (weight"
                + " 6) in time → 4 days late.");
  }

  @Test
  void aPinCostsNeverLessThanWasTold() {
    Strike strike = Strike.at(2, 8);
    for (int reserve : new int[] {0, 2}) {
      PlanSettings settings = strike.settings().withReserve(reserve);
      Plan plan = Rebooking.plan(strike.visits(), strike.places(), settings);
      int asked = 0;
      for (int i = 0; i < plan.lines().size(); i += 20) {
        Plan.Line line = plan.lines().get(i);
        for (Plan.Alternative next : line.next()) {
          WhatIf whatIf =
              Rebooking.whatIf(
                  plan, strike.places(), settings, line.visit().visitId(), next.place().id());
          assertThat(whatIf.extra()).isGreaterThanOrEqualTo(next.extra() - 0.001);
          FreePlace to = whatIf.line().to();
          if (to != null) {
            assertThat(to.id()).isEqualTo(next.place().id());
            asked++;
          }
        }
      }
      assertThat(asked).isGreaterThan(10);
    }
  }

  @Test
  void aStrikeOfThreeClinicsObeysEveryRuleAndBeatsTheUsualWays() {
    Strike strike = Strike.at(3, 5);
    Plan plan = Rebooking.plan(strike.visits(), strike.places(), strike.settings());
    Set<String> taken = new HashSet<>();
    Map<String, Displaced> byId = new HashMap<>();
    strike.visits().forEach(visit -> byId.put(visit.visitId(), visit));
    double sum = 0;
    for (Plan.Line line : plan.lines()) {
      if (line.to() == null) {
        sum += 3000 * line.visit().order().weight();
        continue;
      }
      assertThat(taken.add(line.to().id())).as("a place is given once").isTrue();
      OpenOrder order = byId.get(line.visit().visitId()).order();
      assertThat(
              Rules.against(order, line.to().opening(), strike.settings().now(), Busy.NONE).stream()
                  .filter(reason -> reason.rule() != Rule.OTHER_SITE))
          .isEmpty();
      sum += Math.round(line.cost().total() * 100) / 100.0;
    }
    assertThat(plan.lines()).hasSize(strike.visits().size());
    assertThat(plan.points()).isCloseTo(sum, org.assertj.core.data.Offset.offset(0.001));
    assertThat(plan.isOptimal()).isTrue();
    assertThat(plan.points()).isLessThan(firstComeFirstServed(strike));
  }

  /** As it is usually done: in the order of the list, the cheapest place that is left. */
  private static double firstComeFirstServed(Strike strike) {
    List<FreePlace> left = new ArrayList<>(strike.places());
    double points = 0;
    for (Displaced visit : strike.visits()) {
      Plan alone = Rebooking.plan(List.of(visit), left, strike.settings());
      points += alone.points();
      FreePlace to = alone.lines().getFirst().to();
      if (to != null) {
        left.remove(to);
      }
    }
    return points;
  }

  @Test
  void whatIsGivenTwiceOrWithoutAZoneIsRefused() {
    Displaced ada = visit("ada", 1, "2026-06-08", "2026-06-10");
    FreePlace place = place("cho", "2026-06-10", "15:00");
    assertThatThrownBy(() -> Rebooking.plan(List.of(ada, ada), List.of(place), SETTINGS))
        .hasMessage("'V-ada' is there twice.");
    assertThatThrownBy(() -> Rebooking.plan(List.of(ada), List.of(place, place), SETTINGS))
        .hasMessageContaining("is there twice");
    assertThatThrownBy(
            () ->
                Rebooking.plan(
                    List.of(ada), List.of(place), PlanSettings.usual(NOW, Map.of("north", ZONE))))
        .hasMessageContaining("zone of the clinic eastside");
    assertThat(Rebooking.plan(List.of(), List.of(), SETTINGS).lines()).isEmpty();
  }
}
