package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duecourse.calendar.Calendars;
import org.duecourse.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theListHasEveryCalendarTheDefaultFirst() {
    assertThat(run("calendar")).isZero();
    assertThat(out.toString()).contains(Calendars.ids());
    assertThat(out.toString().indexOf("us-ca.core"))
        .isLessThan(out.toString().indexOf("us-ca.gov"));
  }

  @Test
  void theDaysOffOfAYearHaveNameAndSource() {
    assertThat(run("calendar", "show", "us-ca.gov", "--year", "2026", "--format", "json")).isZero();
    var json = Json.read("out", out.toString());
    assertThat(json.path("days_off")).hasSize(18);
    assertThat(json.path("days_off").path(0).path("name").asString()).isEqualTo("New Year's Day");
    assertThat(json.path("days_off").path(0).path("source").asString()).contains("6700");
  }

  @Test
  void countingAndTheLimitDay() {
    assertThat(
            run("calendar", "count", "us-ca.core", "2025-05-05", "2025-05-19", "--format", "csv"))
        .isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "calendar,from,to,business_days,calendar_days",
            "us-ca.core,2025-05-05,2025-05-19,10,14");
    out.getBuffer().setLength(0);
    assertThat(run("calendar", "after", "us-ca.office", "2025-11-18", "10")).isZero();
    assertThat(out.toString()).contains("2025-12-04", "Thursday");
  }

  @Test
  void anOwnListStandsWhereAnIdStands(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("own.csv"), "date\n2025-05-06\n");
    assertThat(run("calendar", "count", file.toString(), "2025-05-05", "2025-05-07")).isZero();
    assertThat(out.toString()).containsPattern("own.csv +2025-05-05 +2025-05-07 +1 +2");
  }

  @Test
  void whatCannotBeAnsweredSaysWhy() {
    assertThat(run("calendar", "count", "us-ca.coer", "2025-05-05", "2025-05-07")).isEqualTo(2);
    assertThat(run("calendar", "count", "us-ca.core", "5 May", "2025-05-07")).isEqualTo(2);
    assertThat(run("calendar", "count", "us-ca.core", "2025-05-05", "2040-05-07")).isEqualTo(3);
    assertThat(run("calendar", "after", "us-ca.core", "2025-05-05", "-3")).isEqualTo(2);
    assertThat(run("calendar", "after", "us-ca.core", "2025-05-05", "ten")).isEqualTo(2);
    assertThat(run("calendar", "show", "us-ca.core", "--year", "1999")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("Did you mean 'us-ca.core'?")
        .contains("FROM: '5 May' is not a day such as 2026-06-30.")
        .contains("N: 'ten' is not a whole number of business days from 0.")
        .contains("2040-05-07 is outside")
        .contains("1999 is outside");
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
