package org.duecourse.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.duecourse.calendar.Calendars;
import org.duecourse.io.Refused;
import org.duecourse.records.InventedLog;
import org.duecourse.records.LogWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code duecourse invent}: an invented access log of any size. */
@Command(
    name = "invent",
    mixinStandardHelpOptions = true,
    description = {
      "Write an invented access log: six clinics over two years, every person invented.",
      "The same seed gives the same rows. examples/harbor is made by it, and so are the logs of the benchmarks."
    })
final class InventCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "1500",
      description = "How many requests; about eight appointments come of each (${DEFAULT-VALUE}).")
  private long requests;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Where chance starts (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      defaultValue = "2024-07-01",
      description = "The first day (${DEFAULT-VALUE}).")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      defaultValue = "2026-06-30",
      description = "The last day (${DEFAULT-VALUE}).")
  private LocalDate to;

  @Option(
      names = "--form",
      paramLabel = "FORM",
      defaultValue = "CSV",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private LogWriter.Form form;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      required = true,
      description = "Where the log will lie.")
  private Path folder;

  @Override
  public Integer call() {
    if (requests < 1) {
      throw Refused.usage("--requests " + requests + ": a log needs at least one request.");
    }
    if (!to.isAfter(from)) {
      throw Refused.usage(
          "--to " + to + " is not after --from " + from + ". Maybe the two are swapped.");
    }
    long[] rows = new long[1];
    try (LogWriter writer = LogWriter.to(folder, form)) {
      new InventedLog(seed, requests, from, to, Calendars.byId("us-ca.core").businessDays())
          .writeTo(
              row -> {
                writer.add(row);
                rows[0]++;
              });
      writer.finish();
    }
    spec.commandLine()
        .getErr()
        .println(
            String.format(
                Locale.ROOT,
                "%,d rows in %s. Next: duecourse report %s -o waits.html",
                rows[0],
                folder,
                folder));
    return 0;
  }
}
