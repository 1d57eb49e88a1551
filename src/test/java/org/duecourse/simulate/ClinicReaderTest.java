package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.duecourse.io.Refused;
import org.duecourse.io.Yaml;
import org.junit.jupiter.api.Test;

class ClinicReaderTest {
  private static final String LEAST =
      """
      name: reference
      roles: [{id: therapist}]
      sites: [{id: north, posts: [{role: therapist}]}]
      """;

  @Test
  void everyDefaultOfTheReferenceIsTheDefaultOfTheCode() {
    Clinic written = ClinicReader.read(Yaml.parse("reference", ClinicReader.reference()));
    Clinic leftOut = ClinicReader.read(Yaml.parse("least.yaml", LEAST));

    assertThat(written).isEqualTo(leftOut);
  }

  @Test
  void everyKeyThatIsReadIsInTheReference() {
    String text = ClinicReader.reference();
    Yaml everything =
        Yaml.parse(
            "all.yaml",
            LEAST
                + """
                demand: {}
                crisis: {service: {}}
                ratio: {}
                course: {intervals: [{days: 7}], sessions_mixture: [{share: 1, from: 1, to: 2}]}
                attendance: {first_visits: {}, return_visits: {}}
                absence: {strikes: [{from: 2026-01-01, days: 1}]}
                workforce: {}
                booking: {harm: {}, outside: {}}
                standards: {}
                costs: {}
                start: {}
                """);
    ClinicReader.read(everything);

    assertThat(everything.asked()).hasSizeGreaterThan(80);
    for (String path : everything.asked()) {
      String key = path.substring(path.lastIndexOf('.') + 1);
      assertThat(text).as(path).containsPattern("(?m)(^|[\\s{#])" + key + ":");
    }
  }

  @Test
  void theSimplestClinicOfTheExamplesIsTheOneOfTheCode() {
    Clinic file = ClinicReader.read(Yaml.read(Path.of("examples/simplest-clinic.yaml")));

    assertThat(file).isEqualTo(Defaults.simplest(20, 6, 14.85, 8, 14));
  }

  @Test
  void allProblemsOfAFileAreToldTogether() {
    String broken =
        """
        name: broken
        roles: [{id: therapist, protected_minuts_a_week: 300}]
        sites: [{id: north, posts: [{role: therapst, count: 2}]}]
        course: {intervals: [{days: 7, early: 9}], sessions_mean: 8, sessions_weights: [1, 2]}
        crisis: {opens: 9, closes: 8}
        booking: {day_choice: soonest}
        """;
    assertThatThrownBy(() -> ClinicReader.read(Yaml.parse("broken.yaml", broken)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("nothing was run")
        .hasMessageContaining("protected_minuts_a_week")
        .hasMessageContaining("'protected_minutes_a_week'")
        .hasMessageContaining("'therapst' is none of the roles therapist")
        .hasMessageContaining("early: 9 days before a return due in 7 days is no window")
        .hasMessageContaining("one of sessions_mean")
        .hasMessageContaining("closes: 8.0 is not after opens 9.0")
        .hasMessageContaining("'soonest' is none of earliest, target_then_later, least_harm");
  }

  @Test
  void aSiteChangesSingleKeysOfWhatIsSaidForAll() {
    Clinic clinic =
        ClinicReader.read(
            Yaml.parse(
                "two.yaml",
                """
                name: two
                roles: [{id: therapist, protected_share: 0.2}]
                demand: {requests_a_week: 20, growth_a_year: 0.1}
                sites:
                  - {id: north, posts: [{role: therapist, count: 3}]}
                  - {id: south, posts: [{role: therapist, fte: 0.5}], demand: {requests_a_week: 5}}
                """));

    assertThat(clinic.sites().get(1).demand())
        .isEqualTo(clinic.sites().get(0).demand().withRequestsAWeek(5));
    assertThat(clinic.sites().get(0).demand().growthAYear()).isEqualTo(0.1);
    assertThat(clinic.roles().get(0).supply().protectedMinutes()).isEqualTo(480);
    assertThat(clinic.roles().get(0).supply().placesAnOpenDay(5))
        .isEqualTo((40 * 60 - 480 - 150) / 60.0 / 5);
  }
}
