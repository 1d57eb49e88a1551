package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.duecourse.io.AtomicFile;
import org.duecourse.report.Format;
import org.duecourse.report.ParquetTable;
import org.duecourse.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a result goes and in which format: the same two options on every command that prints one.
 */
final class OutputOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; without it the ending of -o decides, else TABLE.")
  @Nullable Format format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write into a file, whole or not at all.")
  @Nullable Path file;

  /** Prints the table, or writes it into the file. */
  void print(Table table, PrintWriter out) {
    Path target = file;
    if (chosen() == Format.PARQUET && target != null) {
      AtomicFile.writeAside(target, aside -> ParquetTable.write(table, aside));
    } else {
      print(chosen().render(table), out);
    }
  }

  /** The same, with a text of its own where the format is a terminal's. */
  void print(String forTerminal, Table table, PrintWriter out) {
    if (chosen() == Format.TABLE) {
      print(forTerminal, out);
    } else {
      print(table, out);
    }
  }

  /** Prints text that is rendered already, or writes it into the file. */
  void print(String text, PrintWriter out) {
    if (file == null) {
      out.print(text);
      out.flush();
    } else {
      AtomicFile.write(file, text);
    }
  }

  /** The format asked for. */
  Format chosen() {
    if (format != null) {
      return format;
    }
    if (file != null) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      for (Format each : Format.values()) {
        if (name.endsWith("." + each.name().toLowerCase(Locale.ROOT))) {
          return each;
        }
      }
    }
    return Format.TABLE;
  }
}
