package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.duecourse.booking.VisitKind;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementException;

/**
 * Groups with seats. The group takes the time of its clinician and room once; each person takes a
 * seat and the own time. No seat is given twice, and no more than there are.
 */
public final class Groups {
  private final Work work;

  Groups(Work work) {
    this.work = work;
  }

  /**
   * A meeting of a group.
   *
   * @param taken seats that are taken
   */
  public record Session(
      long id,
      String siteId,
      String clinicianId,
      String title,
      Instant starts,
      Instant ends,
      int seats,
      int minPeople,
      String state,
      int taken) {}

  private static final String SESSION =
      """
      select g.id, g.site_id, g.clinician_id, g.title, lower(g.during) as starts, upper(g.during) as ends, g.seats,
             g.min_people, g.state,
             (select count(*) from appointment a where a.group_session_id = g.id
                and a.state in ('held', 'booked', 'arrived', 'attended', 'no_show')) as taken
      from group_session g
      """;

  /** Plans a meeting in a clinician's block for groups. */
  public long plan(Actor actor, long blockId, String title, int seats, int minPeople) {
    actor.require(
        role -> role == Role.ACCESS_MANAGER || role == Role.CLINIC_MANAGER || role.extendsWindows(),
        "Planning a group");
    if (title.isBlank() || title.length() > 100) {
      throw Refused.input("A group has a title of 1 to 100 characters.");
    }
    if (seats < 1 || seats > 60 || minPeople < 1 || minPeople > seats) {
      throw Refused.input("A group has 1 to 60 seats, and needs no more people than seats.");
    }
    return work.in(
        handle -> {
          work.tellTime(handle);
          Block block =
              Supply.block(handle, blockId).orElseThrow(() -> Access.notThere("block " + blockId));
          if (!actor.isAt(block.siteId())) {
            throw Access.notThere("block " + blockId);
          }
          requireOwn(actor, block.clinicianId());
          if (!block.state().equals("active")
              || block.purpose() != org.duecourse.booking.Purpose.GROUP) {
            throw Refused.input("A group meets in an active block for groups.");
          }
          long id =
              handle
                  .createQuery(
                      """
                      insert into group_session (block_id, site_id, clinician_id, title, during, seats, min_people)
                      values (:block, :site, :clinician, :title, tstzrange(:from, :to), :seats, :least) returning id
                      """)
                  .bind("block", blockId)
                  .bind("site", block.siteId())
                  .bind("clinician", block.clinicianId())
                  .bind("title", title.strip())
                  .bind("from", block.starts())
                  .bind("to", block.ends())
                  .bind("seats", seats)
                  .bind("least", minPeople)
                  .mapTo(Long.class)
                  .one();
          handle
              .createUpdate(
                  """
                  insert into claim (resource, during, group_session_id)
                  select resource, tstzrange(:from, :to), :id from clinician where id = :clinician
                  """)
              .bind("clinician", block.clinicianId())
              .bind("from", block.starts())
              .bind("to", block.ends())
              .bind("id", id)
              .execute();
          Audit.write(
              handle,
              work.now(),
              actor,
              "group.plan",
              "group:" + id,
              null,
              Audit.of("seats", seats, "clinician", block.clinicianId()));
          return id;
        });
  }

  /** Who sees only the own patients plans and cancels only the own groups. */
  private static void requireOwn(Actor actor, String clinicianId) {
    if (Access.ownOnly(actor) && !clinicianId.equals(actor.clinicianId())) {
      throw Refused.notAllowed(
          "A colleague's group is planned and cancelled by the colleague or a manager.");
    }
  }

