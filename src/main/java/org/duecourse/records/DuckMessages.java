package org.duecourse.records;

import java.util.List;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;

/** What DuckDB says about a file, for a person. */
final class DuckMessages {
  private DuckMessages() {}

  /** Whether records of the file are bad, so that reading one by one may go on. */
  static boolean isAboutRecords(Duck.DuckFault fault) {
    String message = String.valueOf(fault.getMessage());
    return message.contains("CSV Error") || message.contains("CSV Parser");
  }

  /** The fault in plain words; what is about the machine and not the file is thrown. */
  static String inPlainWords(Duck.DuckFault fault) {
    String message = String.valueOf(fault.getMessage());
    if (message.contains("Out of Memory")) {
      throw new Refused(
          Fault.INPUT,
          "The memory limit is too small for this log. Maybe raise it with --memory-limit, or give"
              + " more room with --spill-folder.",
          List.of());
    }
    if (message.contains("GZIP") || message.contains("gzip")) {
      return "ends too early or is damaged. Maybe it was cut off while it was copied.";
    }
    if (message.contains("arquet") || message.contains("Snappy") || message.contains("ZSTD")) {
      return "cannot be read as Parquet. Maybe it was cut off while it was copied.";
    }
    if (message.contains("IO Error")) {
      return "cannot be read to its end. Maybe the disk is full or the file was cut off.";
    }
    throw fault;
  }
}
