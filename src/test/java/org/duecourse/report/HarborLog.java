package org.duecourse.report;

import java.nio.file.Path;
import java.time.LocalDate;
import org.duecourse.calendar.Calendars;
import org.duecourse.records.InventedLog;
import org.duecourse.records.LogWriter;

/** Six invented clinics over 18 months, as CSV files in a folder. */
final class HarborLog {
  static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

  private HarborLog() {}

  /** Writes the log below a folder and says where it lies. */
  static Path write(Path folder, long requests) {
    Path log = folder.resolve("harbor");
    try (LogWriter writer = LogWriter.to(log, LogWriter.Form.CSV)) {
      new InventedLog(
              7,
              requests,
              LocalDate.of(2025, 1, 1),
              AS_OF,
              Calendars.byId("us-ca.office").businessDays())
          .writeTo(writer::add);
      writer.finish();
    }
    return log;
  }
}