  /** The meetings of a clinic that lie ahead, by time. */
  public List<Session> ahead(String siteId) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    SESSION
                        + "where g.site_id = :site and g.state = 'planned' and lower(g.during) > :now order by 5")
                .bind("site", siteId)
                .bind("now", work.now())
                .mapTo(Session.class)
                .list());
  }

  /** Gives a seat to the person of a group order. */
  public Booking seat(Actor actor, long sessionId, String orderId) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.in(handle -> seatOnce(handle, actor, sessionId, orderId));
      } catch (StatementException e) {
        String broken = Work.brokenConstraint(e);
        if (broken.equals("appointment_seat") && attempt < 20) {
          continue;
        }
        if (broken.equals(Work.DOUBLE_BOOKING)) {
          return new Booking.Taken();
        }
        throw e;
      } catch (Refused e) {
        // Two took the same seat at once: the next free one is tried.
        if (attempt < 20 && e.getMessage() != null && e.getMessage().startsWith("That seat")) {
          continue;
        }
        throw e;
      }
    }
  }

  private Booking seatOnce(Handle handle, Actor actor, long sessionId, String orderId) {
    Instant now = work.now();
    Order order = Orders.openOrder(handle, actor, orderId, 0);
    if (order.kind() != VisitKind.GROUP) {
      throw Refused.input("A seat in a group answers an order for a group.");
    }
    Session session = session(handle, sessionId);
    if (!actor.isAt(session.siteId())) {
      throw Access.notThere("group " + sessionId);
    }
    if (!session.state().equals("planned") || session.starts().isBefore(now)) {
      throw Refused.conflict("The group has begun or was cancelled.");
    }
    int seat =
        handle
            .createQuery(
                """
                select min(n) from generate_series(1, :seats) n where not exists (
                  select 1 from appointment a where a.group_session_id = :id and a.seat = n
                    and a.state in ('held', 'booked', 'arrived', 'attended', 'no_show'))
                """)
            .bind("seats", session.seats())
            .bind("id", sessionId)
            .mapTo(Integer.class)
            .findOne()
            .orElseThrow(
                () -> Refused.conflict("The group is full: " + session.seats() + " seats."));
    Site site = People.site(handle, session.siteId());
    LocalDateTime local = LocalDateTime.ofInstant(session.starts(), site.zoneId());
    boolean inWindow = order.window().holds(local.toLocalDate());
    int out =
        order.window().daysLate(local.toLocalDate())
            - order.window().daysEarly(local.toLocalDate());
    if (!inWindow) {
      return new Booking.Against(List.of(), out, false);
    }
    String id =
        handle
            .createQuery(
                """
                insert into appointment (order_id, patient_id, clinician_id, site_id, block_id, group_session_id, seat, kind,
                  mode, during, local_start, state, in_window, days_out, booked_at, booked_by, changed_by)
                select :order, :patient, g.clinician_id, g.site_id, g.block_id, g.id, :seat, 'GROUP', 'IN_PERSON', g.during,
                  :local, 'booked', true, 0, :now, :by, :by from group_session g where g.id = :id returning id
                """)
            .bind("order", orderId)
            .bind("patient", order.patientId())
            .bind("seat", seat)
            .bind("local", local)
            .bind("now", now)
            .bind("by", actor.account())
            .bind("id", sessionId)
            .mapTo(String.class)
            .one();
    handle
        .createUpdate(
            """
            insert into claim (resource, during, appointment_id)
            select p.resource, a.during, a.id from appointment a join patient p on p.id = a.patient_id where a.id = :id
            """)
        .bind("id", id)
        .execute();
    Tasks.closeForBooking(handle, orderId, now);
    Audit.write(
        handle,
        now,
        actor,
        "visit.book",
        "visit:" + id,
        order.patientId(),
        Audit.of("order", orderId, "group", sessionId, "seat", seat));
    return new Booking.Done(Visit.list(handle, "a.id = :id", "id", id).getFirst());
  }

  /** Cancels a meeting: each person's order is on somebody's list the same day. */
  public void cancel(Actor actor, long sessionId, String reason) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER || role.extendsWindows(),
        "Cancelling a group");
    work.run(
        handle -> {
          Session session = session(handle, sessionId);
          if (!actor.isAt(session.siteId())) {
            throw Access.notThere("group " + sessionId);
          }
          requireOwn(actor, session.clinicianId());
          cancel(handle, actor, session, reason, work.now());
        });
  }

  static void cancel(Handle handle, Actor actor, Session session, String reason, Instant now) {
    handle.execute("update group_session set state = 'cancelled' where id = ?", session.id());
    handle.execute(
        "update claim set active = false where group_session_id = ? and active", session.id());
    for (Visit visit :
        Visit.list(
            handle,
            "a.group_session_id = :id and a.state = 'booked' order by a.id",
            "id",
            session.id())) {
      Bookings.end(handle, actor, visit, Bookings.By.CLINIC, reason, now);
      Bookings.reopen(handle, visit, Bookings.By.CLINIC, now);
    }
    Audit.write(
        handle,
        now,
        actor,
        "group.cancel",
        "group:" + session.id(),
        null,
        Audit.of("reason", reason));
  }

  static Session session(Handle handle, long id) {
    return handle
        .createQuery(SESSION + "where g.id = :id for update of g")
        .bind("id", id)
        .mapTo(Session.class)
        .findOne()
        .orElseThrow(() -> Access.notThere("group " + id));
  }
}
