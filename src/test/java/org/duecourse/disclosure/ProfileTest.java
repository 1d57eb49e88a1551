package org.duecourse.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {
  @ParameterizedTest(name = "{0} is shown as {1}, {2}, {3}")
  @CsvSource({
    "0, 0, 0, *",
    "4, *, *, *",
    "6, *, *, 5",
    "8, *, 10, 10",
    "11, 11, 10, 10",
    "13, 13, 15, 15",
    "10, *, 10, 10",
    "1, *, *, *",
    "5, *, *, 5",
    "7, *, *, 5",
    "1234, 1234, 1235, 1235"
  })
  void countsAreShownByTheRuleOfEachProfile(long count, String cms, String nhs, String mhsds) {
    assertThat(Profile.named("cms.1-10").shown(count)).isEqualTo(cms);
    assertThat(Profile.named("nhs.1-7").shown(count)).isEqualTo(nhs);
    assertThat(Profile.named("nhs.mhsds").shown(count)).isEqualTo(mhsds);
    assertThat(Profile.OFF.shown(count)).isEqualTo(Long.toString(count));
  }

  @Test
  void whatIsShownAlikeLiesInItsOwnRange() {
    for (Profile profile : Profile.all()) {
      for (long count = 0; count < 300; count++) {
        if (profile.isSmall(count)) {
          continue;
        }
        for (long other = 0; other < 310; other++) {
          boolean alike = profile.shown(other).equals(profile.shown(count));
          boolean inRange =
              other >= profile.leastShownLike(count) && other <= profile.mostShownLike(count);
          assertThat(inRange).as("%s: %d and %d", profile.id(), count, other).isEqualTo(alike);
        }
      }
    }
  }

  @Test
  void anUnknownProfileIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Profile.named("cms1-10"))
        .hasMessageContaining("none of cms.1-10, nhs.1-7, nhs.mhsds, off")
        .hasMessageContaining("Did you mean 'cms.1-10'?");
  }
}
