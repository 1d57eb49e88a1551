package org.duecourse.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duecourse.desk.Desk;
import org.duecourse.io.Refused;
import org.duecourse.measure.Dimension;
import org.duecourse.measure.Explanation;
import org.duecourse.measure.MeasureResult;
import org.duecourse.measure.MeasureSettings;
import org.duecourse.measure.Measures;
import org.duecourse.measure.Measuring;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.LogWriter;
import org.duecourse.records.ReadSettings;
import org.jspecify.annotations.Nullable;

/**
 * The desk's own records, measured by the same definitions as any other access log: they are
 * written out as a log (no name is in it), read, and measured. What was counted is kept for a
 * quarter of an hour, so that a board does not count at each look.
 */
final class Counted implements AutoCloseable {
  /** How long a count is kept. */
  static final Duration KEPT = Duration.ofMinutes(15);

  private static final List<String> BY_SITE =
      List.of(
          "first-wait",
          "return-lateness",
          "backlog",
          "caseload",
          "new-to-return",
          "no-show",
          "protected-time-kept",
          "crisis-response",
          "crisis-cover",
          "misuse-alerts");
  private static final List<String> BY_MONTH = List.of("first-wait", "return-lateness");

  private final Desk desk;
  private @Nullable Held held;

  Counted(Desk desk) {
    this.desk = desk;
  }

  /**
   * What was counted.
   *
   * @param at when
   * @param asOf the day up to which
   * @param bySite measure to its figures, one row = one clinic
   * @param byMonth measure to its figures, one row = one clinic and month
   * @param why why nothing could be counted, or empty
   */
  record Count(
      Instant at,
      LocalDate asOf,
      Map<String, MeasureResult> bySite,
      Map<String, MeasureResult> byMonth,
      String why) {}

  /** A count with the log that it was made from. */
  private record Held(Count count, @Nullable AccessLog log, Path folder) {}

  /** The count, made anew where it is older than a quarter of an hour. */
  synchronized Count count() {
    return held().count();
  }

  /**
   * One figure down to its rows.
   *
   * @param where which rows
   * @param limit how many rows at most
   * @throws Refused where nothing could be counted, or the measure is not known
   */
  synchronized Explanation explain(String measure, Map<Dimension, String> where, int limit) {
    Held now = held();
    AccessLog log = now.log();
    if (log == null) {
      throw Refused.notFound(now.count().why());
    }
    return new Measuring(log, MeasureSettings.splitBy())
        .explain(Measures.byId(measure), where, limit);
  }

  private Held held() {
    Instant now = desk.clock().instant();
    Held before = held;
    if (before == null || Duration.between(before.count().at(), now).compareTo(KEPT) >= 0) {
      letGo();
      before = make(now);
      held = before;
    }
    return before;
  }

  private Held make(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Path folder = folder();
    Path log = folder.resolve("log");
    try {
      desk.logExport().write(log, LogWriter.Form.PARQUET);
      AccessLog read = LogReader.read(log, ReadSettings.asOfToday(today));
      return new Held(measured(read, now), read, folder);
    } catch (Refused refused) {
      return new Held(
          new Count(now, today, Map.of(), Map.of(), "There is nothing to count yet."),
          null,
          folder);
    }
  }

  private static Count measured(AccessLog log, Instant now) {
    Map<String, MeasureResult> bySite = new TreeMap<>();
    Map<String, MeasureResult> byMonth = new TreeMap<>();
    Measuring measuring = new Measuring(log, MeasureSettings.splitBy(Dimension.SITE));
    BY_SITE.forEach(id -> bySite.put(id, measuring.measure(Measures.byId(id))));
    BY_MONTH.forEach(
        id ->
            byMonth.put(
                id,
                measuring.measure(Measures.byId(id), List.of(Dimension.SITE, Dimension.MONTH))));
    return new Count(now, log.asOf(), bySite, byMonth, "");
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("duecourse-count-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void letGo() {
    Held before = held;
    held = null;
    if (before == null) {
      return;
    }
    AccessLog log = before.log();
    if (log != null) {
      log.close();
    }
    try (Stream<Path> files = Files.walk(before.folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    letGo();
  }
}
