package org.duecourse.absence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Clinician;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Opening;
import org.duecourse.booking.Purpose;
import org.jdbi.v3.core.Handle;

/** The places of clinics that nobody has, as the database has them now. */
final class FreePlaces {
  /**
   * One row = one place: a slice of an active block that no claim lies over. What is taken of a
   * block and whether its clinician takes new patients is asked once for each, not for each place;
   * ordinary claims and allowed overlaps each by their own index.
   */
  private static final String SQL =
      """
      with supply as materialized (
        select b.id, b.site_id, b.clinician_id, b.purpose, b.modes, b.release_at, b.during,
               b.place_minutes * interval '1 minute' as length,
               coalesce((select range_agg(k.during) from (
                   select c.during from claim c
                   where c.resource = b.resource and c.active and not c.overlap_ok and c.during && b.during
                   union all
                   select c.during from claim c
                   where c.resource = b.resource and c.active and c.overlap_ok and c.during && b.during) k), '{}') as taken
        from block b
        where b.state = 'active' and b.site_id = any (:sites) and b.purpose in ('FIRST', 'RETURN', 'CRISIS')
          and b.during && tstzrange(:from, :to)
      ), who as materialized (
        select c.id, c.discipline, c.languages,
               c.caseload_limit is null
                 or (select count(distinct x.patient_id) from visit_order x where x.clinician_id = c.id and x.state = 'open')
                    < c.caseload_limit as takes_new_patients
        from clinician c where c.active and c.id in (select clinician_id from supply)
      )
      select b.id as block_id, b.site_id, b.clinician_id, b.purpose, b.modes, b.release_at, s.starts,
             s.starts + b.length as ends, c.discipline, c.languages, c.takes_new_patients,
             minutes_of(b.taken * tstzmultirange(b.during))
               / greatest(1, extract(epoch from upper(b.during) - lower(b.during)) / 60) as share_taken
      from supply b
      join who c on c.id = b.clinician_id
      cross join lateral generate_series(lower(b.during), upper(b.during) - b.length, b.length) as s (starts)
      where s.starts > :from and s.starts < :to and not b.taken && tstzrange(s.starts, s.starts + b.length)
      order by s.starts, b.id
      """;

  private FreePlaces() {}

  /**
   * The places of clinics that begin between two moments, by time.
   *
   * @param sites references of the clinics
   */
  static List<FreePlace> of(Handle handle, Set<String> sites, Instant from, Instant to) {
    return handle
        .createQuery(SQL)
        .bindArray("sites", String.class, new ArrayList<>(sites))
        .bind("from", from)
        .bind("to", to)
        .map((rs, context) -> place(rs))
        .list();
  }

  private static FreePlace place(ResultSet rs) throws SQLException {
    Instant start = rs.getObject("starts", OffsetDateTime.class).toInstant();
    OffsetDateTime release = rs.getObject("release_at", OffsetDateTime.class);
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    for (Object mode : (Object[]) rs.getArray("modes").getArray()) {
      modes.add(Mode.valueOf(mode.toString()));
    }
    long block = rs.getLong("block_id");
    return new FreePlace(
        block + "@" + start,
        new Opening(
            block,
            rs.getString("site_id"),
            new Clinician(
                rs.getString("clinician_id"),
                rs.getString("discipline"),
                Set.of((String[]) rs.getArray("languages").getArray()),
                rs.getBoolean("takes_new_patients")),
            Purpose.valueOf(rs.getString("purpose")),
            start,
            rs.getObject("ends", OffsetDateTime.class).toInstant(),
            modes,
            release == null ? null : release.toInstant()),
        rs.getDouble("share_taken"));
  }
}
