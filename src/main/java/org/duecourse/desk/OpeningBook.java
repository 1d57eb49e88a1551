package org.duecourse.desk;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Claim;
import org.duecourse.booking.Clinician;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Opening;
import org.duecourse.booking.OpeningIndex;
import org.duecourse.booking.Openings;
import org.duecourse.booking.Purpose;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The openings in memory, kept in step with the database. Before each search it asks for the days
 * whose blocks or claims were changed since it last looked, by whatever program; the database alone
 * decides at the booking.
 *
 * <p>What is new is found by transaction number: everything written by transactions that had not
 * ended when it last looked is read again, so that none is missed whatever the order of their ends.
 */
final class OpeningBook {
  /** From so many changed days on, everything is read anew. */
  private static final int REBUILD_FROM = 3_000;

  private static final Duration CLINICIANS_EVERY = Duration.ofSeconds(20);

  private static final String BLOCKS =
      """
      select b.id, b.clinician_id, b.site_id, b.day, lower(b.during) as starts, upper(b.during) as ends, b.purpose,
             b.place_minutes, b.modes, b.release_at
      from block b
      """;

  /** A hold that has run out is in nobody's way. */
  private static final String CLAIMS =
      """
      select k.id as clinician_id, lower(c.during) as starts, upper(c.during) as ends
      from claim c join clinician k on k.resource = c.resource left join appointment a on a.id = c.appointment_id
      where c.active and upper(c.during) > :now
        and (a.state is distinct from 'held' or a.hold_until >= :now)
      """;

  private final Work work;
  private OpeningIndex index = new OpeningIndex();
  private @Nullable String readUpTo;
  private Instant cliniciansReadAt = Instant.EPOCH;
  private Map<String, Clinician> clinicians = Map.of();

  OpeningBook(Work work) {
    this.work = work;
  }

  /** The openings as the database has them now. */
  synchronized Openings now() {
    Instant now = work.now();
    work.read(
        handle -> {
          if (readUpTo == null) {
            rebuild(handle, now);
          } else {
            refresh(handle, now);
          }
          return true;
        });
    return index.snapshot();
  }

  private record Day(String clinicianId, LocalDate day) {}

  private void refresh(Handle handle, Instant now) {
    String from = readUpTo;
    readUpTo = transactionsEndedBefore(handle);
    List<Day> changed =
        handle
            .createQuery(
                """
                select distinct b.clinician_id, b.day from block b where b.changed_xid >= cast(:from as xid8)
                union
                select distinct b.clinician_id, b.day from claim c
                join block b on b.resource = c.resource and b.state = 'active' and b.during && c.during
                where c.changed_xid >= cast(:from as xid8)
                """)
            .bind("from", from)
            .map((rs, context) -> new Day(rs.getString(1), rs.getObject(2, LocalDate.class)))
            .list();
    if (changed.size() > REBUILD_FROM) {
      rebuild(handle, now);
      return;
    }
    readClinicians(handle, now);
    for (Day day : changed) {
      index.replaceDay(
          day.clinicianId(),
          day.day(),
          openings(
              handle
                  .createQuery(
                      BLOCKS
                          + "where b.state = 'active' and b.clinician_id = :clinician and b.day = :day")
                  .bind("clinician", day.clinicianId())
                  .bind("day", day.day())
                  .map((rs, context) -> block(rs))
                  .list()),
          handle
              .createQuery(
                  CLAIMS
                      + """
                      and k.id = :clinician
                      and c.during && tstzrange(cast(:day as date) - interval '1 day', cast(:day as date) + interval '3 days')
                      """)
              .bind("now", now)
              .bind("clinician", day.clinicianId())
              .bind("day", day.day())
              .map((rs, context) -> claim(rs))
              .list());
    }
  }

