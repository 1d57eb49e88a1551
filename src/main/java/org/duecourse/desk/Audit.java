package org.duecourse.desk;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Json;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the audit. A row is written in the transaction of the change that it tells of;
 * the database refuses to change or remove one. Details never hold a name.
 */
public final class Audit {
  private final Work work;

  Audit(Work work) {
    this.work = work;
  }

  /**
   * One act.
   *
   * @param id its number
   * @param at when
   * @param actor account
   * @param role role in which it was done
   * @param action what ("visit.book")
   * @param subject kind and reference ("visit:V-5012")
   * @param patientId whose record, or null
   * @param detail what changed, as JSON
   */
  public record Act(
      long id,
      Instant at,
      String actor,
      String role,
      String action,
      String subject,
      @Nullable String patientId,
      String detail) {}

  /** Writes an act in the transaction at hand. */
  public static void write(
      Handle handle,
      Instant at,
      Actor actor,
      String action,
      String subject,
      @Nullable String patientId,
      Map<String, ?> detail) {
    handle
        .createUpdate(
            """
            insert into audit (at, actor, role, action, subject, patient_id, detail)
            values (:at, :actor, :role, :action, :subject, :patient, cast(:detail as jsonb))
            """)
        .bind("at", at)
        .bind("actor", actor.account())
        .bind("role", actor.roleWords())
        .bind("action", action)
        .bind("subject", subject)
        .bind("patient", patientId)
        .bind("detail", json(detail))
        .execute();
  }

  /** Notes an act that is a whole of its own: a sign-in, a page that was read. */
  public void note(
      Actor actor,
      String action,
      String subject,
      @Nullable String patientId,
      Map<String, ?> detail) {
    work.run(handle -> write(handle, work.now(), actor, action, subject, patientId, detail));
  }

  /**
   * The newest acts first.
   *
   * @param subject only of this subject, or ""
   * @param patientId only of this person, or ""
   * @param actor only by this account, or ""
   * @param before only acts numbered below, for the next page; {@code Long.MAX_VALUE} at first
   */
  public List<Act> list(String subject, String patientId, String actor, long before, int limit) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    """
                    select id, at, actor, role, action, subject, patient_id, detail::text as detail from audit
                    where id < :before and (:subject = '' or subject = :subject)
                      and (:patient = '' or patient_id = :patient) and (:actor = '' or actor = :actor)
                    order by id desc limit :limit
                    """)
                .bind("before", before)
                .bind("subject", subject)
                .bind("patient", patientId)
                .bind("actor", actor)
                .bind("limit", limit)
                .mapTo(Act.class)
                .list());
  }

  static String json(Map<String, ?> detail) {
    return detail.isEmpty() ? "{}" : Json.write(detail);
  }

  /** Pairs of key and value, in order, without those that are null. */
  public static Map<String, Object> of(@Nullable Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      if (value != null) {
        map.put(
            String.valueOf(pairs[i]),
            value instanceof Number || value instanceof Boolean ? value : String.valueOf(value));
      }
    }
    return map;
  }
}
