package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.booking.Eastside.at;
import static org.duecourse.booking.Eastside.claim;
import static org.duecourse.booking.Eastside.day;
import static org.duecourse.booking.Eastside.like;
import static org.duecourse.booking.Eastside.returnVisit;
import static org.duecourse.booking.Eastside.search;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Reason.Rule;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final String MONDAY_MORNING = "2026-06-08 09:00";

  private static Asked asked(OpenOrder order) {
    return Asked.of(order, at(MONDAY_MORNING));
  }

  private static List<String> places(Found found) {
    return found.byTime().stream()
        .map(
            p ->
                p.opening().start().atZone(Eastside.ZONE).toLocalDateTime()
                    + " "
                    + p.opening().clinician().id())
        .toList();
  }

  @Test
  void thePageOfADayAtEastside() {
    Found found =
        search(
                """
                2026-06-08 10:00 Cho return
                2026-06-09 09:00 Osei return
                2026-06-09 09:00 Rivera crisis until 2026-06-10 08:00
                2026-06-09 10:00 Lee return
                2026-06-10 15:30 Lee return video
                2026-06-11 09:00 Cho return
                2026-06-16 09:00 Lee return
                """)
            .find(asked(like(returnVisit()).needs("therapist", null, null, 60)));
    assertThat(found.step()).isEqualTo(Step.IN_WINDOW);
    assertThat(found.from()).isEqualTo(day("2026-06-09"));
    assertThat(found.to()).isEqualTo(day("2026-06-15"));
    assertThat(found.fitting()).isEqualTo(3);
    assertThat(places(found))
        .containsExactly("2026-06-09T10:00 Lee", "2026-06-10T15:30 Lee", "2026-06-11T09:00 Cho");
    assertThat(found.byTime())
        .extracting(Proposal::words)
        .containsExactly(
            "in window · same clinician",
            "in window · same clinician · by video",
            "in window, on the best day · other clinician, handover needed");
    assertThat(found.whyNotEarlier().words())
        .isEqualTo(
            "2 earlier openings: 1 another profession, 1 the clinician's caseload is full,"
                + " 1 kept for crisis");
    assertThat(found.whyNotEarlier().beforeWindow())
        .isEqualTo(new WhyNotEarlier.Count(1, 0, Map.of()));
  }

  @Test
  void theListOfEarlierOpeningsNamesEveryReason() {
    Search search =
        search(
            """
            2026-06-08 08:00 Lee return
            2026-06-08 10:00 Cho return
            2026-06-09 09:00 Rivera crisis until 2026-06-10 08:00
            2026-06-09 10:00 Lee return
            2026-06-10 10:00 Lee return
            """);
    Asked asked = asked(returnVisit());
    List<Earlier> earlier = search.earlier(asked, search.find(asked));
    assertThat(earlier).hasSize(2);
    assertThat(earlier.get(0).opening().clinician()).isEqualTo(Eastside.CHO);
    assertThat(earlier.get(0).reasons()).isEmpty();
    assertThat(earlier.get(1).reasons())
        .containsExactly(
            new Reason(Rule.CASELOAD_FULL, null),
            new Reason(Rule.KEPT_FOR_CRISIS, at("2026-06-10 08:00")));
  }

  @Test
  void openingsThatFitButLieInThePastAreNotEarlierOpenings() {
    Found found =
        search(
                """
                2026-06-09 08:00 Lee return
                2026-06-09 10:00 Lee return
                """)
            .find(Asked.of(returnVisit(), at("2026-06-09 09:00")));
    assertThat(places(found)).containsExactly("2026-06-09T10:00 Lee");
    assertThat(found.whyNotEarlier().inWindow().openings()).isZero();
  }

  @Test
  void noOpeningAtAllIsAnAnswer() {
    Found found =
        search(
                """
                2026-06-10 10:00 Lee return
                2026-06-12 10:00 Osei return
                """,
                claim("Lee", "2026-06-10 10:00", 60))
            .find(asked(like(returnVisit()).needs("therapist", null, null, 60)));
    assertThat(found.proposals()).isEmpty();
    assertThat(found.step()).isEqualTo(Step.TO_HORIZON);
    assertThat(found.earliest()).isEmpty();
    assertThat(found.whyNotEarlier().inWindow().byRule())
        .containsExactly(Map.entry(Rule.OTHER_DISCIPLINE, 1));
  }

  @Test
  void aClinicWithoutAnyPlaceHasNone() {
    Found found = search("2026-06-10 10:00 Kim return").find(asked(returnVisit()));
    assertThat(found.proposals()).isEmpty();
    assertThat(found.step()).isEqualTo(Step.TO_HORIZON);
  }

  @Test
  void aClinicThatTheIndexDoesNotKnowIsAMistakeOfTheCaller() {
    Search search = new Search(new OpeningIndex().snapshot(), Weights.DEFAULT);
    assertThatThrownBy(() -> search.find(asked(returnVisit())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eastside");
  }

  @Test
  void theSearchWidensStepByStepAndSaysSo() {
    String[] places = {
      "2026-06-15 10:00 Lee return", // the last day of the window
      "2026-06-17 10:00 Lee return", // the last day of the law
      "2026-06-17 09:00 Kim return", // at North
      "2026-06-24 10:00 Lee return", // 7 days after that
      "2026-07-01 10:00 Lee return", // 14 days after that
      "2026-07-02 10:00 Lee return",
    };
    OpenOrder order = like(returnVisit()).legalLimit("2026-06-17");
    Asked asked = asked(order).withOtherSites(Set.of("north", "eastside"));
    for (int i = 0; i < places.length; i++) {
      StringBuilder left = new StringBuilder();
      for (int k = i; k < places.length; k++) {
        left.append(places[k]).append('\n');
      }
      Found found = search(left.toString()).find(asked);
      assertThat(found.step()).isEqualTo(Step.values()[i]);
      assertThat(found.proposals()).hasSize(1);
      assertThat(found.proposals().getFirst().opening()).isEqualTo(Eastside.place(places[i]));
    }
  }

  @Test
  void aStepThatWouldChangeNothingIsNotNamed() {
    String places = "2026-06-20 10:00 Lee return";
    assertThat(search(places).find(asked(returnVisit())).step()).isEqualTo(Step.SEVEN_DAYS_MORE);
    assertThat(search("2026-06-12 10:00 Kim return").find(asked(returnVisit())).proposals())
        .as("another clinic was not named")
        .isEmpty();
  }

  @Test
  void offersThatWereTurnedDownLeadToTheNextStep() {
    Search search =
        search(
            """
            2026-06-10 10:00 Lee return
            2026-06-18 10:00 Lee return
            """);
    Found found = search.find(asked(returnVisit()).withAtLeast(Step.SEVEN_DAYS_MORE));
    assertThat(found.step()).isEqualTo(Step.SEVEN_DAYS_MORE);
    assertThat(places(found)).containsExactly("2026-06-10T10:00 Lee", "2026-06-18T10:00 Lee");
  }

  @Test
  void anOrderWhoseWindowIsOverIsLookedForFromTodayOn() {
    Found found =
        search(
                """
                2026-08-03 10:00 Lee return
                2026-08-11 10:00 Lee return
                """)
            .find(Asked.of(returnVisit(), at("2026-08-05 09:00")));
    assertThat(places(found)).containsExactly("2026-08-11T10:00 Lee");
    assertThat(found.step()).isEqualTo(Step.SEVEN_DAYS_MORE);
    assertThat(found.proposals().getFirst().words())
        .isEqualTo("57 days past the window · same clinician");
  }

  @Test
  void aDayInTheWindowPastTheLegalLimitIsALateOne() {
    Found found =
        search(
                """
                2026-06-11 10:00 Cho return
                2026-06-12 10:00 Lee return
                """)
            .find(asked(like(like(returnVisit()).legalLimit("2026-06-11")).weight(8)));
    assertThat(found.proposals().getFirst().opening().clinician()).isEqualTo(Eastside.CHO);
    assertThat(found.proposals().get(1).words())
        .isEqualTo("in window · 1 day past the legal limit · same clinician");
    assertThat(found.proposals().get(1).cost().late()).isEqualTo(8 * 10.5);
  }

  @Test
  void fiveOffersAreSpreadOverDays() {
    Found found =
        search(
                """
                2026-06-10 09:00 Lee return
                2026-06-10 10:00 Lee return
                2026-06-10 11:00 Lee return
                2026-06-10 12:00 Lee return
                2026-06-11 10:00 Lee return
                2026-06-12 10:00 Lee return
                2026-06-15 10:00 Lee return
                """)
            .find(asked(returnVisit()));
    assertThat(places(found))
        .containsExactly(
            "2026-06-10T09:00 Lee",
            "2026-06-10T10:00 Lee",
            "2026-06-11T10:00 Lee",
            "2026-06-12T10:00 Lee",
            "2026-06-15T10:00 Lee");
  }

  @Test
  void whereThereAreOnlyTwoDaysOneHasMoreThanTwoOffers() {
    Found found =
        search(
                """
                2026-06-10 09:00 Lee return
                2026-06-10 10:00 Lee return
                2026-06-10 11:00 Lee return
                2026-06-10 12:00 Lee return
                2026-06-11 10:00 Lee return
                """)
            .find(asked(returnVisit()));
    assertThat(found.proposals()).hasSize(5);
  }

  @Test
  void notAllFiveAreWithOneClinicianWhereAnotherIsAsGood() {
    String places =
        """
        2026-06-09 09:00 Cho return
        2026-06-09 10:00 Cho return
        2026-06-10 09:00 Cho return
        2026-06-10 10:00 Cho return
        2026-06-11 09:00 Cho return
        2026-06-11 10:00 Cho return
        2026-06-12 10:00 Lee return
        """;
    OpenOrder anybody = like(returnVisit()).clinician(Continuity.NONE, null);
    assertThat(places(search(places).find(asked(anybody))))
        .hasSize(5)
        .contains("2026-06-12T10:00 Lee");
    OpenOrder choPreferred = like(returnVisit()).clinician(Continuity.PREFERRED, "Cho");
    assertThat(places(search(places).find(asked(choPreferred))))
        .as("a handover is not as good")
        .hasSize(5)
        .doesNotContain("2026-06-12T10:00 Lee");
  }

  @Test
  void anEmptyDayIsTakenAndTheLastPlacesOfAFullOneAreKept() {
    Found found =
        search(
                """
                2026-06-11 09:00 Lee return
                2026-06-11 10:00 Lee return
                2026-06-12 09:00 Lee return
                2026-06-12 10:00 Lee return
                2026-06-12 11:00 Lee return
                2026-06-12 12:00 Lee return
                """,
                claim("Lee", "2026-06-12 09:00", 180))
            .find(asked(like(returnVisit()).window("2026-06-09", "2026-06-12", "2026-06-15")));
    assertThat(found.proposals().getFirst().words())
        .isEqualTo("in window · same clinician · keeps the short-notice places of Friday");
  }

  @Test
  void wishesThatMatterComeFirstAndWishesThatMustBeMetAreTheOnlyOnes() {
    Search search =
        search(
            """
            2026-06-09 09:00 Lee return
            2026-06-11 15:00 Lee return
            """);
    Wishes rather = new Wishes(Set.of(DayOfWeek.TUESDAY), Set.of(), null, null, false);
    Found found = search.find(asked(returnVisit()).withWishes(rather));
    assertThat(found.proposals().getFirst().day()).isEqualTo(day("2026-06-09"));
    assertThat(found.proposals().get(1).words())
        .isEqualTo("in window, on the best day · same clinician · misses 1 wish of the patient");
    Wishes only = new Wishes(Set.of(), Set.of(PartOfDay.AFTERNOON), null, day("2026-06-10"), true);
    Found must = search.find(asked(returnVisit()).withWishes(only));
    assertThat(places(must)).containsExactly("2026-06-11T15:00 Lee");
    assertThat(must.whyNotEarlier().words())
        .isEqualTo("1 earlier opening: 1 not what the patient can do");
  }

  @Test
  void anotherClinicCostsTheWayUnlessItIsByVideo() {
    Asked asked =
        asked(like(returnVisit()).clinician(Continuity.NONE, null)).withOtherSites(Set.of("north"));
    Found inPerson = search("2026-06-11 09:00 Kim return").find(asked);
    Found video = search("2026-06-11 09:00 Kim return room video").find(asked);
    assertThat(inPerson.step()).isEqualTo(Step.OTHER_SITES);
    assertThat(inPerson.proposals().getFirst().cost().travel()).isEqualTo(60);
    assertThat(inPerson.proposals().getFirst().words())
        .isEqualTo("in window, on the best day · at another clinic");
    assertThat(video.proposals().getFirst().cost().travel()).isEqualTo(15);
    assertThat(video.proposals().getFirst().mode()).isEqualTo(Mode.VIDEO);
    assertThat(video.proposals().getFirst().words())
        .isEqualTo("in window, on the best day · at another clinic · by video");
  }

  @Test
  void theLastDayOfAWindowCannotMakeUpAMissedVisit() {
    Found found = search("2026-06-15 09:00 Lee return").find(asked(returnVisit()));
    assertThat(found.proposals().getFirst().words())
        .isEqualTo(
            "in window · last day of the window: a missed visit could not be made up in it"
                + " · same clinician");
  }

  @Test
  void aDayOfTwentyFiveHoursIsOneDay() {
    OpenOrder order = like(returnVisit()).window("2026-11-01", "2026-11-01", "2026-11-01");
    Found found =
        search(
                """
                2026-11-01 00:30 Lee return
                2026-11-01 23:00 Lee return
                2026-11-02 00:30 Lee return
                """)
            .find(Asked.of(order, at("2026-10-30 09:00")));
    assertThat(places(found)).containsExactly("2026-11-01T00:30 Lee", "2026-11-01T23:00 Lee");
  }
}