  private void rebuild(Handle handle, Instant now) {
    readUpTo = transactionsEndedBefore(handle);
    cliniciansReadAt = Instant.EPOCH;
    readClinicians(handle, now);
    OpeningIndex fresh = new OpeningIndex();
    handle
        .createQuery("select id, zone from site")
        .map((rs, context) -> Map.entry(rs.getString(1), ZoneId.of(rs.getString(2))))
        .forEach(site -> fresh.putSite(site.getKey(), site.getValue()));
    List<Claim> claims =
        handle.createQuery(CLAIMS).bind("now", now).map((rs, context) -> claim(rs)).list();
    List<BlockRow> blocks =
        handle
            .createQuery(BLOCKS + "where b.state = 'active' and upper(b.during) > :now")
            .bind("now", now)
            .map((rs, context) -> block(rs))
            .list();
    fresh.add(openings(blocks), claims);
    index = fresh;
  }

  private static String transactionsEndedBefore(Handle handle) {
    return handle
        .createQuery("select pg_snapshot_xmin(pg_current_snapshot())::text")
        .mapTo(String.class)
        .one();
  }

  private void readClinicians(Handle handle, Instant now) {
    if (now.isBefore(cliniciansReadAt.plus(CLINICIANS_EVERY)) && !now.isBefore(cliniciansReadAt)) {
      return;
    }
    Map<String, Clinician> read = new HashMap<>();
    handle
        .createQuery(
            """
            select c.id, c.discipline, c.languages,
                   c.caseload_limit is null or coalesce(n.people, 0) < c.caseload_limit as takes
            from clinician c left join (
              select clinician_id, count(distinct patient_id) as people from visit_order where state = 'open'
              group by clinician_id) n on n.clinician_id = c.id
            """)
        .map(
            (rs, context) ->
                new Clinician(
                    rs.getString("id"),
                    rs.getString("discipline"),
                    Set.of((String[]) rs.getArray("languages").getArray()),
                    rs.getBoolean("takes")))
        .forEach(clinician -> read.put(clinician.id(), clinician));
    read.values().stream()
        .filter(clinician -> !clinician.equals(clinicians.get(clinician.id())))
        .forEach(index::update);
    clinicians = read;
    cliniciansReadAt = now;
  }

  /** One row = one block. */
  private record BlockRow(
      long id,
      String clinicianId,
      String siteId,
      Instant starts,
      Instant ends,
      Purpose purpose,
      int placeMinutes,
      Set<Mode> modes,
      @Nullable Instant releaseAt) {}

  /** The places of blocks, one after the other; what is left at the end of a block is none. */
  private List<Opening> openings(List<BlockRow> blocks) {
    List<Opening> openings = new ArrayList<>();
    for (BlockRow block : blocks) {
      Clinician clinician =
          clinicians.getOrDefault(
              block.clinicianId(), new Clinician(block.clinicianId(), "", Set.of(), true));
      Duration place = Duration.ofMinutes(block.placeMinutes());
      for (Instant start = block.starts();
          !start.plus(place).isAfter(block.ends());
          start = start.plus(place)) {
        openings.add(
            new Opening(
                block.id(),
                block.siteId(),
                clinician,
                block.purpose(),
                start,
                start.plus(place),
                block.modes(),
                block.releaseAt()));
      }
    }
    return openings;
  }

  private static BlockRow block(ResultSet rs) throws SQLException {
    return new BlockRow(
        rs.getLong("id"),
        rs.getString("clinician_id"),
        rs.getString("site_id"),
        at(rs, "starts"),
        at(rs, "ends"),
        Purpose.valueOf(rs.getString("purpose")),
        rs.getInt("place_minutes"),
        modes(rs.getArray("modes")),
        rs.getObject("release_at") == null ? null : at(rs, "release_at"));
  }

  private static Claim claim(ResultSet rs) throws SQLException {
    return new Claim(rs.getString("clinician_id"), at(rs, "starts"), at(rs, "ends"));
  }

  private static Set<Mode> modes(Array array) throws SQLException {
    Set<Mode> modes = new HashSet<>();
    for (String mode : (String[]) array.getArray()) {
      modes.add(Mode.valueOf(mode));
    }
    return modes;
  }

  private static Instant at(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }
}
