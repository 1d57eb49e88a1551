package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.duecourse.io.Csv;
import org.duecourse.io.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command on the real tables of {@code examples/}. */
class PublishedCommandTest {
  private static final String NHS = "examples/nhs-talking-therapies/";
  private static final String PROVIDERS = NHS + "waits-by-provider.csv.gz";

  @TempDir private static Path shared;

  @TempDir private Path folder;

  /** The rows of a few providers, for tests that need not read all. */
  private static String few = "";

  @BeforeAll
  static void copyAFewProviders() throws IOException {
    Path file = shared.resolve("few.csv");
    StringBuilder text = new StringBuilder();
    try (Csv csv = Csv.open(Path.of(PROVIDERS))) {
      text.append(String.join(",", csv.header())).append('\n');
      int provider = csv.header().indexOf("provider_code");
      for (Csv.Row row = csv.next(); row != null; row = csv.next()) {
        if (row.fields().get(provider).matches("RT.*|RX.*")) {
          text.append("\"").append(String.join("\",\"", row.fields())).append("\"\n");
        }
      }
    }
    few = Files.writeString(file, text).toString();
  }

  private record Run(int code, String out, String err) {}

  @Test
  void theJsonHasTheKeysOfTheContract() {
    JsonNode charts =
        json(few, "--map", NHS + "mapping.yaml", "--organisation", "RTQ", "--measure", "M031");
    assertThat(charts.size()).isEqualTo(1);
    JsonNode chart = charts.get(0);
    assertThat(chart.propertyNames())
        .contains(
            "organisation",
            "measure",
            "n",
            "mean",
            "lower_limit",
            "upper_limit",
            "trial",
            "points",
            "assurance",
            "groups");
    assertThat(chart.get("points").size()).isEqualTo(51);
    assertThat(chart.get("points").get(0).propertyNames())
        .containsExactly("period", "value", "signal", "direction");
    assertThat(chart.get("points").get(0).get("period").asString()).isEqualTo("2021-01-01");
    assertThat(chart.get("groups").size()).isEqualTo(4);
    assertThat(chart.get("groups").get(1).get("reason").asString())
        .contains("'first_assessment' from here");
    assertThat(chart.get("groups").get(1).get("lower_limit").isNull()).isTrue();
    assertThat(chart.get("n").asInt()).isEqualTo(31);
    assertThat(chart.get("assurance").isNull()).isTrue();
  }

  /** Every share of second treatments once more, from the file, with plain loops. */
  @Test
  void sharesOfSecondTreatmentsAgreeWithASecondCalculation() {
    Map<String, Map<String, String>> cells = cells(Path.of(PROVIDERS), "provider_code");
    JsonNode charts =
        json(PROVIDERS, "--map", NHS + "mapping.yaml", "--measure", "second_over_28_days");
    int published = 0;
    int blank = 0;
    for (JsonNode chart : charts) {
      List<Double> values = new ArrayList<>();
      for (JsonNode point : chart.get("points")) {
        String key = chart.get("organisation").asString() + " " + point.get("period").asString();
        String late = at(at(cells, key), "M046");
        String all = at(at(cells, key), "M184");
        if (late.isEmpty() || all.isEmpty()) {
          assertThat(point.get("value").isNull()).as(key).isTrue();
          blank++;
        } else {
          double share = Double.parseDouble(late) / Double.parseDouble(all);
          assertThat(point.get("value").asDouble()).as(key).isEqualTo(share);
          values.add(share);
          published++;
        }
      }
      double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
      if (!values.isEmpty()) {
        assertThat(chart.get("mean").asDouble()).isCloseTo(mean, within(1e-12));
      }
      assertThat(chart.get("n").asInt()).isEqualTo(values.size());
    }
    assertThat(published).isGreaterThan(5000);
    assertThat(blank).isGreaterThan(500);
  }

