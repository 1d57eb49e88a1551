package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.LogImport;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.CsvText;
import org.duecourse.io.Refused;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.ReadSettings;
import org.duecourse.store.Store;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse import}: an access log as records of the desk. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "An access log as records of the desk: people, requests, orders, visits past and ahead.",
      "What the desk's rules do not allow is set aside with its reason; importing again adds nothing twice."
    })
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "LOG", description = "A folder of tables, or one file of appointments.")
  private Path log = Path.of(".");

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "How a foreign extract is to be read (docs/records.md).")
  private @Nullable Path mapping;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of clinics that the log gives none; else that of this machine.")
  private String zone = ZoneId.systemDefault().getId();

  @Option(
      names = "--set-aside",
      paramLabel = "FILE.csv",
      description = "Where the rows that could not be taken are listed.")
  private @Nullable Path setAside;

  @Mixin private StoreOptions records;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (AccessLog read =
            LogReader.read(
                log, ReadSettings.asOfToday(LocalDate.now(zone())).withMapping(mapping));
        Store store = Store.open(records.place(), err::println)) {
      store.closeAtExit();
      Desk desk = Desk.over(store.jdbi(), InstantSource.system());
      LogImport.Imported taken =
          desk.logImport().take(Actor.DESK, read, LogImport.Settings.of(zone()));
      desk.afterManyRows();
      taken.rows().forEach((what, count) -> err.println(what + ": " + count));
      tell(taken, err);
    }
    return 0;
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw Refused.usage("'" + zone + "' is no time zone. Maybe 'America/Los_Angeles' or 'UTC'.");
    }
  }

  private void tell(LogImport.Imported taken, PrintWriter err) {
    if (taken.setAside().isEmpty()) {
      err.println("Everything was taken. Next: duecourse serve");
    } else if (setAside == null) {
      err.println(
          taken.setAside().size()
              + " rows were set aside; --set-aside FILE.csv lists them, each with its reason. The first:");
      taken.setAside().stream()
          .limit(5)
          .forEach(row -> err.println("  " + row.table() + " " + row.id() + ": " + row.reason()));
    } else {
      StringBuilder csv = new StringBuilder(CsvText.line(List.of("table", "id", "reason")));
      for (LogImport.SetAside row : taken.setAside()) {
        csv.append(CsvText.line(List.of(row.table(), row.id(), row.reason())));
      }
      AtomicFile.write(setAside, csv.toString());
      err.println(taken.setAside().size() + " rows were set aside: " + setAside);
    }
    err.flush();
  }
}
