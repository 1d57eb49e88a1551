package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.Refused;
import org.duecourse.plan.Calibration;
import org.duecourse.plan.LogBacktest;
import org.duecourse.records.AccessLog;
import org.duecourse.report.CalibrationReport;
import org.duecourse.report.Format;
import org.duecourse.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Estimates a clinic from its records, with intervals. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description = {
      "Estimate a clinic from its records: demand, attendance, courses, orders, capacity; each with its interval.",
      "With -o clinic.yaml the clinic file for 'duecourse simulate' is written; what is not in the log is listed in it."
    })
final class CalibrateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "LOG", description = "A folder of tables, or one file.")
  private Path log;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the clinic file; with --format the estimates.")
  private @Nullable Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Print the estimates: ${COMPLETION-CANDIDATES}; TABLE unless told otherwise.")
  private @Nullable Format format;

  @Option(
      names = "--score",
      description =
          "Print how a clinic calibrated on the past would have foretold the months that came after.")
  private boolean score;

  @Option(
      names = "--cuts",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "With --score: at how many days, three months apart. Default: ${DEFAULT-VALUE}.")
  private int cuts;

  @Mixin private LogOptions options;

  @Override
  public void run() {
    if (score) {
      print(CalibrationReport.score(backtest()));
      return;
    }
    Calibration calibration;
    try (AccessLog read = options.read(log)) {
      calibration = Calibration.of(read);
    }
    if (file == null || format != null) {
      print(CalibrationReport.of(calibration));
      return;
    }
    String name = file.toString();
    if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
      throw Refused.usage(
          "-o " + name + ": a clinic file ends in .yaml. Maybe --format csv for the estimates.");
    }
    AtomicFile.write(file, calibration.clinicFile());
    spec.commandLine()
        .getErr()
        .println(
            name
                + ": "
                + calibration.estimates().stream().filter(each -> !each.isDefault()).count()
                + " values from "
                + calibration.from()
                + " to "
                + calibration.asOf()
                + "; the end of the file lists what kept its default.\nNext: duecourse simulate "
                + name);
    spec.commandLine().getErr().flush();
  }

  private LogBacktest backtest() {
    if (cuts < 1) {
      throw Refused.usage("--cuts " + cuts + ": at least 1 is expected.");
    }
    LocalDate last;
    try (AccessLog whole = options.read(log)) {
      last = whole.asOf();
    }
    return LogBacktest.run(day -> options.read(log, day), last, cuts, 1);
  }

  private void print(Table table) {
    String text = (format == null ? Format.TABLE : format).render(table);
    if (file == null) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    } else {
      AtomicFile.write(file, text);
    }
  }
}
