package org.duecourse.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.io.Refused;
import org.duecourse.io.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTableTest {
  @TempDir private Path folder;

  @Test
  void theLongFormIsReadAsItIs() {
    PublishedTable table =
        read(
            """
            period,organisation,measure,value,denominator
            2025-02,North,wait,12.5,40
            2025-01-01,North,wait,,
            2025-04,North,wait,0,10
            """,
            "");
    List<Observation> wait = table.observations("North", "wait");
    assertThat(wait).extracting(Observation::value).containsExactly(null, 12.5, 0.0);
    assertThat(wait)
        .extracting(Observation::label)
        .containsExactly("2025-01-01", "2025-02", "2025-04");
    assertThat(wait.get(1).denominator()).isEqualTo(40.0);
    assertThat(table.latest()).isEqualTo(LocalDate.of(2025, 4, 1));
  }

  @Test
  void aMappingRenamesColumnsAndReadsTokensAndOtherPeriods() {
    PublishedTable table =
        read(
            """
            Month,Who,Named,n
            03/2025,A,Alpha,*
            04/2025,A,Alpha (new),7
            """,
            """
            columns: {period: Month, organisation: Who, organisation_name: Named, value: n}
            constants: {measure: waiting}
            period_format: MM/yyyy
            not_published: ["*", "-"]
            """);
    assertThat(table.observations("A", "waiting"))
        .extracting(Observation::value)
        .containsExactly(null, 7.0);
    assertThat(table.nameOf("A")).isEqualTo("Alpha (new)");
  }

  @Test
  void aWideTableGivesOneMeasurePerColumn() {
    PublishedTable table =
        read(
            "month,done,late\n2024-01,10,\n2024-02,12,3\n",
            """
            columns: {period: month}
            constants: {organisation: Nation}
            wide: {done: visits, late: late_visits}
            """);
    assertThat(table.measures()).containsExactly("late_visits", "visits");
    assertThat(table.observations("Nation", "late_visits"))
        .extracting(Observation::value)
        .containsExactly(null, 3.0);
  }

  @Test
  void aRatioWithASuppressedPartIsNotPublishedAndNeverZero() {
    PublishedTable table =
        read(
            """
            period,organisation,measure,value
            2024-01,A,m122,30
            2024-01,A,m047,10
            2024-01,A,m184,80
            2024-02,A,m122,
            2024-02,A,m047,10
            2024-02,A,m184,80
            2024-03,A,m122,0
            2024-03,A,m047,0
            2024-03,A,m184,0
            2024-04,A,m184,60
            2024-05,A,m122,0
            2024-05,A,m047,0
            2024-05,A,m184,50
            """,
            "derived: {late: {sum: [m122, m047], over: [m184], better: lower}}");
    List<Observation> late = table.observations("A", "late");
    assertThat(late).extracting(Observation::value).containsExactly(0.5, null, null, 0.0);
    assertThat(late)
        .extracting(Observation::label)
        .containsExactly("2024-01", "2024-02", "2024-03", "2024-05");
    assertThat(late.getFirst().denominator()).isEqualTo(80.0);
  }

  @Test
  void anotherNameForAMeasureIsABreakAlsoOfWhatIsMadeOfIt() {
    String rows =
        """
        period,organisation,measure,value,called
        2024-01,A,m,1,first_treatment
        2024-02,A,m,1,first_treatment
        2024-03,A,m,,accessing_services
        2024-01,A,n,2,all
        2024-02,A,n,2,all
        2024-03,A,n,2,all
        """;
    String mapping = "columns: {measure_name: called}\nderived: {r: {sum: [m], over: [n]}}\n";
    PublishedTable table = read(rows, mapping);
    assertThat(table.breaks("A", "m"))
        .containsExactly(
            new Break(
                LocalDate.of(2024, 3, 1),
                "m is called 'accessing_services' from here, 'first_treatment' before"));
    assertThat(table.breaks("A", "r")).isEqualTo(table.breaks("A", "m"));
    assertThat(table.breaks("A", "n")).isEmpty();
    assertThat(
            read(rows, mapping + "measures: {m: {name_change_is_break: false}}").breaks("A", "m"))
        .isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    period,organisation,measure,value
                    2025-13,A,m,1
                    2025-01,A,m,*
                    2025-02,,m,1
                    2025-03,A,m,"1,234"
                    2025-04,A,m,5
                    2025-04-01,A,m,6
                    2025-04,A,m,5
                    2025-05,A,m,NaN
                    2025-06,A,m,1e400
                    """,
                    ""))
        .isInstanceOf(Refused.class)
        .hasMessageContainingAll(
            "7 problems, nothing was charted",
            "line 2  period '2025-13' is not a month",
            "line 3  value '*' is not a number",
            "not_published",
            "line 4  organisation is blank",
            "line 5  value '1,234' is not a number. Maybe write it without the ','.",
            "line 7  A, m, 2025-04-01 is there twice: 5.0 on line 6, 6.0 here",
            "line 9  value 'NaN' is not a number",
            "line 10  value '1e400' is not a number");
  }

  @Test
  void aColumnThatIsMissingIsNamedWithWhatIsThere() {
    assertThatThrownBy(() -> read("month,organisation,measure,valu\n2025-01,A,m,1\n", ""))
        .hasMessageContainingAll(
            "no column 'period'", "no column 'value'", "Did you mean 'valu'?", "--map");
  }

  @Test
  void aRatioOfAMeasureThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "period,organisation,measure,value\n2025-01,A,M122,1\n",
                    "derived: {r: {sum: [M122], over: [M148]}}"))
        .hasMessageContainingAll("derived.r", "'M148'");
  }

  @Test
  void unknownKeysOfAMappingAreRefusedWithASuggestion() {
    assertThatThrownBy(() -> mapping("column: {period: month}\nmeasures: {m: {beter: lower}}\n"))
        .hasMessageContainingAll(
            "column: unknown key. Did you mean 'columns'?", "beter: unknown key");
    assertThatThrownBy(() -> mapping("measures: {m: {goal: 5}}"))
        .hasMessageContaining("measures.m.goal_source: missing");
    assertThatThrownBy(() -> mapping("period_format: 'qqqq-jj'"))
        .hasMessageContaining("period_format");
    assertThatThrownBy(() -> mapping("measures: {m: {breaks: [{from: 2022-9, reason: x}]}}"))
        .hasMessageContaining("a period such as 2022-09");
  }

  @Test
  void aFileWithoutRowsIsRefused() {
    assertThatThrownBy(() -> read("period,organisation,measure,value\n", ""))
        .hasMessageContaining("has a header and no rows");
  }

  private static PublishedMapping mapping(String yaml) {
    return PublishedMapping.of(Yaml.parse("mapping.yaml", yaml));
  }

  private PublishedTable read(String csv, String yaml) {
    Path file = folder.resolve("table.csv");
    try {
      Files.writeString(file, csv);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return PublishedTable.read(file, yaml.isEmpty() ? PublishedMapping.NONE : mapping(yaml));
  }
}