  @Test
  void theBandsOfTheSecondTreatmentAddUpForEngland() {
    Map<String, Map<String, String>> cells = cells(Path.of(NHS, "england.csv.gz"), "");
    int months = 0;
    for (Map<String, String> month : cells.values()) {
      if (month.containsKey("M121")) {
        assertThat(number(month, "M122") + number(month, "M047")).isEqualTo(number(month, "M046"));
        assertThat(number(month, "M121") + number(month, "M046")).isEqualTo(number(month, "M184"));
        months++;
      }
    }
    assertThat(months).isEqualTo(12);
    JsonNode charts = json(NHS + "england.csv.gz", "--map", NHS + "england.yaml");
    Map<String, JsonNode> byMeasure = new HashMap<>();
    charts.forEach(chart -> byMeasure.put(chart.get("measure").asString(), chart));
    JsonNode bands = at(byMeasure, "second_over_28_days_by_bands").get("points");
    JsonNode all = at(byMeasure, "second_over_28_days").get("points");
    assertThat(bands.size()).isEqualTo(12);
    for (int i = 0; i < 12; i++) {
      assertThat(bands.get(i).get("value")).isEqualTo(all.get(all.size() - 12 + i).get("value"));
    }
    assertThat(at(byMeasure, "M053").get("assurance").asString()).isEqualTo("passes");
  }

  @Test
  void thePairListsThoseThatAreGoodFirstAndBadSecond() {
    JsonNode pair =
        json(
            PROVIDERS,
            "--map",
            NHS + "mapping.yaml",
            "--pair",
            "first_within_6_weeks,second_over_28_days");
    TreeSet<String> hidden = new TreeSet<>();
    double bad = pair.get("bad_value").asDouble();
    for (JsonNode row : pair.get("rows")) {
      if (row.get("first_months").asInt() >= 6
          && row.get("second_months").asInt() >= 6
          && row.get("first_value").asDouble() >= 0.75
          && row.get("second_value").asDouble() >= bad) {
        hidden.add(row.get("organisation").asString());
      }
    }
    TreeSet<String> listed = new TreeSet<>();
    pair.get("good_first_bad_second").forEach(id -> listed.add(id.asString()));
    assertThat(listed).isEqualTo(hidden).hasSizeGreaterThan(10);
    assertThat(pair.get("good").asString()).contains("at least 0.75, the goal");
    assertThat(pair.get("from").asString()).isEqualTo("2024-04-01");
    Run text =
        run(
            few,
            "--map",
            NHS + "mapping.yaml",
            "--pair",
            "first_within_6_weeks,second_over_28_days");
    assertThat(text.out())
        .contains(
            "look good on first_within_6_weeks and are bad on",
            "the worst third",
            "Open Government Licence v3.0");
  }

