package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void helpGoesToStandardOutputAndEndsWell() {
    Terminal.Result result = Terminal.duecourse("--help");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Usage: duecourse");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aWrongOptionIsExitCodeTwoWithANextStep() {
    Terminal.Result result = Terminal.duecourse("--hepl");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("--hepl").contains("Maybe see: duecourse --help");
  }

  @Test
  void noCommandIsAWrongUsage() {
    assertThat(Terminal.duecourse().code()).isEqualTo(2);
  }
}
