package org.duecourse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.duecourse.io.Yaml;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Sessions;
import org.duecourse.simulate.ClinicReader;
import org.junit.jupiter.api.Test;

class ProposalReaderTest {
  @Test
  void everythingWrongIsToldAtOnceWithItsLine() {
    assertThatThrownBy(
            () ->
                SmallClinic.proposal(
                    """
                    name: Wrong
                    hires:
                      - {site: nrth, role: therapyst, count: 0}
                    week:
                      - {protected_minutes: 2400}
                      - {roles: [therapist]}
                    crisis:
                      - {service: {opens: 17, closes: 9}}
                    raises: 3
                    ranges:
                      - {assumption: request, low: 1.2, high: 1.1}
                    """))
        .hasMessageContaining("nothing was compared")
        .hasMessageContaining(
            "line 3  hires.site: 'nrth' is none of north, south. Did you mean 'north'?")
        .hasMessageContaining("Did you mean 'therapist'?")
        .hasMessageContaining("hires.count: 0 is outside 1 to 2000")
        .hasMessageContaining("line 5  week.protected_minutes: leaves nothing of the 40.0 hours")
        .hasMessageContaining("protected_minutes or meeting_minutes is expected")
        .hasMessageContaining("9.0 is not after opens 17.0")
        .hasMessageContaining("line 9  raises: unknown key.")
        .hasMessageContaining("Did you mean 'requests'?")
        .hasMessageContaining("1.1 is below low 1.2. Maybe swap them.");
  }

  @Test
  void eachChangeReachesTheClinicAndNothingElseDoes() {
    Clinic today = SmallClinic.today();
    Clinic clinic =
        SmallClinic.proposal(
                """
                name: All kinds
                given_by: both
                hires: [{site: south, role: therapist, count: 2, month: 3, given_by: union}]
                week: [{roles: [therapist], protected_minutes: 480, meeting_minutes: 60}]
                crisis: [{site: north, held_places_a_day: 1, service: {opens: 9, closes: 17, staff: 2, cost_a_year: 5}}]
                split: [{sites: [south], first: 1, returns: 6}]
                outside: {at_most_a_week: 3, cost_each: 100}
                booking: {day_choice: least_harm}
                """)
            .applyTo(today);
    assertThat(clinic.sites().get(0).posts()).isEqualTo(today.sites().get(0).posts());
    assertThat(clinic.sites().get(1).posts())
        .endsWith(new Clinic.Posts("therapist", 2, 1, 3))
        .startsWith(today.sites().get(1).posts().getFirst());
    assertThat(clinic.roles().get(0).supply().protectedMinutes()).isEqualTo(480);
    assertThat(clinic.roles().get(1)).isEqualTo(today.roles().get(1));
    assertThat(clinic.sites().get(0).crisis().service().orElseThrow().staff()).isEqualTo(2);
    assertThat(clinic.sites().get(0).crisis().heldPlacesADay()).isEqualTo(1);
    assertThat(clinic.sites().get(1).crisis()).isEqualTo(today.sites().get(1).crisis());
    assertThat(clinic.sites().get(1).ratio().firstShare()).isCloseTo(1 / 7.0, within(1e-12));
    assertThat(clinic.booking().outside().atMostAWeek()).isEqualTo(3);
    assertThat(clinic.attendance()).isEqualTo(today.attendance());
  }

  @Test
  void whoGaveAChangeIsKept() {
    Proposal proposal =
        SmallClinic.proposal(
            """
            name: Mixed
            given_by: employer
            pay:
              - {raise_share: 0.03, assumption: From the first day.}
              - {role: psychologist, raise_share: 0.01, given_by: union}
            """);
    assertThat(proposal.parts())
        .extracting(part -> part.source().givenBy())
        .containsExactly("employer", "union");
    assertThat(proposal.parts().getFirst().source().assumption()).isEqualTo("From the first day.");
  }

  @Test
  void rangesThatSidesDisputeAreAsWideAsBoth() {
    Proposal a =
        SmallClinic.proposal(
            "name: A\ngiven_by: a\nranges: [{assumption: requests, low: 0.9, high: 1.0}]\n");
    Proposal b =
        SmallClinic.proposal(
            "name: B\ngiven_by: b\nranges: [{assumption: requests, low: 1.0, high: 1.2}]\n");
    Assumption.Range range = ParameterDraw.of(1, List.of(a, b)).ranges().get(Assumption.REQUESTS);
    assertThat(range).isEqualTo(new Assumption.Range(0.9, 1.2, "a; b"));
  }

  @Test
  void drawsLieInTheirRangeNineTimesInTen() {
    ParameterDraw draw = ParameterDraw.of(11, List.of());
    for (Assumption assumption : Assumption.values()) {
      Assumption.Range range = assumption.otherwise();
      int inside = 0;
      for (int r = 0; r < 4000; r++) {
        double value = draw.value(assumption, r);
        inside += value >= range.low() && value <= range.high() ? 1 : 0;
      }
      double share = assumption == Assumption.HIRING_DELAY_MONTHS ? 1 : 0.9;
      assertThat(inside / 4000.0).as(assumption.key()).isCloseTo(share, within(0.02));
    }
  }

  @Test
  void aRangeForOneAssumptionMovesNoOtherDraw() {
    Proposal wide =
        SmallClinic.proposal("name: A\nranges: [{assumption: requests, low: 0.5, high: 2}]\n");
    ParameterDraw narrow = ParameterDraw.of(5, List.of());
    ParameterDraw wider = ParameterDraw.of(5, List.of(wide));
    assertThat(wider.value(Assumption.REQUESTS, 3))
        .isNotEqualTo(narrow.value(Assumption.REQUESTS, 3));
    assertThat(wider.value(Assumption.NO_SHOWS, 3)).isEqualTo(narrow.value(Assumption.NO_SHOWS, 3));
  }

  @Test
  void longerCoursesHaveTheMeanThatWasAskedFor() {
    Sessions mixture = SmallClinic.today().course().sessions();
    for (double factor : new double[] {0.8, 0.95, 1.1, 1.4}) {
      double before = mean((Sessions.Empirical) Assumption.longer(mixture, 1.0000001));
      double after = mean((Sessions.Empirical) Assumption.longer(mixture, factor));
      assertThat(after / before).isCloseTo(factor, within(1e-5));
    }
    assertThat(Assumption.longer(new Sessions.Geometric(8), 1.25))
        .isEqualTo(new Sessions.Geometric(10));
  }

  private static double mean(Sessions.Empirical sessions) {
    double sum = 0;
    double lengths = 0;
    for (int n = 0; n < sessions.weights().size(); n++) {
      sum += sessions.weights().get(n);
      lengths += (n + 1) * sessions.weights().get(n);
    }
    return lengths / sum;
  }

  @Test
  void theExamplesOfHarborAreReadAndTodayChangesNothing() {
    Clinic harbor = ClinicReader.read(Yaml.read(Path.of("examples/harbor/clinic.yaml")));
    for (String name : List.of("today", "employer-offer", "counter-proposal")) {
      Proposal proposal =
          ProposalReader.read(Yaml.read(Path.of("examples/harbor/" + name + ".yaml")), harbor);
      assertThat(proposal.applyTo(harbor).equals(harbor)).isEqualTo(name.equals("today"));
    }
  }
}
