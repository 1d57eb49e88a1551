package org.duecourse.records;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * How the reading of a log went.
 *
 * @param newest the newest day on which something is recorded to have happened: the as-of day
 *     unless one was given
 * @param counts rows by table
 * @param notes what was kept, but not as it stands, and what the reader should know
 * @param remarks whole sentences about the log
 */
public record ReadReport(
    LocalDate newest, List<TableCount> counts, List<Note> notes, List<String> remarks) {

  /** A report with nothing in it, for logs that were not read from files. */
  static ReadReport none(LocalDate newest) {
    return new ReadReport(newest, List.of(), List.of(), List.of());
  }

  /**
   * Rows of one table: {@code read = used + collapsed + setAside}.
   *
   * @param table such as "appointments"
   * @param file where they were read
   * @param read all records of the file but its header
   * @param used what is left in the clean table
   * @param collapsed exact copies of a row that is used or set aside
   * @param setAside rows that break a rule
   * @param bad rows that break a rule as of the newest day too; a past as-of day makes no row bad
   */
  public record TableCount(
      String table, Path file, long read, long used, long collapsed, long setAside, long bad) {}

  /**
   * Rows that are used without one of their values.
   *
   * @param table such as "appointments"
   * @param column the value that is not used
   * @param reason such as "value_not_used" or "link_to_none"
   * @param rows how many
   */
  public record Note(String table, String column, String reason, long rows) {}
}
