package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duecourse.desk.Desk;
import org.duecourse.records.LogWriter;
import org.duecourse.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse export}: the desk's records as an access log. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "The desk's records as an access log, which measure and report read.")
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      description = "Where the log will lie; a log that lies there is replaced as a whole.")
  private Path folder = Path.of("log");

  @Option(
      names = "--form",
      defaultValue = "csv",
      description = "csv, csv_gz or parquet (${DEFAULT-VALUE}).")
  private LogWriter.Form form = LogWriter.Form.CSV;

  @Mixin private StoreOptions records;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (Store store = Store.join(records.place(), err::println)) {
      store.closeAtExit();
      Map<String, Long> rows =
          Desk.over(store.jdbi(), InstantSource.system()).logExport().write(folder, form);
      rows.forEach((table, count) -> err.println(table + ": " + count + " rows"));
    }
    err.println("Next: duecourse report " + folder + " -o waits.html");
    err.flush();
    return 0;
  }
}
