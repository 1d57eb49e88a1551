package org.duecourse.worklist;

import java.time.Instant;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Tasks;
import org.jdbi.v3.core.Handle;

/** Closes a swap whose day has come: kept, broken, or refused because nobody answered. */
final class SwapEnd {
  private final Handle handle;
  private final Instant now;

  SwapEnd(Handle handle, Instant now) {
    this.handle = handle;
    this.now = now;
  }

  /** Closes one. */
  void of(Swap swap, Site site) {
    String state = swap.state().equals("proposed") ? "refused" : wasKept(swap) ? "kept" : "broken";
    handle
        .createUpdate(
            """
            update protected_swap set state = :state, closed_at = :now, closed_by = 'desk', answer = :answer,
              version = version + 1 where id = :id
            """)
        .bind("state", state)
        .bind("now", now)
        .bind(
            "answer",
            switch (state) {
              case "refused" -> "nobody answered before its time";
              case "broken" -> "the clinician was away, or a visit lay over the time in its place";
              default -> null;
            })
        .bind("id", swap.id())
        .execute();
    if (state.equals("broken")) {
      Tasks.about(
          handle,
          TaskKind.SWAP_BROKEN,
          swap.siteId(),
          null,
          "swap-" + swap.id(),
          swap.minutes()
              + " minutes of protected time that swap "
              + swap.id()
              + " took were not given back.",
          Tasks.due(handle, site, TaskKind.SWAP_BROKEN, false, now),
          now);
    }
    Audit.write(
        handle,
        now,
        Actor.DESK,
        "swap." + state,
        "swap:" + swap.id(),
        null,
        Audit.of("clinician", swap.clinicianId()));
  }

  private boolean wasKept(Swap swap) {
    return handle
        .createQuery(
            """
            select coalesce((select range_agg(b.during) from block b where b.clinician_id = :clinician
                     and b.purpose = 'PROTECTED' and b.state = 'active' and b.during && tstzrange(:from, :to)), '{}')
                     @> tstzrange(:from, :to)
               and not exists (select 1 from claim k join clinician c on c.resource = k.resource
                     where c.id = :clinician and k.active and k.during && tstzrange(:from, :to))
            """)
        .bind("clinician", swap.clinicianId())
        .bind("from", swap.givenStarts())
        .bind("to", swap.givenEnds())
        .mapTo(Boolean.class)
        .one();
  }
}
