package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.duecourse.measure.Card;
import org.duecourse.measure.Dimension;
import org.duecourse.measure.Explanation;
import org.duecourse.measure.Measures;
import org.duecourse.measure.Measuring;
import org.duecourse.records.AccessLog;
import org.duecourse.report.ExplanationPage;
import org.duecourse.report.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one figure: its definition, its counts, what is left out, and the rows behind it. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "One figure: its definition, the counts, what is left out, and the rows behind it.",
      "The rows hold ids of people; they are for those who may see them."
    })
final class ExplainCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private LogOptions options;
  @Mixin private OutputOptions output;

  @Parameters(index = "0", paramLabel = "ID", description = "The measure.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "LOG", description = "The access log.")
  private Path log = Path.of("");

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "NAME=VALUE",
      description =
          "Which rows, such as site=eastside month=2026-06; nothing after = is 'not known'.")
  private List<String> where = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20",
      description = "Show at most so many rows (${DEFAULT-VALUE}).")
  private int rows;

  @Override
  public void run() {
    Card card = Measures.byId(id);
    Map<Dimension, String> conditions = new LinkedHashMap<>();
    for (String each : where) {
      int at = each.indexOf('=');
      if (at < 1) {
        throw Refused.usage("'" + each + "': NAME=VALUE is expected. Maybe site=eastside.");
      }
      conditions.put(Dimension.named(each.substring(0, at)), each.substring(at + 1));
    }
    if (rows < 0) {
      throw Refused.usage("--rows " + rows + ": a number of 0 or more is expected.");
    }
    var settings = options.settings(List.of());
    try (AccessLog read = options.read(log)) {
      Explanation explanation = new Measuring(read, settings).explain(card, conditions, rows);
      show(explanation, spec.commandLine().getOut());
    }
  }

  private void show(Explanation explanation, PrintWriter out) {
    Format format = output.chosen();
    switch (format) {
      case JSON -> output.print(Json.write(explanation.json()), out);
      case CSV, PARQUET, HTML -> output.print(ExplanationPage.rows(explanation), out);
      case TABLE, MD -> output.print(ExplanationPage.text(explanation, format), out);
    }
  }
}
