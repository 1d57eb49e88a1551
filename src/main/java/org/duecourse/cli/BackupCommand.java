package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.duecourse.store.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse backup}: every record of the desk in one file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Every record of the desk in one file, while the desk works; only its owner can read the file.",
      "It holds names and visits of people: keep it as you keep the records themselves."
    })
final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The file to write; one that is there is replaced.")
  private Path file = Path.of("backup.zip");

  @Mixin private StoreOptions records;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Backup.Summary kept = Backup.write(records.place(), file, Instant.now(), err::println);
    err.printf("%d rows of %d tables are in %s.%n", kept.rows(), kept.tables(), file);
    err.println("Next: try it, duecourse restore " + file + " --data AN-EMPTY-FOLDER");
    err.flush();
    return 0;
  }
}
