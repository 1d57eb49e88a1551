package org.duecourse.plan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When clinicians work, read off their visits: the weekdays of the clinic, the weekdays of each
 * clinician, the places of a worked day, and days on which somebody who usually works did not.
 */
final class ClinicianWeeks {
  /** A weekday with fewer clinician-days than this share of the busiest is no open day. */
  private static final double OPEN = 0.05;

  /** A weekday that a clinician worked less often than this is not one of theirs. */
  private static final double USUAL = 0.25;

  /** Who was last seen longer ago than this is no longer there. */
  private static final int GONE_DAYS = 42;

  private final Set<DayOfWeek> openDays = EnumSet.noneOf(DayOfWeek.class);
  private final Set<LocalDate> daysWithVisits = new HashSet<>();
  private final List<One> clinicians = new ArrayList<>();

  /**
   * One clinician.
   *
   * @param places the places of a worked day: the most that was taken on 3 days and on 2 % of them
   * @param fill places taken over places, on worked days
   * @param usualDays weekdays a week
   * @param expected days in the log on which work was usual
   * @param worked days with visits
   * @param busy days of these for which two visits or more were booked
   * @param spells days with as many on which the clinic cancelled every visit, the day of work
   *     before not among them
   * @param openDays all open days from first to last
   * @param taken places taken in all
   * @param present whether still there at the end of the log
   */
  record One(
      String id,
      String site,
      double places,
      double fill,
      int usualDays,
      double expected,
      double worked,
      double busy,
      double spells,
      double openDays,
      double taken,
      boolean present) {}

  ClinicianWeeks(List<LogFacts.ClinicianDay> days, LocalDate asOf) {
    Map<DayOfWeek, Integer> byWeekday = new EnumMap<>(DayOfWeek.class);
    Map<String, List<LogFacts.ClinicianDay>> byClinician = new LinkedHashMap<>();
    for (LogFacts.ClinicianDay day : days) {
      byClinician.computeIfAbsent(day.clinician(), c -> new ArrayList<>()).add(day);
      if (day.taken() > 0) {
        byWeekday.merge(day.day().getDayOfWeek(), 1, Integer::sum);
        daysWithVisits.add(day.day());
      }
    }
    int most = byWeekday.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    byWeekday.forEach(
        (weekday, count) -> {
          if (count >= OPEN * most) {
            openDays.add(weekday);
          }
        });
    byClinician.forEach((id, own) -> add(id, own, asOf));
  }

  private void add(String id, List<LogFacts.ClinicianDay> own, LocalDate asOf) {
    double[] taken =
        own.stream().mapToDouble(LogFacts.ClinicianDay::taken).filter(t -> t > 0).toArray();
    if (taken.length == 0) {
      return;
    }
    LocalDate first = own.getFirst().day();
    LocalDate last = own.getLast().day();
    Map<DayOfWeek, Integer> worked = new EnumMap<>(DayOfWeek.class);
    double spells = 0;
    double busy = 0;
    boolean awayBefore = false;
    Map<String, Integer> sites = new HashMap<>();
    for (LogFacts.ClinicianDay day : own) {
      sites.merge(day.site(), 1, Integer::sum);
      if (day.taken() > 0) {
        worked.merge(day.day().getDayOfWeek(), 1, Integer::sum);
      }
      // One visit alone may have been cancelled for any reason; two and more are a clinician away.
      if (day.taken() + day.cancelled() >= 2) {
        boolean away = day.taken() == 0;
        busy += away ? 0 : 1;
        spells += away && !awayBefore ? 1 : 0;
        awayBefore = away;
      }
    }
    Map<DayOfWeek, Integer> open = new EnumMap<>(DayOfWeek.class);
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (openDays.contains(day.getDayOfWeek()) && daysWithVisits.contains(day)) {
        open.merge(day.getDayOfWeek(), 1, Integer::sum);
      }
    }
    double expected = 0;
    int usual = 0;
    for (Map.Entry<DayOfWeek, Integer> each : open.entrySet()) {
      if (worked.getOrDefault(each.getKey(), 0) >= USUAL * each.getValue()) {
        usual++;
        expected += each.getValue();
      }
    }
    double places = reachedOften(taken);
    double fill = 0;
    for (double t : taken) {
      fill += Math.min(1, t / places) / taken.length;
    }
    String site =
        sites.entrySet().stream()
            .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(e -> e.getKey()))
            .orElseThrow()
            .getKey();
    clinicians.add(
        new One(
            id,
            site,
            places,
            fill,
            Math.max(1, usual),
            expected,
            taken.length,
            busy,
            spells,
            open.values().stream().mapToInt(Integer::intValue).sum(),
            Arrays.stream(taken).sum(),
            !last.isBefore(asOf.minusDays(GONE_DAYS))));
  }

  private static double reachedOften(double[] taken) {
    double[] sorted = taken.clone();
    Arrays.sort(sorted);
    int often = Math.max(3, (int) Math.ceil(0.02 * sorted.length));
    return Math.max(1, sorted[Math.max(0, sorted.length - often)]);
  }

  /** The weekdays on which visits are held. */
  Set<DayOfWeek> openDays() {
    return openDays;
  }

  /** Everybody who held a visit. */
  List<One> clinicians() {
    return clinicians;
  }
}
