package org.duecourse.worklist;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Counts the weeks of a clinic for a term, from the desk's records. A clinician of several clinics
 * counts at the first of them, as in the access log; visits count at the clinic where they took
 * place, for {@code patients_week} at the clinician's.
 */
final class TermCounts {
  private static final String PROTECTED =
      """
      select week as monday, count(*) filter (where kept_minutes >= owed)::float8 as part, count(*)::float8 as whole
      from (
        select w.week, w.kept_minutes, greatest(0, w.floor_minutes - w.taken_minutes + w.given_minutes) as owed
        from clinician c cross join lateral protected_weeks(:from, cast(:until as date) - 1, c.id) w
        where (select min(s.site_id) from clinician_site s where s.clinician_id = c.id) = :site) x
      where owed > 0 group by week
      """;

  private static final String RATIO =
      """
      select day - extract(isodow from day)::integer + 1 as monday, count(*) filter (where kind = 'FIRST')::float8 as part, count(*)::float8 as whole
      from (select cast(a.local_start as date) as day, a.kind from appointment a
            where a.site_id = :site and a.state = 'attended' and a.kind in ('FIRST', 'RETURN')
              and a.local_start >= cast(:from as date) and a.local_start < cast(:until as date)) x
      group by 1
      """;

  private static final String PATIENTS =
      """
      select w.week as monday, coalesce(sum(v.visits), 0)::float8 as part,
             sum(c.fte * w.worked_days / greatest(w.usual_days, w.worked_days, 1))::float8 as whole
      from clinician c cross join lateral protected_weeks(:from, cast(:until as date) - 1, c.id) w
      left join lateral (
        select count(*) as visits from appointment a
        where a.clinician_id = c.id and a.state = 'attended'
          and a.local_start >= w.week and a.local_start < w.week + 7) v on true
      where (select min(s.site_id) from clinician_site s where s.clinician_id = c.id) = :site and w.worked_days > 0
      group by w.week
      """;

  private TermCounts() {}

  /**
   * The weeks of a clinic.
   *
   * @param from the first Monday
   * @param until the Monday after the last week
   */
  static List<TermWeek> of(
      Handle handle, ContractTerm.Kind kind, String siteId, LocalDate from, LocalDate until) {
    if (!from.isBefore(until)) {
      return List.of();
    }
    return handle
        .createQuery(
            switch (kind) {
              case PROTECTED_HOURS_WEEK -> PROTECTED;
              case NEW_TO_RETURN_RATIO -> RATIO;
              case PATIENTS_WEEK -> PATIENTS;
            })
        .bind("site", siteId)
        .bind("from", from)
        .bind("until", until)
        .mapTo(TermWeek.class)
        .list();
  }
}
