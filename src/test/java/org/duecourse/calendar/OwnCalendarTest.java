package org.duecourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.duecourse.io.Refused;
import org.duecourse.io.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clinic's own list of holidays, and lists and rules that are broken. */
class OwnCalendarTest {
  @TempDir Path folder;

  @Test
  void aListOfHolidaysOverAMondayToFridayWeek() throws IOException {
    Path file = Files.writeString(folder.resolve("clinic.csv"), "date\n2025-12-26\n2025-12-24\n");
    Calendar calendar = Calendars.named(file.toString());
    assertThat(calendar.id()).isEqualTo("clinic.csv");
    BusinessDays days = calendar.businessDays();
    assertThat(days.counts(LocalDate.of(2025, 12, 24))).isFalse();
    assertThat(days.counts(LocalDate.of(2025, 12, 25))).isTrue();
    assertThat(days.counts(LocalDate.of(2025, 12, 27))).isFalse();
    assertThat(calendar.description().leftOut())
        .containsExactly("Outside 2025 to 2025 every weekday counts.");
  }

  @Test
  void namesQuotesOtherColumnsAByteOrderMarkAndTwoNamesOfADayAreFine() {
    Calendar calendar =
        Calendars.fromText(
            "list.csv",
            "\uFEFFsite,Date,name\r\nA,2040-01-02,\"Board's day, \"\"big\"\"\"\r\n\r\nB,2040-01-02,\r\n");
    assertThat(calendar.daysOff(2040))
        .extracting(DayOff::name)
        .containsExactly("Board's day, \"big\"", "Day off");
    assertThat(calendar.businessDays().last()).isEqualTo(LocalDate.of(2040, 12, 31));
    assertThat(calendar.businessDays().first()).isEqualTo(Calendars.FIRST);
  }

  @Test
  void everyBadRowIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                Calendars.fromText(
                    "list.csv", "date,name\n2025-13-01,A\n,B\n0205-01-01,C\n2025-07-04,D\n"))
        .isInstanceOf(Refused.class)
        .hasMessage(
            """
            list.csv: 3 problems, nothing was counted
              line 2  '2025-13-01' is not a day such as 2026-12-25.
              line 3  date is blank; every row needs a day such as 2026-12-25.
              line 4  0205-01-01 is outside 1990 to 2100.""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty; a header with a column 'date' is expected",
        "day;name|no column is called 'date'",
        "dates|Maybe rename 'dates' to 'date'",
        "2025-01-01|Maybe put a first line 'date' above the days",
        "date|It lists no day. Maybe use --calendar weekdays",
        "'date,name\n2025-01-01,\"x'|line 2  A double quote opens here and never closes",
      })
  void aListThatIsNoListIsRefusedWithWhatToDo(String text, String message) {
    assertThatThrownBy(() -> Calendars.fromText("list.csv", text))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNotThereOrIsAFolderIsRefused() {
    assertThatThrownBy(() -> Calendars.named(folder.resolve("no.csv").toString()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> Calendars.fromFile(folder))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is a folder; a CSV list of holidays is expected");
  }

  @Test
  void anUnknownIdIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Calendars.named("us-ca.cor"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Did you mean 'us-ca.core'?")
        .hasMessageContaining("every-day");
  }

  /** One mistake each, and the words that the message must hold. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "monday|moonday|'moonday' is not a weekday such as monday",
        "january 1|january 32|'january 32' is not a day in words",
        "january 1|fifth monday of may|is not a day in words",
        "january 1|1 day after Thanksgivng|Did you mean 'Thanksgiving'?",
        "january 1|2022-02-30|is not a day in words",
        "source: S|sauce: S|days_off.source: missing. Did you mean 'sauce'?",
        "source: S|source: S, shift: 1|days_off.shift: unknown key",
        "evidence: secondary|evidence: sure|'sure' is none of confirmed, secondary",
        "sunday: 1|sunday: 9|9 is outside -7 to 7",
        "title: T|titel: T|title: missing. Did you mean 'titel'?",
      })
  void aBrokenRuleIsRefusedWithItsLine(String right, String wrong, String message) {
    String file =
        """
        id: test
        title: T
        why: W
        week: [monday]
        days_off:
          - {name: Thanksgiving, on: fourth thursday of november, source: X, evidence: secondary}
          - {name: New, on: january 1, shift_days: {sunday: 1}, source: S, evidence: secondary}
        """;
    assertThat(read(file).daysOff(2023)).hasSize(3);
    assertThatThrownBy(() -> read(file.replace(right, wrong)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("the calendar was not read")
        .hasMessageContaining(message);
  }

  private static Calendar read(String text) {
    return CalendarFile.read(
        Yaml.parse("test.yaml", text), Calendars::byId, Calendars.FIRST, Calendars.LAST);
  }
}
