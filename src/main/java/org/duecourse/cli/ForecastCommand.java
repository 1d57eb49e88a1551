package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.plan.PublishedForecast;
import org.duecourse.report.ForecastReport;
import org.duecourse.series.Forecasting;
import org.duecourse.series.PublishedMapping;
import org.duecourse.series.PublishedTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forecasts of a published table, with the score of such forecasts on its own past. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description = {
      "Forecasts of a published table 1, 3 and 6 months ahead, with 90 %% intervals and their score.",
      "FILE is read as by 'duecourse published'; what is forecast stands in the mapping or after --measure."
    })
final class ForecastCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "FILE", description = "A table, .csv or .csv.gz.")
  private Path file;

  @Option(
      names = "--map",
      paramLabel = "MAPPING",
      description = "How a foreign table is read, and what is forecast.")
  private @Nullable Path map;

  @Option(
      names = "--measure",
      split = ",",
      paramLabel = "ID",
      description = "Forecast these: a count, or a share that the mapping derives.")
  private List<String> measures = new ArrayList<>();

  @Option(
      names = "--organisation",
      split = ",",
      paramLabel = "ID",
      description = "Print only these organisations; all of them are learnt from.")
  private List<String> organisations = new ArrayList<>();

  @Option(
      names = "--score",
      description = "Print how such forecasts did on past months that they had not seen.")
  private boolean score;

  @Option(
      names = "--from",
      paramLabel = "MONTH",
      description = "The first month that is scored; all before it is only learnt from.")
  private @Nullable String from;

  @Override
  public void run() {
    PublishedMapping mapping = map == null ? PublishedMapping.NONE : PublishedMapping.read(map);
    PublishedTable table = PublishedTable.read(file, mapping);
    List<String> wanted =
        measures.isEmpty()
            ? mapping.forecasting().wishes().stream().map(Forecasting.Wish::measure).toList()
            : measures;
    if (wanted.isEmpty()) {
      throw Refused.usage(
          "Which measure is to be forecast? Maybe --measure "
              + table.measures().iterator().next()
              + ", or 'forecasting:' in a mapping.");
    }
    for (String organisation : organisations) {
      if (!table.organisations().contains(organisation)) {
        throw Refused.usage(
            "--organisation "
                + organisation
                + ": the table has no such id."
                + Suggestion.didYouMean(organisation, table.organisations()));
      }
    }
    YearMonth first = month();
    List<PublishedForecast> forecasts =
        wanted.stream().map(measure -> PublishedForecast.of(table, measure, first)).toList();
    PrintWriter out = spec.commandLine().getOut();
    output.print(
        score
            ? ForecastReport.scores(forecasts, mapping.source())
            : ForecastReport.forecasts(forecasts, organisations, mapping.source()),
        out);
  }

  private @Nullable YearMonth month() {
    try {
      return from == null ? null : YearMonth.parse(from);
    } catch (DateTimeException e) {
      throw Refused.usage("--from " + from + ": a month such as 2023-05 is expected.");
    }
  }
}
