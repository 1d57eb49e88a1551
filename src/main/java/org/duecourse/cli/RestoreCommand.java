package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.duecourse.store.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse restore}: a backup into empty records. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "A backup into an empty folder or database; all of it, or nothing.")
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A file that duecourse backup wrote.")
  private Path file = Path.of("backup.zip");

  @Mixin private StoreOptions records;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Restore.Summary read = Restore.read(records.place(), file, err::println);
    err.printf(
        "%d rows of %d tables are back, as of %s.%n", read.rows(), read.tables(), read.madeAt());
    err.println("Next: duecourse serve, on the same folder or database");
    err.flush();
    return 0;
  }
}
