package org.duecourse.report;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.disclosure.Profile;
import org.duecourse.io.AtomicFile;
import org.duecourse.measure.MeasureSettings;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.ReadSettings;

/** Wait reports of a log. */
final class Reports {
  private static final MeasureSettings USUAL = new MeasureSettings(List.of(), null, null);

  private Reports() {}

  static WaitReport of(Path log, Profile profile) {
    return of(log, profile, "Harbor Health", LocalDate.of(2026, 4, 1), HarborLog.AS_OF);
  }

  static WaitReport of(Path log, Profile profile, String title, LocalDate from, LocalDate to) {
    try (AccessLog read =
        LogReader.read(log, ReadSettings.asOfToday(HarborLog.AS_OF).withMaxSetAsideShare(1))) {
      return WaitReporting.report(
          read, new WaitReport.Ask(title, from, to, profile, 0.8, Wording.US), USUAL, USUAL);
    }
  }

  static Path html(Path file, WaitReport report) {
    AtomicFile.write(file, WaitReportPage.html(report));
    return file;
  }
}
