package org.duecourse.desk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Asked;
import org.duecourse.booking.Busy;
import org.duecourse.booking.Earlier;
import org.duecourse.booking.Found;
import org.duecourse.booking.Openings;
import org.duecourse.booking.Search;
import org.duecourse.booking.Span;
import org.duecourse.booking.Step;
import org.duecourse.booking.Weights;
import org.duecourse.booking.Wishes;
import org.duecourse.io.Json;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds times for orders, and keeps what was shown and what the rules removed. */
public final class Searching {
  private final Work work;
  private final OpeningBook book;

  Searching(Work work, OpeningBook book) {
    this.work = work;
    this.book = book;
  }

  /**
   * What a search answered.
   *
   * @param order the order, as it was searched for
   * @param asked what was asked
   * @param found the best times, how far the search had to look, and why none is earlier
   * @param openings the openings that it saw
   */
  public record Result(Order order, Asked asked, Found found, Openings openings) {
    /** The openings before the first proposal, each with every rule against it. */
    public List<Earlier> earlier() {
      return new Search(openings, Weights.DEFAULT).earlier(asked, found);
    }
  }

  /**
   * The best times for an open order.
   *
   * @param wishes what the patient asks for
   * @param otherSites other clinics that would do
   * @param atLeast how far to look at least; {@link Step#IN_WINDOW} unless its times were turned
   *     down
   */
  public Result find(
      Actor actor, String orderId, Wishes wishes, Set<String> otherSites, Step atLeast) {
    Openings openings = book.now();
    return work.in(
        handle -> {
          Order order = Orders.openOrder(handle, actor, orderId, 0);
          Asked asked =
              new Asked(
                  order.asOpenOrder(),
                  work.now(),
                  busy(handle, order.patientId(), order.id()),
                  wishes,
                  otherSites,
                  atLeast);
          Found found = new Search(openings, Weights.DEFAULT).find(asked);
          remember(handle, actor, order, found);
          return new Result(order, asked, found, openings);
        });
  }

  /** The patient's visits ahead but those of one order. */
  static Busy busy(Handle handle, String patientId, @Nullable String withoutOrder) {
    return Busy.of(
        handle
            .createQuery(
                """
                select lower(during) as starts, upper(during) as ends from appointment
                where patient_id = :patient and state in ('held', 'booked', 'arrived') and order_id is distinct from :order
                """)
            .bind("patient", patientId)
            .bind("order", withoutOrder)
            .map(
                (rs, context) ->
                    new Span(
                        rs.getObject(1, OffsetDateTime.class).toInstant(),
                        rs.getObject(2, OffsetDateTime.class).toInstant()))
            .list());
  }

  private void remember(Handle handle, Actor actor, Order order, Found found) {
    List<Map<String, Object>> shown = new ArrayList<>();
    found
        .byTime()
        .forEach(
            proposal -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("start", proposal.opening().start().toString());
              one.put("clinician", proposal.opening().clinician().id());
              one.put("site", proposal.opening().siteId());
              one.put("reasons", proposal.words());
              one.put("cost", Math.round(proposal.cost().total() * 10) / 10.0);
              shown.add(one);
            });
    Map<String, Object> removed = new LinkedHashMap<>();
    found
        .whyNotEarlier()
        .inWindow()
        .byRule()
        .forEach((rule, count) -> removed.put(rule.name(), count));
    Instant now = work.now();
    handle
        .createUpdate(
            """
            insert into search_record (order_id, at, by, step, shown, removed)
            values (:order, :at, :by, :step, cast(:shown as jsonb), cast(:removed as jsonb))
            """)
        .bind("order", order.id())
        .bind("at", now)
        .bind("by", actor.account())
        .bind("step", found.step().words())
        .bind("shown", Json.write(shown))
        .bind("removed", Json.write(removed))
        .execute();
  }
}
