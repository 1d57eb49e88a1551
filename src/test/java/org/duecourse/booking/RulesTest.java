package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.booking.Eastside.LEE;
import static org.duecourse.booking.Eastside.at;
import static org.duecourse.booking.Eastside.like;
import static org.duecourse.booking.Eastside.place;
import static org.duecourse.booking.Eastside.returnVisit;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Reason.Rule;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final String NOW = "2026-06-08 12:00";

  private static List<Rule> rules(OpenOrder order, Opening opening) {
    return Rules.against(order, opening, at(NOW), Busy.NONE).stream().map(Reason::rule).toList();
  }

  @Test
  void aReturnPlaceOfTheOwnClinicianFits() {
    assertThat(rules(returnVisit(), place("2026-06-09 10:00 Lee return"))).isEmpty();
  }

  @Test
  void allReasonsAreNamedAtOnce() {
    OpenOrder order =
        like(like(returnVisit()).clinician(Continuity.REQUIRED, "Lee"))
            .needs("therapist", "es", Mode.VIDEO, 90);
    Opening opening = place("2026-06-08 09:00 Osei crisis 60 until 2026-06-08 13:00");
    Busy busy = Busy.of(List.of(new Span(at("2026-06-08 09:30"), at("2026-06-08 10:30"))));
    assertThat(Rules.against(order, opening, at(NOW), busy))
        .containsExactlyInAnyOrder(
            new Reason(Rule.PAST, null),
            new Reason(Rule.OTHER_DISCIPLINE, null),
            new Reason(Rule.LANGUAGE, null),
            new Reason(Rule.NOT_OWN_CLINICIAN, null),
            new Reason(Rule.MODE, null),
            new Reason(Rule.TOO_SHORT, null),
            new Reason(Rule.KEPT_FOR_CRISIS, at("2026-06-08 13:00")),
            new Reason(Rule.PATIENT_BUSY, null));
  }

  @Test
  void aCrisisPlaceIsKeptUntilTheVeryMomentOfItsRelease() {
    Opening kept = place("2026-06-09 10:00 Lee crisis until 2026-06-09 08:00");
    assertThat(Rules.against(returnVisit(), kept, at("2026-06-09 07:59"), Busy.NONE))
        .containsExactly(new Reason(Rule.KEPT_FOR_CRISIS, at("2026-06-09 08:00")));
    assertThat(Rules.against(returnVisit(), kept, at("2026-06-09 08:00"), Busy.NONE)).isEmpty();
  }

  @Test
  void aKeptPlaceWithoutReleaseIsNeverForOthers() {
    assertThat(
            Rules.against(returnVisit(), place("2026-06-09 10:00 Lee crisis"), at(NOW), Busy.NONE))
        .containsExactly(new Reason(Rule.KEPT_FOR_CRISIS, null));
  }

  @Test
  void whoMayHaveWhichPlaceBeforeItsRelease() {
    Map<VisitKind, Set<Purpose>> may = new EnumMap<>(VisitKind.class);
    for (VisitKind kind : VisitKind.values()) {
      may.put(kind, EnumSet.noneOf(Purpose.class));
      for (Purpose purpose : Purpose.values()) {
        if (rules(like(returnVisit()).kind(kind), place("2026-06-09 10:00 Lee " + purpose))
            .isEmpty()) {
          may.get(kind).add(purpose);
        }
      }
    }
    assertThat(may)
        .isEqualTo(
            Map.of(
                VisitKind.CRISIS, EnumSet.of(Purpose.CRISIS, Purpose.FIRST, Purpose.RETURN),
                VisitKind.FIRST, EnumSet.of(Purpose.FIRST),
                VisitKind.RETURN, EnumSet.of(Purpose.RETURN),
                VisitKind.GROUP, EnumSet.of(Purpose.GROUP)));
  }

  @Test
  void protectedTimeIsNeverReleasedForVisits() {
    for (String purpose : List.of("protected", "admin", "break")) {
      Opening opening = place("2026-06-09 10:00 Lee " + purpose + " until 2026-06-01 08:00");
      for (VisitKind kind : VisitKind.values()) {
        assertThat(rules(like(returnVisit()).kind(kind), opening))
            .containsExactly(Rule.NOT_FOR_VISITS);
      }
    }
  }

  @Test
  void aFullCaseloadIsForOwnPatientsAndForPeopleInCrisis() {
    Opening opening = place("2026-06-09 10:00 Rivera return");
    assertThat(rules(returnVisit(), opening)).containsExactly(Rule.CASELOAD_FULL);
    assertThat(rules(like(returnVisit()).clinician(Continuity.NONE, "Rivera"), opening)).isEmpty();
    assertThat(rules(like(returnVisit()).kind(VisitKind.CRISIS), opening)).isEmpty();
  }

  @Test
  void visitsInARowDoNotOverlap() {
    Opening opening = place("2026-06-09 10:00 Lee return");
    Busy before = Busy.of(List.of(new Span(at("2026-06-09 09:00"), at("2026-06-09 10:00"))));
    Busy after = Busy.of(List.of(new Span(at("2026-06-09 11:00"), at("2026-06-09 12:00"))));
    assertThat(Rules.against(returnVisit(), opening, at(NOW), before)).isEmpty();
    assertThat(Rules.against(returnVisit(), opening, at(NOW), after)).isEmpty();
  }

  @Test
  void aWishCountsAsARuleOnlyWhereItMustBeMet() {
    Opening tuesday = place("2026-06-09 10:00 Lee return");
    Wishes mondays = new Wishes(Set.of(DayOfWeek.MONDAY), Set.of(), null, null, true);
    Wishes ratherMondays = new Wishes(Set.of(DayOfWeek.MONDAY), Set.of(), null, null, false);
    assertThat(Rules.against(returnVisit(), tuesday, at(NOW), Busy.NONE, mondays, Eastside.ZONE))
        .containsExactly(new Reason(Rule.PATIENT_WISH, null));
    assertThat(
            Rules.against(returnVisit(), tuesday, at(NOW), Busy.NONE, ratherMondays, Eastside.ZONE))
        .isEmpty();
  }

  @Test
  void anEveningIsAnEveningByTheClockOfTheClinic() {
    Opening five = place("2026-06-09 17:00 Lee return");
    Wishes evenings = new Wishes(Set.of(), Set.of(PartOfDay.EVENING), null, null, true);
    assertThat(Rules.against(returnVisit(), five, at(NOW), Busy.NONE, evenings, Eastside.ZONE))
        .isEmpty();
    assertThat(
            Rules.against(
                returnVisit(), five, at(NOW), Busy.NONE, evenings, java.time.ZoneOffset.UTC))
        .hasSize(1);
  }

  @Test
  void theReasonsAreThoseOfEveryRuleAskedByItself() {
    int fitting = 0;
    Set<Rule> seen = EnumSet.noneOf(Rule.class);
    for (long seed = 0; seed < 40; seed++) {
      RandomWorld world = new RandomWorld(seed, 0.15);
      for (int i = 0; i < 10; i++) {
        Asked asked = world.drawAsked();
        for (Opening opening : world.openings) {
          List<Reason> reasons = Rules.against(asked.order(), opening, asked.at(), asked.busy());
          Set<Rule> broken = OneByOne.broken(asked.order(), opening, asked.at(), world.lastBusy);
          assertThat(reasons).extracting(Reason::rule).containsExactlyElementsOf(broken);
          for (Reason reason : reasons) {
            boolean kept = reason.rule().name().startsWith("KEPT_FOR");
            assertThat(reason.until()).isEqualTo(kept ? opening.releasedAt() : null);
          }
          fitting += broken.isEmpty() ? 1 : 0;
          seen.addAll(broken);
        }
      }
    }
    assertThat(fitting).isGreaterThan(1000);
    assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.of(Rule.PATIENT_WISH)));
  }

  @Test
  void theOwnClinicianIsRequiredOnlyWhereThereIsOne() {
    Opening cho = place("2026-06-09 10:00 Cho return");
    assertThat(rules(like(returnVisit()).clinician(Continuity.REQUIRED, LEE.id()), cho))
        .containsExactly(Rule.NOT_OWN_CLINICIAN);
    assertThat(rules(like(returnVisit()).clinician(Continuity.REQUIRED, null), cho)).isEmpty();
  }
}
