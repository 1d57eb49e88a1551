package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.duecourse.disclosure.Profile;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.duecourse.measure.MeasureSettings;
import org.duecourse.records.AccessLog;
import org.duecourse.report.Format;
import org.duecourse.report.ParquetTable;
import org.duecourse.report.Table;
import org.duecourse.report.WaitReport;
import org.duecourse.report.WaitReportData;
import org.duecourse.report.WaitReportPage;
import org.duecourse.report.WaitReporting;
import org.duecourse.report.Wording;
import org.duecourse.standard.Standards;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the wait report. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "The wait report: first and return visits side by side, by clinic and over time.",
      "Without --suppress small numbers are shown, and the report says that it is for internal use."
    })
final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private LogOptions options;
  @Mixin private OutputOptions output;

  @Parameters(index = "0", paramLabel = "LOG", description = "The access log.")
  private Path log = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first day, the first of a month; else three months up to the last.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last day, the end of a month; else the as-of day.")
  private @Nullable LocalDate to;

  @Option(
      names = "--by",
      paramLabel = "site",
      defaultValue = "site",
      description = "What the report is split by: site.")
  private String by = "site";

  @Option(
      names = "--suppress",
      paramLabel = "PROFILE",
      defaultValue = "off",
      description = "Hide small numbers: cms.1-10, nhs.1-7, nhs.mhsds; off shows them.")
  private String suppress = "off";

  @Option(
      names = "--goal",
      paramLabel = "SHARE",
      description = "The clinics' own goal for return visits in time, such as 80%% or 0.8.")
  private @Nullable String goal;

  @Option(names = "--title", paramLabel = "TEXT", description = "Whose report it is.")
  private @Nullable String title;

  @Option(
      names = "--locale",
      paramLabel = "us|uk",
      defaultValue = "us",
      description = "How days are written.")
  private Wording wording = Wording.US;

  @Option(
      names = "--twins",
      description = "Beside -o NAME.html also NAME.csv, .json, .parquet, .md and .manifest.json.")
  private boolean twins;

  @Override
  public void run() {
    if (!by.equals("site")) {
      throw Refused.usage(
          "--by " + by + ": the report is split by site. Maybe duecourse measure --by " + by + ".");
    }
    Profile profile = Profile.named(suppress);
    Double share = goal();
    MeasureSettings asked = options.settings(List.of());
    MeasureSettings usual = new MeasureSettings(List.of(), null, asked.calendar());
    String kind = category();
    try (AccessLog read = options.read(log)) {
      LocalDate last = WaitReporting.to(to, read.asOf());
      WaitReport report =
          WaitReporting.report(
              read,
              new WaitReport.Ask(
                  title == null ? name() : title,
                  WaitReporting.from(from, last),
                  last,
                  profile,
                  share,
                  wording),
              kind.startsWith("return") ? usual : asked,
              kind.startsWith("first") ? usual : asked);
      write(report);
    }
  }

  /** A rule for first visits is no rule for return visits; an own goal may be for both. */
  private String category() {
    String id = options.standard;
    return id == null || !Standards.ids().contains(id)
        ? ""
        : Standards.byId(id).category().name().toLowerCase(Locale.ROOT);
  }

  private String name() {
    Path file = log.toAbsolutePath().normalize().getFileName();
    return file == null ? "Access log" : file.toString();
  }

  private @Nullable Double goal() {
    if (goal == null) {
      return null;
    }
    try {
      double number =
          goal.endsWith("%")
              ? Double.parseDouble(goal.substring(0, goal.length() - 1)) / 100
              : Double.parseDouble(goal);
      if (number > 0 && number <= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the same words as a number out of range.
    }
    throw Refused.usage(
        "--goal " + goal + ": a share above 0 and up to 1 is expected. Maybe 80% or 0.8.");
  }

  private void write(WaitReport report) {
    PrintWriter out = spec.commandLine().getOut();
    Path file = output.file;
    Format format = output.chosen();
    switch (format) {
      case HTML -> output.print(WaitReportPage.html(report), out);
      case TABLE, MD -> output.print(WaitReportData.text(report, format), out);
      case JSON -> output.print(Json.write(WaitReportData.json(report)), out);
      case CSV -> output.print(csv(report), out);
      case PARQUET -> output.print(WaitReportData.flat(report, null), out);
    }
    if (file == null) {
      if (twins) {
        throw Refused.usage("--twins needs a file to lie beside. Maybe: -o waits.html --twins");
      }
      return;
    }
    if (twins) {
      Table typed = WaitReportData.flat(report, null);
      AtomicFile.write(beside(file, "csv"), Format.CSV.render(csv(report)));
      AtomicFile.write(beside(file, "json"), Json.write(WaitReportData.json(report)));
      AtomicFile.write(beside(file, "md"), WaitReportData.text(report, Format.MD));
      AtomicFile.writeAside(beside(file, "parquet"), aside -> ParquetTable.write(typed, aside));
    }
    if (twins || format == Format.CSV || format == Format.PARQUET) {
      AtomicFile.write(beside(file, "manifest.json"), Json.write(WaitReportData.manifest(report)));
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "Written: " + file + (twins ? " and its twins (csv, json, md, parquet, manifest)" : ""));
    err.flush();
  }

  private static Table csv(WaitReport report) {
    return WaitReportData.flat(report, WaitReportData.token(report));
  }

  private static Path beside(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "." + ending);
  }
}
