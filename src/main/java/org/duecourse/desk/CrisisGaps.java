package org.duecourse.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Times ahead in which nobody is named for crises, as tasks of the manager: one for each clinic and
 * day. A task that has no cause any more is settled. Asked in the transaction of whatever opens or
 * closes a gap.
 */
public final class CrisisGaps {
  /** How far ahead gaps are tasks. */
  public static final int DAYS_AHEAD = 28;

  private CrisisGaps() {}

  private record Gap(LocalDate day, Instant from) {}

  /**
   * Looks over a clinic's days and brings its tasks in step.
   *
   * @param first the first day; days before today are left as they are
   * @param last the last day; what lies more than four weeks ahead is left for later
   * @return days with a gap
   */
  public static int raise(Handle handle, Site site, LocalDate first, LocalDate last, Instant now) {
    LocalDate today = site.dayOf(now);
    LocalDate from = first.isBefore(today) ? today : first;
    LocalDate until = today.plusDays(DAYS_AHEAD - 1L);
    LocalDate to = last.isAfter(until) ? until : last;
    List<Gap> gaps = gaps(handle, site, from, to, now);
    settle(handle, site, from, to, gaps, now);
    List<Tasks.Due> tasks = new ArrayList<>();
    for (Gap gap : gaps) {
      Instant before = gap.from().minus(Duration.ofDays(1));
      tasks.add(
          new Tasks.Due(
              new Tasks.Wanted(
                  TaskKind.CRISIS_GAP,
                  site.id(),
                  null,
                  null,
                  null,
                  null,
                  about(site, gap.day()),
                  "Nobody is named for crises on " + gap.day() + ".",
                  false,
                  null),
              before.isAfter(now) ? before : now.plus(Duration.ofHours(1))));
    }
    Tasks.makeAll(handle, tasks, now);
    return gaps.size();
  }

  /** Whether the gap that a task tells of is still there. */
  static boolean stands(Handle handle, Task task, Instant now) {
    LocalDate day = LocalDate.parse(task.about().substring(task.about().lastIndexOf(':') + 1));
    return !gaps(handle, People.site(handle, task.siteId()), day, day, now).isEmpty();
  }

  private static String about(Site site, LocalDate day) {
    return site.id() + ":" + day;
  }

  private static List<Gap> gaps(
      Handle handle, Site site, LocalDate from, LocalDate to, Instant now) {
    return handle
        .createQuery(
            """
            select day, first_gap from crisis_half_hours(:from, :to, :now)
            where site_id = :site and first_gap is not null order by day
            """)
        .bind("from", from)
        .bind("to", to)
        .bind("now", now)
        .bind("site", site.id())
        .map(
            (rs, context) ->
                new Gap(
                    rs.getObject("day", LocalDate.class),
                    rs.getObject("first_gap", OffsetDateTime.class).toInstant()))
        .list();
  }

  private static void settle(
      Handle handle, Site site, LocalDate from, LocalDate to, List<Gap> gaps, Instant now) {
    Set<String> open = new HashSet<>();
    gaps.forEach(gap -> open.add(about(site, gap.day())));
    List<String> closed = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      if (!open.contains(about(site, day))) {
        closed.add("crisis_gap:" + about(site, day));
      }
    }
    handle
        .createUpdate(
            """
            update task set state = 'done', outcome = 'somebody is named', closed_at = :now, closed_by = 'desk',
              version = version + 1
            where state = 'open' and dedupe = any (:closed)
            """)
        .bind("now", now)
        .bindArray("closed", String.class, closed)
        .execute();
  }

  /** The same for every clinic that an absence may touch. */
  static void ofAbsence(Handle handle, List<String> sites, Instant from, Instant to, Instant now) {
    for (String id : sites) {
      Site site = People.site(handle, id);
      raise(handle, site, site.dayOf(from), site.dayOf(to), now);
    }
  }
}
