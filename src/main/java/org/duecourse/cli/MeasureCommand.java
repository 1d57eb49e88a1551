package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.duecourse.measure.Card;
import org.duecourse.measure.Dimension;
import org.duecourse.measure.MeasureResult;
import org.duecourse.measure.Measures;
import org.duecourse.measure.Measuring;
import org.duecourse.records.AccessLog;
import org.duecourse.report.Format;
import org.duecourse.report.MeasureTable;
import org.duecourse.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures an access log, or lists the measures. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description = {
      "How long did people wait, by which clock, and who was counted?",
      "Without a measure it lists them. LOG is a folder of tables, or one file."
    })
final class MeasureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LogOptions options;
  @Mixin private OutputOptions output;

  @Parameters(index = "0", arity = "0..1", paramLabel = "ID[,ID…]", description = "Which measures.")
  private @Nullable String ids;

  @Parameters(index = "1", arity = "0..1", paramLabel = "LOG", description = "The access log.")
  private @Nullable Path log;

  @Option(names = "--list", description = "List the measures and what they ask.")
  private boolean list;

  @Option(
      names = "--by",
      paramLabel = "DIMENSION[,…]",
      description =
          "Split by any of site, clinician, month, quarter, year, service, urgency, kind, lead_band.")
  private @Nullable String by;

  @Option(names = "--sql", description = "Print the SQL that would run, and measure nothing.")
  private boolean sql;

  @Option(
      names = "--fail-on",
      paramLabel = "CHECK",
      description =
          "End with exit code 1 where a row meets this, such as 'within_limit_share<0.8'; may be repeated.")
  private List<String> failOn = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (list || ids == null) {
      output.print(listed(), out);
      return 0;
    }
    List<Card> cards = Measures.list(ids);
    List<Dimension> split = by == null ? null : Dimension.list(by);
    List<FailOn> checks = FailOn.parse(failOn, cards);
    Path file = log;
    if (file == null) {
      throw Refused.usage("LOG is missing. Maybe: duecourse measure " + ids + " visits/");
    }
    var settings = options.settings(split);
    try (AccessLog read = options.read(file)) {
      Measuring measuring = new Measuring(read, settings);
      if (sql) {
        output.print(cards.stream().map(measuring::sql).collect(Collectors.joining("\n")), out);
        return 0;
      }
      List<MeasureResult> results = measuring.measure(cards);
      print(results, file, out);
      List<String> failures =
          checks.stream().flatMap(check -> check.failures(results).stream()).toList();
      failures.forEach(spec.commandLine().getErr()::println);
      spec.commandLine().getErr().flush();
      return failures.isEmpty() ? 0 : 1;
    }
  }

  private void print(List<MeasureResult> results, Path file, PrintWriter out) {
    Format format = output.chosen();
    switch (format) {
      case CSV -> {
        output.print(MeasureTable.exact(results), out);
        Path target = output.file;
        if (target != null) {
          Map<String, @Nullable Object> settings = new LinkedHashMap<>(options.asked(file));
          settings.put("measures", results.stream().map(MeasureResult::measure).toList());
          settings.put("by", results.getFirst().by());
          AtomicFile.write(beside(target), Json.write(MeasureTable.manifest(results, settings)));
        }
      }
      case JSON -> output.print(Json.write(MeasureTable.json(results)), out);
      case PARQUET -> output.print(MeasureTable.typed(results), out);
      case TABLE, MD, HTML -> {
        String text =
            readable(results).stream().map(format::render).collect(Collectors.joining("\n"));
        output.print(text, out);
        next(results, file);
      }
    }
  }

  /** The pair first, then every other measure; a lone measure as it is. */
  private static List<Table> readable(List<MeasureResult> results) {
    List<MeasureResult> rest = new ArrayList<>(results);
    List<Table> tables = new ArrayList<>();
    MeasureResult first = named(results, "first-wait");
    MeasureResult second = named(results, "return-interval");
    if (first != null && second != null && first.by().equals(second.by())) {
      tables.add(MeasureTable.paired(first, second, results));
    }
    if (tables.isEmpty() || rest.size() > 2) {
      rest.forEach(result -> tables.add(MeasureTable.readable(result)));
    }
    return tables;
  }

  private static @Nullable MeasureResult named(List<MeasureResult> results, String id) {
    return results.stream().filter(result -> result.measure().equals(id)).findFirst().orElse(null);
  }

  /** Offers the next command on standard error, for the last row. */
  private void next(List<MeasureResult> results, Path file) {
    MeasureResult last = results.getLast();
    if (last.rows().isEmpty() || output.file != null) {
      return;
    }
    StringBuilder command =
        new StringBuilder("Next: duecourse explain ")
            .append(last.measure())
            .append(' ')
            .append(file);
    for (String key : last.by()) {
      Object value = last.rows().getFirst().get(key);
      command.append(' ').append(key).append('=').append(value == null ? "" : value);
    }
    spec.commandLine().getErr().println(command);
    spec.commandLine().getErr().flush();
  }

  private static Path beside(Path target) {
    String name = String.valueOf(target.getFileName());
    int dot = name.lastIndexOf('.');
    return target.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".manifest.json");
  }

  private static Table listed() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Map<String, @Nullable Object>> json = new ArrayList<>();
    for (Card card : Measures.all()) {
      List<@Nullable Object> row = new ArrayList<>(List.of(card.id(), card.asks()));
      rows.add(row);
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("measure", card.id());
      one.put("version", card.version());
      one.put("asks", card.asks());
      one.put("counts", card.counts());
      one.put("standard", card.standard());
      one.put("by", card.dimensions().keySet().stream().map(Dimension::key).toList());
      one.put("keys", card.outputKeys());
      json.add(one);
    }
    return new Table(
        "",
        List.of("measure", "asks"),
        rows,
        List.of("Next: duecourse measure first-wait,return-interval LOG --by site"),
        json);
  }
}
