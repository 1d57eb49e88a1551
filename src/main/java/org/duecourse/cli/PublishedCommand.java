package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.report.ChartWords;
import org.duecourse.report.ControlChart;
import org.duecourse.report.Format;
import org.duecourse.report.PublishedReport;
import org.duecourse.report.Table;
import org.duecourse.series.Better;
import org.duecourse.series.Break;
import org.duecourse.series.MeasureChart;
import org.duecourse.series.PublishedMapping;
import org.duecourse.series.PublishedTable;
import org.duecourse.series.SideBySide;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Control charts of a published table, and first and second appointments side by side. */
@Command(
    name = "published",
    mixinStandardHelpOptions = true,
    description = {
      "Control charts of published tables: is it changing, and will it meet its goal?",
      "FILE is CSV in long form (period, organisation, measure, value, denominator); a mapping reads others."
    })
final class PublishedCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "FILE", description = "A table, .csv or .csv.gz.")
  private Path file;

  @Option(
      names = "--map",
      paramLabel = "MAPPING",
      description = "How a foreign table is read, and what is known about its measures.")
  private @Nullable Path map;

  @Option(
      names = "--organisation",
      split = ",",
      paramLabel = "ID",
      description = "Only these organisations.")
  private List<String> organisations = new ArrayList<>();

  @Option(
      names = "--measure",
      split = ",",
      paramLabel = "ID",
      description = "Only these measures; otherwise those that the mapping describes, or all.")
  private List<String> measures = new ArrayList<>();

  @Option(
      names = "--goal",
      split = ",",
      paramLabel = "[ID=]NUMBER",
      description = "What is to be met, for one measure or for all.")
  private List<String> goals = new ArrayList<>();

  @Option(
      names = "--better",
      split = ",",
      paramLabel = "[ID=]WAY",
      description = "lower, higher or none: which way is good, for one measure or for all.")
  private List<String> better = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "N",
      description = "Limits rest on the first N published points of each stretch.")
  private int baseline;

  @Option(
      names = "--no-screening",
      description = "Keep moving ranges of 3.267 means and more in the limits.")
  private boolean noScreening;

  @Option(
      names = "--since",
      paramLabel = "PERIOD",
      description = "Leave earlier periods out, e.g. 2023-04.")
  private @Nullable String since;

  @Option(
      names = "--rebase",
      paramLabel = "PERIOD=REASON",
      description = "Start new limits here, with the reason; may be repeated.")
  private List<String> rebase = new ArrayList<>();

  @Option(
      names = "--pair",
      split = ",",
      paramLabel = "FIRST,SECOND",
      description =
          "Two measures side by side: who looks good on the first and is bad on the second?")
  private List<String> pair = new ArrayList<>();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "25",
      description = "Rows of the overview, most concern first; 0 for all (${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw the one chart that is left by --organisation and --measure.")
  private @Nullable Path svg;

  @Override
  public void run() {
    if (top < 0) {
      throw Refused.usage("--top " + top + ": a number of rows is expected, 0 for all.");
    }
    if (baseline < 0 || baseline == 1) {
      throw Refused.usage("--baseline " + baseline + ": limits need at least 2 points.");
    }
    PublishedMapping mapping = map == null ? PublishedMapping.NONE : PublishedMapping.read(map);
    PublishedTable table = PublishedTable.read(file, mapping);
    PrintWriter out = spec.commandLine().getOut();
    MeasureChart.Selection selection = selection(table);
    if (!pair.isEmpty()) {
      output.print(sideBySide(table, selection), out);
      return;
    }
    List<MeasureChart> charts = MeasureChart.of(table, selection);
    if (charts.isEmpty()) {
      throw Refused.input(
          "No series is left: the table ends at "
              + table.latest()
              + ". Maybe choose an earlier --since.");
    }
    if (svg != null) {
      draw(charts, svg);
    }
    Format format = output.chosen();
    Table result =
        format == Format.CSV
            ? PublishedReport.points(charts)
            : PublishedReport.overview(charts, top, mapping.source());
    output.print(result, out);
  }

  private static void draw(List<MeasureChart> charts, Path target) {
    if (charts.size() != 1) {
      throw Refused.usage(
          "--svg draws one chart, "
              + charts.size()
              + " are left. Maybe name one --organisation and one --measure.");
    }
    MeasureChart one = charts.getFirst();
    String measure = one.about().name().isEmpty() ? one.measure() : one.about().name();
    ControlChart.Caption caption =
        new ControlChart.Caption(
            "chart",
            one.organisationName(),
            ChartWords.mark(one.chart()) + " " + ChartWords.change(one.chart()) + " · " + measure,
            one.about().unit(),
            one.goal());
    ControlChart.Frame frame = new ControlChart.Frame(720, 260, null, true);
    AtomicFile.write(target, ControlChart.file(one.chart(), caption, frame));
  }

  private MeasureChart.Selection selection(PublishedTable table) {
    organisations.forEach(id -> known("--organisation", id, table.organisations()));
    measures.forEach(id -> known("--measure", id, table.measures()));
    Map<String, Double> goalOf = new LinkedHashMap<>();
    for (String each : goals) {
      try {
        goalOf.put(keyOf("--goal", each, table), Double.valueOf(valueOf(each)));
      } catch (NumberFormatException e) {
        throw Refused.usage("--goal " + each + ": '" + valueOf(each) + "' is not a number.");
      }
    }
    Map<String, Better> betterOf = new LinkedHashMap<>();
    for (String each : better) {
      Better way =
          Arrays.stream(Better.values())
              .filter(one -> one.name().equals(valueOf(each).toUpperCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () -> Refused.usage("--better " + each + ": lower, higher or none is expected."));
      betterOf.put(keyOf("--better", each, table), way);
    }
    List<Break> breaks = new ArrayList<>();
    for (String each : rebase) {
      int at = each.indexOf('=');
      if (at < 0 || each.substring(at + 1).isBlank()) {
        throw Refused.usage(
            "--rebase "
                + each
                + ": limits start anew only with a reason. Maybe --rebase 2024-04='another definition'.");
      }
      breaks.add(
          new Break(period("--rebase", each.substring(0, at)), each.substring(at + 1).strip()));
    }
    return new MeasureChart.Selection(
        organisations,
        measures,
        since == null ? null : period("--since", since),
        goalOf,
        betterOf,
        baseline,
        !noScreening,
        breaks);
  }

  private Table sideBySide(PublishedTable table, MeasureChart.Selection selection) {
    if (pair.size() != 2) {
      throw Refused.usage("--pair needs two measures, e.g. --pair M048,M351.");
    }
    List<SideBySide.Side> sides = new ArrayList<>();
    for (String measure : pair) {
      known("--pair", measure, table.measures());
      PublishedMapping.Measure about = table.mapping().measure(measure);
      Better way = selection.betterOf(measure, about);
      if (way == Better.NONE) {
        throw Refused.usage(
            "--pair "
                + measure
                + ": which way is good is not known. Maybe --better "
                + measure
                + "=lower.");
      }
      sides.add(new SideBySide.Side(measure, way, selection.goalOf(measure, about)));
    }
    SideBySide both = SideBySide.of(table, sides.get(0), sides.get(1));
    List<String> notes = new ArrayList<>();
    for (String measure : pair) {
      PublishedMapping.Measure about = table.mapping().measure(measure);
      if (!about.name().isEmpty()) {
        notes.add(
            measure
                + ": "
                + about.name()
                + (about.unit().isEmpty() ? "" : ", in " + about.unit())
                + ".");
      }
      if (measure.equals(pair.getFirst())
          && Objects.equals(sides.get(0).goal(), about.goal())
          && !about.goalSource().isEmpty()) {
        notes.add("Goal: " + about.goalSource());
      }
    }
    if (!table.mapping().source().isEmpty()) {
      notes.add(table.mapping().source());
    }
    return PublishedReport.sideBySide(both, sides.get(0).better(), sides.get(1).better(), notes);
  }

  private static void known(String option, String id, Collection<String> ids) {
    if (!ids.contains(id)) {
      String hint = Suggestion.didYouMean(id, ids);
      throw Refused.usage(
          option
              + " "
              + id
              + ": the table has no such id."
              + (hint.isEmpty()
                  ? " It has, among others: "
                      + String.join(", ", ids.stream().limit(8).toList())
                      + "."
                  : hint));
    }
  }

  private static String keyOf(String option, String text, PublishedTable table) {
    int at = text.indexOf('=');
    if (at < 0) {
      return "";
    }
    known(option, text.substring(0, at), table.measures());
    return text.substring(0, at);
  }

  private static String valueOf(String text) {
    return text.substring(text.indexOf('=') + 1).strip();
  }

  private static LocalDate period(String option, String text) {
    try {
      return text.length() == 7 ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refused.usage(
          option
              + " "
              + text
              + ": a month such as 2023-04 or a day such as 2023-04-01 is expected.");
    }
  }
}
