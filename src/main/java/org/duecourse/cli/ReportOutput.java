package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.jspecify.annotations.Nullable;

/** Where a report with a page of its own goes: the formats of a table, and HTML. */
record ReportOutput(Kind kind, @Nullable Path file) {
  /** The formats. */
  enum Kind {
    TABLE,
    CSV,
    JSON,
    MD,
    HTML
  }

  /** The format asked for, else that of the file's ending, else a table. */
  static ReportOutput of(@Nullable String format, @Nullable Path file) {
    if (format != null) {
      for (Kind kind : Kind.values()) {
        if (kind.name().equalsIgnoreCase(format)) {
          return new ReportOutput(kind, file);
        }
      }
      List<String> known =
          Arrays.stream(Kind.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList();
      throw Refused.usage(
          "--format "
              + format
              + ": the formats are "
              + String.join(", ", known)
              + "."
              + Suggestion.didYouMean(format, known));
    }
    if (file != null) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      for (Kind kind : Kind.values()) {
        if (name.endsWith("." + kind.name().toLowerCase(Locale.ROOT))) {
          return new ReportOutput(kind, file);
        }
      }
    }
    return new ReportOutput(Kind.TABLE, file);
  }

  /** Prints the text, or writes it into the file, whole or not at all. */
  void print(String text, PrintWriter out) {
    if (file == null) {
      out.print(text);
      out.flush();
    } else {
      AtomicFile.write(file, text);
    }
  }
}
