package org.duecourse.crisis;

import java.util.OptionalInt;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.desk.Work;
import org.duecourse.io.Refused;

/**
 * How much crisis time a clinic keeps in each half-day. The database holds to it on every path:
 * before its release only a visit in a crisis takes crisis time, or one for which a named role has
 * set a rule aside with a reason; and no change of weeks or blocks leaves less of it than the
 * floor.
 */
public final class Reserve {
  private static final int MOST_MINUTES = 480;

  private final Work work;

  private Reserve(Work work) {
    this.work = work;
  }

  /** The reserves of an open desk. */
  public static Reserve over(Desk desk) {
    return new Reserve(desk.work());
  }

  /** Minutes of crisis time that a clinic keeps in each half-day; empty: none is set. */
  public OptionalInt floorMinutes(String siteId) {
    return work.read(
        handle ->
            handle
                .createQuery("select floor_minutes from reserve_policy where site_id = :site")
                .bind("site", siteId)
                .mapTo(Integer.class)
                .findOne()
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty()));
  }

  /**
   * Sets the floor of a clinic. Half-days that have less already stay as they are; none may lose
   * more.
   *
   * @param minutes minutes of crisis time in each half-day, 0 to 480
   */
  public void keep(Actor actor, String siteId, int minutes) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER,
        "Setting the crisis reserve");
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    if (minutes < 0 || minutes > MOST_MINUTES) {
      throw Refused.input(
          minutes + " minutes: a half-day keeps 0 to " + MOST_MINUTES + " minutes for crises.");
    }
    work.run(
        handle -> {
          handle
              .createUpdate(
                  """
                  insert into reserve_policy (site_id, floor_minutes, changed_at, changed_by)
                  values (:site, :minutes, :now, :by)
                  on conflict (site_id) do update set floor_minutes = excluded.floor_minutes,
                    changed_at = excluded.changed_at, changed_by = excluded.changed_by
                  """)
              .bind("site", siteId)
              .bind("minutes", minutes)
              .bind("now", work.now())
              .bind("by", actor.account())
              .execute();
          Audit.write(
              handle,
              work.now(),
              actor,
              "reserve.change",
              "site:" + siteId,
              null,
              Audit.of("floor_minutes", minutes));
        });
  }
}
