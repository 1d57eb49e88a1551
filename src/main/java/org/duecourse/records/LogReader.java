package org.duecourse.records;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an access log from its files and cleans it. */
public final class LogReader {
  private LogReader() {}

  /**
   * Reads and cleans a log; the caller closes it.
   *
   * @param log a folder of tables, or one file
   * @throws org.duecourse.io.Refused if the log cannot be used, with everything that is wrong
   */
  public static AccessLog read(Path log, ReadSettings settings) {
    Duck duck = Duck.open(settings.duck());
    try {
      LogReading reading =
          new LogReading(log, settings, duck, false, new FileCheck(Files::isReadable));
      AccessLog read = reading.read();
      reading.refuse();
      reading.finish();
      return read;
    } catch (RuntimeException e) {
      duck.close();
      throw e;
    }
  }
}
