package org.duecourse.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;

/**
 * Makes one record of two that are of the same person. Everything that names the one comes to the
 * other, in one transaction; the record that is left behind only says where the rest is. Nobody
 * falls out: where both have a visit ahead at the same time, the one of the record that is left
 * behind is given back, its order is open again and somebody has a task.
 */
public final class Merging {
  private static final String REASON = "two records of one person";

  private final Work work;

  Merging(Work work) {
    this.work = work;
  }

  /**
   * What a merge would do.
   *
   * @param duplicate the record that is left behind
   * @param kept the record that goes on
   * @param orders how many orders come over
   * @param visits how many visits come over
   * @param givenBack visits ahead that would be given back, because both have one at that time
   */
  public record Preview(
      Patient duplicate, Patient kept, int orders, int visits, List<Visit> givenBack) {}

  /**
   * Shows both records side by side; the reading of both is in the audit.
   *
   * @throws Refused where they cannot be merged, with the reason
   */
  public Preview preview(Actor actor, String duplicateId, String keptId) {
    requireRole(actor);
    return work.in(
        handle -> {
          Preview preview = look(handle, actor, duplicateId, keptId);
          for (String id : List.of(duplicateId, keptId)) {
            Audit.write(handle, work.now(), actor, "patient.read", "patient:" + id, id, Audit.of());
          }
          return preview;
        });
  }

  /**
   * Merges two records.
   *
   * @return the record that goes on
   */
  public Patient merge(Actor actor, String duplicateId, String keptId) {
    requireRole(actor);
    return work.in(
        handle -> {
          handle
              .createQuery(
                  "select id from patient where id in (:one, :other) order by id for update")
              .bind("one", duplicateId)
              .bind("other", keptId)
              .mapTo(String.class)
              .list();
          Preview preview = look(handle, actor, duplicateId, keptId);
          Instant now = work.now();
          List<Visit> reopened = new ArrayList<>();
          for (Visit visit : preview.givenBack()) {
            if (visit.state() == VisitState.HELD) {
              Taking.lapse(handle, List.of(visit.id()), now);
            } else {
              Bookings.end(handle, actor, visit, Bookings.By.CLINIC, REASON, now);
              reopened.add(visit);
            }
          }
          bringOver(handle, duplicateId, keptId);
          handle
              .createUpdate(
                  """
                  update patient k set phone = coalesce(k.phone, d.phone), email = coalesce(k.email, d.email),
                    born = coalesce(k.born, d.born), risk_flag = k.risk_flag or d.risk_flag, version = k.version + 1
                  from patient d where k.id = :kept and d.id = :duplicate
                  """)
              .bind("kept", keptId)
              .bind("duplicate", duplicateId)
              .execute();
          handle.execute(
              "update patient set merged_into = ?, version = version + 1 where id = ?",
              keptId,
              duplicateId);
          for (Visit visit : reopened) {
            Bookings.reopen(
                handle,
                Visit.list(handle, "a.id = :id", "id", visit.id()).getFirst(),
                Bookings.By.CLINIC,
                now);
          }
          for (String id : List.of(duplicateId, keptId)) {
            Audit.write(
                handle,
                now,
                actor,
                "patient.merge",
                "patient:" + duplicateId,
                id,
                Audit.of("into", keptId, "visitsGivenBack", preview.givenBack().size()));
          }
          return Access.patient(handle, actor, keptId);
        });
  }

  /** Every column that names a person, whichever part of the desk it belongs to. */
  private static void bringOver(Handle handle, String duplicateId, String keptId) {
    handle
        .createUpdate(
            """
            update claim set resource = (select resource from patient where id = :kept)
            where resource = (select resource from patient where id = :duplicate)
            """)
        .bind("kept", keptId)
        .bind("duplicate", duplicateId)
        .execute();
    List<String> columns =
        handle
            .createQuery(
                """
                select format('update %s set %I = :kept where %I = :duplicate', c.conrelid::regclass, a.attname, a.attname)
                from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                where c.contype = 'f' and c.confrelid = 'patient'::regclass order by 1
                """)
            .mapTo(String.class)
            .list();
    for (String update : columns) {
      handle.createUpdate(update).bind("kept", keptId).bind("duplicate", duplicateId).execute();
    }
  }

  private static Preview look(Handle handle, Actor actor, String duplicateId, String keptId) {
    Patient duplicate = Access.patient(handle, actor, duplicateId);
    Patient kept = Access.patient(handle, actor, keptId);
    if (duplicateId.equals(keptId)) {
      throw Refused.input("Name two records; these are the same one.");
    }
    requireUnmerged(duplicate);
    requireUnmerged(kept);
    List<Visit> both =
        handle
            .createQuery(
                "select "
                    + Visit.COLUMNS
                    + """
                     from appointment a
                     where a.patient_id = :duplicate and a.state in ('held', 'booked', 'arrived', 'attended')
                       and exists (select 1 from appointment b where b.patient_id = :kept and a.during && b.during
                         and b.state in ('held', 'booked', 'arrived', 'attended'))
                     order by lower(a.during), a.id for update of a
                    """)
            .bind("duplicate", duplicateId)
            .bind("kept", keptId)
            .mapTo(Visit.class)
            .list();
    for (Visit visit : both) {
      if (visit.state() != VisitState.HELD && visit.state() != VisitState.BOOKED) {
        throw Refused.conflict(
            "Both records have a visit at the same time that took place ("
                + visit.id()
                + "): these are two people, or one visit was recorded wrongly. Nothing was merged.");
      }
    }
    return new Preview(
        duplicate,
        kept,
        count(handle, "visit_order", duplicateId),
        count(handle, "appointment", duplicateId),
        both);
  }

  private static int count(Handle handle, String table, String patientId) {
    return handle
        .createQuery("select count(*) from " + table + " where patient_id = :id")
        .bind("id", patientId)
        .mapTo(Integer.class)
        .one();
  }

  private static void requireUnmerged(Patient patient) {
    String into = patient.mergedInto();
    if (into != null) {
      throw Refused.conflict(
          "The record " + patient.id() + " was merged into " + into + " already. Use that one.");
    }
  }

  private static void requireRole(Actor actor) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER, "Merging two records");
  }
}