  @Test
  void theOverviewPutsConcernFirstAndSaysItInOneSentence() {
    Run run = run(few, "--map", NHS + "mapping.yaml", "--measure", "M351", "--top", "3");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines().findFirst().orElseThrow())
        .matches("Of \\d+ series, \\d+ shows? a concern now and \\d+ an improvement.*");
    assertThat(run.out().lines().skip(3).limit(3)).allMatch(line -> line.contains("◆"));
    assertThat(run.out()).contains("more series: --top 0 shows all");
  }

  @Test
  void theWideTableOfTheDepartmentOfVeteransAffairsIsRead() {
    JsonNode charts =
        json(
            "examples/va/completed-national-monthly.csv",
            "--map",
            "examples/va/mapping.yaml",
            "--measure",
            "d0_7,over_30_days_share,mental_health_avg_days");
    assertThat(charts.get(0).get("points").get(0).get("value").isNull()).isTrue();
    assertThat(charts.get(0).get("not_published").asInt()).isEqualTo(8);
    assertThat(charts.get(1).get("points").get(0).get("value").asDouble())
        .isEqualTo(75340.0 / 4676707);
    assertThat(charts.get(2).get("groups").size()).isEqualTo(2);
  }

  @Test
  void everyPointIsARowOfTheCsv() throws Exception {
    Path out = folder.resolve("points.csv");
    Run run = run(few, "--map", NHS + "mapping.yaml", "--measure", "M351", "-o", out.toString());
    assertThat(run.code()).isZero();
    JsonNode charts = json(few, "--map", NHS + "mapping.yaml", "--measure", "M351");
    int points = 0;
    for (JsonNode chart : charts) {
      points += chart.get("points").size();
    }
    assertThat(Files.readAllLines(out)).hasSize(points + 1);
  }

  @Test
  void oneChartIsDrawn() {
    Path svg = folder.resolve("chart.svg");
    assertThat(
            run(few, "--map", NHS + "mapping.yaml", "--measure", "M351", "--svg", svg.toString())
                .code())
        .isEqualTo(2);
    assertThat(svg).doesNotExist();
    Run one =
        run(
            few,
            "--map",
            NHS + "mapping.yaml",
            "--measure",
            "M351",
            "--organisation",
            "RTQ",
            "--svg",
            svg.toString());
    assertThat(one.code()).isZero();
    assertThat(svg).content().startsWith("<svg").contains("<title", "prefers-color-scheme: dark");
  }

  @Test
  void wrongUsesAreAnsweredInWords() {
    assertThat(run(few).err()).contains("no column 'period'", "--map");
    assertThat(run(few).code()).isEqualTo(3);
    refused("--measure", "M352", "the table has no such id. Did you mean");
    refused("--organisation", "QQQQQQQ", "the table has no such id. It has, among others");
    refused("--goal", "M351=soon", "'soon' is not a number");
    refused("--better", "up", "lower, higher or none");
    refused("--baseline", "1", "at least 2 points");
    refused("--since", "2023", "a month such as 2023-04");
    refused("--rebase", "2023-04", "only with a reason");
    refused("--pair", "M351", "needs two measures");
    refused("--pair", "M351,M001", "which way is good is not known");
  }

  @Test
  void aGoalAndASideFromTheCommandLineGiveAssurance() {
    JsonNode charts =
        json(
            few,
            "--map",
            NHS + "mapping.yaml",
            "--measure",
            "M351",
            "--organisation",
            "RTQ",
            "--goal",
            "7");
    assertThat(charts.get(0).get("assurance").asString()).isEqualTo("fails");
    JsonNode other =
        json(
            few,
            "--map",
            NHS + "mapping.yaml",
            "--measure",
            "M351",
            "--organisation",
            "RTQ",
            "--goal",
            "M351=7",
            "--better",
            "higher");
    assertThat(other.get(0).get("assurance").asString()).isEqualTo("passes");
    JsonNode own =
        json(
            few,
            "--map",
            NHS + "mapping.yaml",
            "--measure",
            "first_within_6_weeks",
            "--organisation",
            "RTQ",
            "--goal",
            "0.9");
    assertThat(own.get(0).get("goal").asDouble()).isEqualTo(0.9);
    assertThat(own.get(0).get("goal_source").isNull()).isTrue();
  }

  private void refused(String option, String value, String words) {
    Path small = folder.resolve("small.csv");
    try {
      Files.writeString(
          small, "period,organisation,measure,value\n2025-01,RTQ,M351,20\n2025-01,RTQ,M001,300\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Run run = run(small.toString(), option, value);
    assertThat(run.code()).as(option).isEqualTo(2);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
  }

  private static double number(Map<String, String> month, String measure) {
    return Double.parseDouble(at(month, measure));
  }

  private static <T> T at(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  /** Period, with the organisation before it, → measure → value as written. */
  private static Map<String, Map<String, String>> cells(Path file, String organisation) {
    Map<String, Map<String, String>> cells = new TreeMap<>();
    try (Csv csv = Csv.open(file)) {
      List<String> header = csv.header();
      for (Csv.Row row = csv.next(); row != null; row = csv.next()) {
        String who =
            organisation.isEmpty() ? "" : row.fields().get(header.indexOf(organisation)) + " ";
        cells
            .computeIfAbsent(who + row.fields().get(header.indexOf("month")), k -> new HashMap<>())
            .put(
                row.fields().get(header.indexOf("measure_id")),
                row.fields().get(header.indexOf("value")));
      }
    }
    return cells;
  }

  private static JsonNode json(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--format", "json"));
    Run run = run(all.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return Json.read("answer", run.out());
  }

  private static Run run(String... args) {
    List<String> all = new ArrayList<>(List.of("published"));
    all.addAll(List.of(args));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }
}
