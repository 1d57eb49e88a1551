package org.duecourse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duecourse.disclosure.Profile;
import org.duecourse.disclosure.Shown;
import org.duecourse.io.Json;
import org.duecourse.report.WaitReport.Clinic;
import org.duecourse.report.WaitReport.Part;
import org.duecourse.series.Direction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitReportTest {
  @TempDir static Path folder;
  private static Path log;
  private static WaitReport internal;
  private static WaitReport published;

  @BeforeAll
  static void make() {
    log = HarborLog.write(folder, 800);
    internal = Reports.of(log, Profile.OFF);
    published = Reports.of(log, Profile.named("cms.1-10"));
  }

  private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

  @Test
  void bothColumnsStandThereAndWhoStillWaitsBesideWhoWasSeen() {
    Table both = new WaitWords(internal).sideBySide();
    assertThat(both.columns()).containsExactly("Figure", "First visits", "Return visits");
    assertThat(both.rows())
        .extracting(row -> row.get(0))
        .containsExactly("In time", "Change", "Middle wait", "Still waiting", "Clock");
    assertThat(both.rows().get(0).get(1).toString()).matches("\\d+% \\(\\d+ to \\d+\\) of [\\d,]+");
    assertThat(both.rows().get(3).get(2).toString()).contains("have no visit booked");
  }

  @Test
  void theClinicsOfConcernComeFirstThenThoseWithTheLeastInTime() {
    List<Clinic> clinics = internal.clinics();
    assertThat(clinics).hasSize(6);
    for (int i = 1; i < clinics.size(); i++) {
      int before = rank(clinics.get(i - 1).now());
      int after = rank(clinics.get(i).now());
      assertThat(before).isLessThanOrEqualTo(after);
      if (before == after) {
        assertThat(share(clinics.get(i - 1))).isLessThanOrEqualTo(share(clinics.get(i)));
      }
    }
  }

  private static int rank(Direction direction) {
    return switch (direction) {
      case CONCERN -> 0;
      case NEUTRAL -> 1;
      case IMPROVEMENT -> 2;
    };
  }

  private static double share(Clinic clinic) {
    return internal
        .figure(Part.RETURN_BY_SITE, WaitReport.site(clinic.site()), "within_limit_share")
        .orNaN();
  }

  @Test
  void theMonthsOfThePeriodAddUpToIt() {
    double months = 0;
    for (Map<String, @Nullable Object> row :
        internal.part(Part.RETURN_BY_SITE_AND_MONTH).result().rows()) {
      if (Objects.toString(row.get("month")).compareTo("2026-04") >= 0) {
        months += ((Number) Objects.requireNonNull(row.get("returns"))).doubleValue();
      }
    }
    assertThat(months).isEqualTo(internal.figure(Part.RETURN, "returns").orNaN()).isPositive();
  }

  @Test
  void noMonthOfThePeriodIsHiddenAloneWhileItsTotalIsShown() {
    Shown months = published.part(Part.RETURN_BY_SITE_AND_MONTH);
    int hiddenInAll = 0;
    for (Clinic clinic : published.clinics()) {
      for (String key : List.of("returns", "within_limit")) {
        int hidden = 0;
        for (int i = 0; i < months.result().rows().size(); i++) {
          Map<String, @Nullable Object> row = months.result().rows().get(i);
          boolean here =
              Objects.equals(row.get("site"), clinic.site())
                  && Objects.toString(row.get("month")).compareTo("2026-04") >= 0;
          hidden += here && months.isHidden(i, key) ? 1 : 0;
        }
        hiddenInAll += hidden;
        if (published.figure(Part.RETURN_BY_SITE, WaitReport.site(clinic.site()), key).isKnown()) {
          assertThat(hidden).as(clinic.name() + " " + key).isNotEqualTo(1);
        }
      }
    }
    assertThat(hiddenInAll).isPositive();
  }

  @Test
  void everyFormatHidesTheSame() {
    Table csv = WaitReportData.flat(published, "*");
    int index = 0;
    int hidden = 0;
    var parts = Json.read("report", Json.write(WaitReportData.json(published))).get("parts");
    for (int p = 0; p < parts.size(); p++) {
      var rows = parts.get(p).get("rows");
      for (int r = 0; r < rows.size(); r++) {
        List<@Nullable Object> line = csv.rows().get(index++);
        var suppressed = rows.get(r).get("suppressed");
        for (int s = 0; s < suppressed.size(); s++) {
          String key = suppressed.get(s).asString();
          assertThat(rows.get(r).get(key).isNull()).isTrue();
          assertThat(line.get(csv.columns().indexOf(key))).isEqualTo("*");
          hidden++;
        }
        assertThat(line.stream().filter("*"::equals).count()).isEqualTo(suppressed.size());
      }
    }
    assertThat(hidden).isGreaterThan(100);
    assertThat(index).isEqualTo(csv.rows().size());
    String text = WaitReportData.text(published, Format.MD);
    String html = WaitReportPage.html(published);
    for (List<@Nullable Object> row : new WaitWords(published).byClinic().rows()) {
      row.forEach(cell -> assertThat(text).contains(String.valueOf(cell)));
      row.forEach(cell -> assertThat(html).contains(Html.escaped(String.valueOf(cell))));
    }
  }

  @Test
  void withoutAProfileEveryFormatSaysOnItsFaceThatItIsForInternalUse() {
    for (String text :
        List.of(
            WaitReportPage.html(internal),
            WaitReportData.text(internal, Format.MD),
            WaitReportData.text(internal, Format.TABLE),
            Json.write(WaitReportData.json(internal)),
            Format.CSV.render(WaitReportData.flat(internal, "")))) {
      assertThat(text).contains("For internal use");
    }
    assertThat(WaitReportPage.html(published))
        .doesNotContain("For internal use")
        .contains("10 or fewer");
  }

  @Test
  void parquetHoldsWhatTheTableHolds() {
    Table table = WaitReportData.flat(published, null);
    Path file = folder.resolve("report.parquet");
    ParquetTable.write(table, file);
    assertThat(Parquets.rows(file, table.columns()))
        .isEqualTo(
            table.rows().stream()
                .map(row -> row.stream().map(WaitReportTest::comparable).toList())
                .toList());
  }

  private static String comparable(@Nullable Object value) {
    return value instanceof Number number
        ? Double.toString(number.doubleValue())
        : String.valueOf(value);
  }

  @Test
  void aTitleOrClinicThatIsMarkupStaysText() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("markup"));
    try (var files = Files.list(log)) {
      for (Path each : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    Path sites = copy.resolve("sites.csv");
    Files.writeString(
        sites,
        Files.readString(sites)
            .replace("Harbor Eastside", "\"<script>alert(1)</script> & \"\"East\"\"\""));
    String html =
        WaitReportPage.html(
            Reports.of(copy, Profile.OFF, "<img src=x onerror=alert(1)>", APRIL, HarborLog.AS_OF));
    assertThat(html)
        .doesNotContain("<script")
        .doesNotContain("<img")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;East&quot;");
  }

  @Test
  void anEmptyPeriodSaysWhyAndWhatToDo() {
    WaitReport empty =
        Reports.of(log, Profile.OFF, "H", LocalDate.of(2024, 1, 1), LocalDate.of(2024, 3, 31));
    assertThat(new WaitWords(empty).finding())
        .isEqualTo(
            "No visits from January 1 to March 31, 2024: nothing in the extract falls into these days.");
    assertThat(WaitReportPage.html(empty)).contains("--from and --to").contains("Data quality");
  }

  @Test
  void whatTheLogLacksIsNotComputableAndNeverZero() throws Exception {
    Path poor = Files.createDirectory(folder.resolve("poor"));
    Files.copy(log.resolve("appointments.csv"), poor.resolve("appointments.csv"));
    Table both =
        new WaitWords(Reports.of(poor, Profile.OFF, "P", APRIL, HarborLog.AS_OF)).sideBySide();
    assertThat(both.rows().get(0).get(1).toString()).startsWith("Not computable: ");
    assertThat(both.rows().get(0).get(2).toString()).matches("\\d+% \\(.*");
    assertThat(both.rows().get(3).get(2).toString()).startsWith("Not computable: ");
  }

  @Test
  void daysAreWrittenAsTheReaderWritesThem() {
    LocalDate day = LocalDate.of(2026, 6, 9);
    assertThat(Wording.US.day(day)).isEqualTo("June 9, 2026");
    assertThat(Wording.UK.day(day)).isEqualTo("9 June 2026");
    assertThat(Wording.UK.days(LocalDate.of(2026, 4, 1), day)).isEqualTo("1 April to 9 June 2026");
    assertThat(Wording.US.days(LocalDate.of(2025, 4, 1), day))
        .isEqualTo("April 1, 2025 to June 9, 2026");
  }

  @Test
  void aReportCountsWholeMonths() {
    assertThat(WaitReporting.from(null, HarborLog.AS_OF)).isEqualTo(APRIL);
    assertThatThrownBy(() -> WaitReporting.from(LocalDate.of(2026, 4, 2), HarborLog.AS_OF))
        .hasMessageContaining("Maybe 2026-04-01.");
    assertThatThrownBy(() -> WaitReporting.to(LocalDate.of(2026, 5, 30), HarborLog.AS_OF))
        .hasMessageContaining("Maybe 2026-05-31.");
  }
}
