package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.duecourse.booking.Purpose;
import org.jdbi.v3.core.Handle;

/**
 * Gives a stretch of a clinician's day another purpose. Blocks that it meets are replaced by what
 * is left of them; the visits in those stay where they are.
 *
 * <pre>
 *   before   |-------- return ---------|
 *   stretch            |-----|
 *   after    |-return--|-new-|-return--|
 * </pre>
 */
public final class BlockCut {
  private BlockCut() {}

  /** The active blocks that a stretch meets, by time, locked. */
  public static List<Block> under(Handle handle, String clinicianId, Instant from, Instant to) {
    return handle
        .createQuery(
            "select "
                + Block.COLUMNS
                + """
                 from block b where b.state = 'active' and b.clinician_id = :clinician
                  and b.during && tstzrange(:from, :to)
                order by b.id for update
                """)
        .bind("clinician", clinicianId)
        .bind("from", from)
        .bind("to", to)
        .mapTo(Block.class)
        .list();
  }

  /**
   * Makes the stretch one block of that purpose.
   *
   * @param placeMinutes length of a place in it
   * @return the number of the new block
   */
  public static long into(
      Handle handle,
      Site site,
      String clinicianId,
      LocalDate day,
      Instant from,
      Instant to,
      Purpose purpose,
      int placeMinutes) {
    for (Block block : under(handle, clinicianId, from, to)) {
      handle.execute(
          "update block set state = 'replaced', version = version + 1 where id = ?", block.id());
      if (block.starts().isBefore(from)) {
        left(handle, site, block, block.starts(), from);
      }
      if (to.isBefore(block.ends())) {
        left(handle, site, block, to, block.ends());
      }
    }
    return handle
        .createQuery(
            """
            insert into block (clinician_id, site_id, day, local_start, local_end, during, purpose, place_minutes, modes)
            values (:clinician, :site, :day, :localStart, :localEnd, tstzrange(:from, :to), :purpose, :minutes,
                    '{IN_PERSON,VIDEO}') returning id
            """)
        .bind("clinician", clinicianId)
        .bind("site", site.id())
        .bind("day", day)
        .bind("localStart", LocalDateTime.ofInstant(from, site.zoneId()).toLocalTime())
        .bind("localEnd", LocalDateTime.ofInstant(to, site.zoneId()).toLocalTime())
        .bind("from", from)
        .bind("to", to)
        .bind("purpose", purpose.name())
        .bind("minutes", placeMinutes)
        .mapTo(Long.class)
        .one();
  }

  private static void left(Handle handle, Site site, Block block, Instant from, Instant to) {
    handle
        .createUpdate(
            """
            insert into block (clinician_id, site_id, day, local_start, local_end, during, purpose, place_minutes, modes,
                               release_at, template_block_id)
            select clinician_id, site_id, day, :localStart, :localEnd, tstzrange(:from, :to), purpose, place_minutes, modes,
                   release_at, template_block_id
            from block where id = :id
            """)
        .bind("localStart", LocalDateTime.ofInstant(from, site.zoneId()).toLocalTime())
        .bind("localEnd", LocalDateTime.ofInstant(to, site.zoneId()).toLocalTime())
        .bind("from", from)
        .bind("to", to)
        .bind("id", block.id())
        .execute();
  }
}
