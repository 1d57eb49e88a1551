package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.duecourse.booking.VisitKind;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Requests for first visits and return-to-clinic orders: entered, extended by a clinician,
 * replaced, closed with a reason. At every commit an open order has a visit ahead or an open task.
 */
public final class Orders {
  /** Why an order can be closed without a visit. */
  public static final List<String> CLOSE_REASONS =
      List.of("patient_declined", "no_contact", "referred_out", "not_needed", "entered_in_error");

  private final Work work;

  Orders(Work work) {
    this.work = work;
  }

  /** A clinician's note that a longer wait does no harm. */
  public record Extension(
      long id,
      String author,
      Instant at,
      String reason,
      LocalDate fromLatest,
      LocalDate toLatest) {}

  /** What was shown at a search for this order. */
  public record SearchShown(Instant at, String by, String step, String shown, String removed) {}

  /**
   * An order with everything that happened to it.
   *
   * @param visits all visits, the newest first
   * @param tasks all tasks, open ones first
   * @param history acts of the audit, the newest first
   */
  public record History(
      Order order,
      Patient patient,
      List<Extension> extensions,
      List<Visit> visits,
      List<Offer> offers,
      List<Task> tasks,
      List<SearchShown> searches,
      List<Audit.Act> history) {}

  /**
   * Enters an order, or a series of them.
   *
   * @return the references, in the order of the visits
   */
  public List<String> enter(Actor actor, NewOrder wanted) {
    return enter(actor, wanted, null);
  }

  /**
   * Enters an order, or a series of them, once for each key.
   *
   * @param key the sender's key against doing twice, or null
   */
  public List<String> enter(Actor actor, NewOrder wanted, @Nullable String key) {
    return Keys.once(
        work, actor, key, "order " + wanted, handle -> enter(handle, actor, wanted, null));
  }

  private List<String> enter(
      Handle handle, Actor actor, NewOrder wanted, @Nullable String supersedes) {
    requireOrdering(actor, wanted.kind());
    Instant now = work.now();
    Site site = People.site(handle, wanted.siteId());
    wanted.check(site.dayOf(now));
    if (!actor.isAt(site.id())) {
      throw Refused.notAllowed("This account does not work at the clinic " + site.id() + ".");
    }
    if (wanted.clinicianId() != null) {
      People.practitioner(handle, wanted.clinicianId());
    }
    Patient patient = patientFor(handle, actor, wanted);
    String series =
        wanted.visits() > 1
            ? handle.createQuery("select 'S-' || nextval('order_number')").mapTo(String.class).one()
            : null;
    List<String> ids = new ArrayList<>();
    for (int n = 0; n < wanted.visits(); n++) {
      ids.add(insert(handle, actor, wanted, site, patient, series, n, supersedes, now));
    }
    return ids;
  }

  /** A therapist can order for somebody seen for the first time at the own clinic. */
  private static Patient patientFor(Handle handle, Actor actor, NewOrder wanted) {
    if (Access.ownOnly(actor)) {
      if (wanted.clinicianId() == null || !wanted.clinicianId().equals(actor.clinicianId())) {
        throw Refused.notAllowed("A therapist orders return visits in the own name.");
      }
    }
    Patient patient = Access.patient(handle, actor, wanted.patientId());
    if (patient.mergedInto() != null) {
      throw Refused.conflict(
          "The record "
              + patient.id()
              + " was merged into "
              + patient.mergedInto()
              + ". Order the visit there.");
    }
    return patient;
  }

  private static void requireOrdering(Actor actor, VisitKind kind) {
    switch (kind) {
      case FIRST, CRISIS ->
          actor.require(
              role -> role.seesPatients() && role != Role.COMPLIANCE, "Entering a request");
      case RETURN, GROUP ->
          actor.require(
              role -> role.extendsWindows() || role == Role.SCHEDULER, "Entering a return order");
    }
  }

  private static String insert(
      Handle handle,
      Actor actor,
      NewOrder wanted,
      Site site,
      Patient patient,
      @Nullable String series,
      int n,
      @Nullable String supersedes,
      Instant now) {
    long shift = (long) n * wanted.intervalDays();
    LocalDate latest = wanted.latest().plusDays(shift);
    LocalDate start = wanted.anchor() != null ? wanted.anchor() : site.dayOf(now);
    // A rule about the next visit speaks of the first one of a series.
    Optional<LegalLimits.Legal> legal =
        n > 0
            ? Optional.empty()
            : LegalLimits.of(site, wanted.kind(), wanted.discipline(), wanted.urgency(), start);
    String id =
        handle
            .createQuery(
                """
                insert into visit_order (kind, patient_id, site_id, ordered_at, ordered_by, clinician_id, anchor, earliest,
                  target, latest, ordered_latest, legal_limit, legal_rule, weight, harm_profile, continuity, discipline,
                  language, mode, minutes, urgency, series_id, series_no, supersedes)
                values (:kind, :patient, :site, :now, :by, :clinician, :anchor, :earliest, :target, :latest, :latest,
                  :legal, :rule, :weight, :harm, :continuity, :discipline, :language, :mode, :minutes, :urgency, :series,
                  :no, :supersedes) returning id
                """)
            .bind("kind", wanted.kind().name())
            .bind("patient", patient.id())
            .bind("site", site.id())
            .bind("now", now)
            .bind("by", actor.account())
            .bind("clinician", wanted.clinicianId())
            .bind("anchor", wanted.anchor())
            .bind("earliest", wanted.earliest().plusDays(shift))
            .bind("target", wanted.target().plusDays(shift))
            .bind("latest", latest)
            // A clinician who orders a visit for after the limit has said that the longer wait is
            // right.
            .bind(
                "legal",
                legal
                    .map(LegalLimits.Legal::lastDay)
                    .filter(limit -> !wanted.earliest().isAfter(limit))
                    .orElse(null))
            .bind("rule", legal.map(LegalLimits.Legal::rule).orElse(null))
            .bind("weight", wanted.weight())
            .bind("harm", wanted.harmProfile())
            .bind("continuity", wanted.continuity().name())
            .bind("discipline", wanted.discipline())
            .bind("language", wanted.language())
            .bind("mode", wanted.mode() == null ? null : wanted.mode().name())
            .bind("minutes", wanted.minutes())
            .bind("urgency", wanted.urgency())
            .bind("series", series)
            .bind("no", series == null ? null : n + 1)
            .bind("supersedes", supersedes)
            .mapTo(String.class)
            .one();
    makeBookingTask(handle, wanted.kind(), site, patient, id, latest, now);
    Audit.write(
        handle,
        now,
        actor,
        "order.create",
        "order:" + id,
        patient.id(),
        Audit.of("kind", wanted.kind(), "latest", latest, "supersedes", supersedes));
    return id;
  }

  private static void makeBookingTask(
      Handle handle,
      VisitKind kind,
      Site site,
      Patient patient,
      String orderId,
      LocalDate latest,
      Instant now) {
    boolean first = kind == VisitKind.FIRST;
    TaskKind task = first ? TaskKind.BOOK_FIRST : TaskKind.BOOK_RETURN;
    Tasks.make(
        handle,
        task,
        site.id(),
        patient.id(),
        orderId,
        null,
        first
            ? "A first visit was requested and none is booked."
            : "A visit was ordered and none is booked.",
        Tasks.dueWithin(handle, site, task, false, latest, now),
        now);
  }

  /** An order, if the account may see it. */
  public Order order(Actor actor, String id) {
    return work.read(handle -> find(handle, actor, id, ""));
  }

  static Order find(Handle handle, Actor actor, String id, String lock) {
    Order order =
        handle
            .createQuery("select * from visit_order o where o.id = :id " + lock)
            .bind("id", id)
            .mapTo(Order.class)
            .findOne()
            .orElseThrow(() -> Access.notThere("order " + id));
    Access.require(handle, actor, order.siteId(), order.patientId(), "order " + id);
    return order;
  }

  /** An order with its whole history; the reading is in the audit. */
  public History history(Actor actor, String id) {
    return work.in(
        handle -> {
          Order order = find(handle, actor, id, "");
          Patient patient =
              handle
                  .createQuery("select * from patient where id = :id")
                  .bind("id", order.patientId())
                  .mapTo(Patient.class)
                  .one();
          Audit.write(
              handle,
              work.now(),
              actor,
              "order.read",
              "order:" + id,
              order.patientId(),
              Audit.of());
          return new History(
              order,
              patient,
              handle
                  .createQuery("select * from extension where order_id = :id order by id desc")
                  .bind("id", id)
                  .mapTo(Extension.class)
                  .list(),
              Visit.list(handle, "a.order_id = :id order by lower(a.during) desc", "id", id),
              handle
                  .createQuery(
                      "select " + Offer.COLUMNS + " where f.order_id = :id order by f.id desc")
                  .bind("id", id)
                  .mapTo(Offer.class)
                  .list(),
              Tasks.ofOrder(handle, id),
              handle
                  .createQuery(
                      """
                      select at, by, step, shown::text as shown, removed::text as removed from search_record
                      where order_id = :id order by id desc limit 20
                      """)
                  .bind("id", id)
                  .mapTo(SearchShown.class)
                  .list(),
              handle
                  .createQuery(
                      """
                      select id, at, actor, role, action, subject, patient_id, detail::text as detail from audit
                      where subject = 'order:' || :id
                         or subject in (select 'visit:' || a.id from appointment a where a.order_id = :id)
                         or subject in (select 'task:' || t.id from task t where t.order_id = :id)
                         or subject in (select 'offer:' || f.id from offer f where f.order_id = :id)
                      order by id desc limit 200
                      """)
                  .bind("id", id)
                  .mapTo(Audit.Act.class)
                  .list());
        });
  }

  /** The orders of a patient, the newest first. */
  public List<Order> ofPatient(Actor actor, String patientId) {
    return work.read(
        handle -> {
          Access.patient(handle, actor, patientId);
          return handle
              .createQuery(
                  "select * from visit_order where patient_id = :id order by ordered_at desc, id desc")
              .bind("id", patientId)
              .mapTo(Order.class)
              .list();
        });
  }

  /**
   * A clinician's note that a longer wait does no harm: the window ends later. Counted, kept with
   * author, time and reason.
   */
  public void extend(Actor actor, String id, int version, LocalDate toLatest, String reason) {
    actor.require(Role::extendsWindows, "Extending a window");
    if (reason == null || reason.strip().length() < 5 || reason.length() > 500) {
      throw Refused.input("Say why a longer wait does no harm, in 5 to 500 characters.");
    }
    work.run(
        handle -> {
          Order order = openOrder(handle, actor, id, version);
          if (!toLatest.isAfter(order.latest())) {
            throw Refused.input(
                "The window ends on " + order.latest() + "; an extension goes past that day.");
          }
          if (toLatest.isAfter(order.latest().plusYears(1))) {
            throw Refused.input("An extension of more than a year is a new order.");
          }
          handle
              .createUpdate(
                  """
                  insert into extension (order_id, author, at, reason, from_latest, to_latest)
                  values (:order, :author, :at, :reason, :from, :to)
                  """)
              .bind("order", id)
              .bind("author", actor.account())
              .bind("at", work.now())
              .bind("reason", reason.strip())
              .bind("from", order.latest())
              .bind("to", toLatest)
              .execute();
          handle.execute(
              "update visit_order set latest = ?, version = version + 1 where id = ?",
              toLatest,
              id);
          closeTask(handle, actor, id, "ask_extension", "extended to " + toLatest);
          keepOnList(handle, order, "The window was extended and no visit is booked.");
          lookAgain(handle, order, toLatest);
          Audit.write(
              handle,
              work.now(),
              actor,
              "order.extend",
              "order:" + id,
              order.patientId(),
              Audit.of("from", order.latest(), "to", toLatest));
        });
  }

  /**
   * Replaces an order by another; the old one's visit ahead is kept by the new one where it fits.
   */
  public String supersede(Actor actor, String id, int version, NewOrder wanted) {
    return work.in(
        handle -> {
          Order old = openOrder(handle, actor, id, version);
          if (!old.patientId().equals(wanted.patientId())) {
            throw Refused.input("An order is replaced by one of the same person.");
          }
          if (wanted.visits() != 1) {
            throw Refused.input("An order is replaced by one order, not by a series.");
          }
          boolean visitAhead = hasVisitAhead(handle, id);
          if (visitAhead) {
            throw Refused.conflict(
                "This order has a visit ahead. Cancel or move that visit first, so that nobody is surprised.");
          }
          end(handle, old, "superseded", actor, "superseded");
          String made = enter(handle, actor, wanted, id).getFirst();
          Audit.write(
              handle,
              work.now(),
              actor,
              "order.supersede",
              "order:" + id,
              old.patientId(),
              Audit.of("by", made));
          return made;
        });
  }

  /** Closes an order without a visit. */
  public void close(Actor actor, String id, int version, String reason) {
    if (!CLOSE_REASONS.contains(reason)) {
      throw Refused.input(
          "Choose why the order is closed: " + String.join(", ", CLOSE_REASONS) + ".");
    }
    work.run(
        handle -> {
          Order order = openOrder(handle, actor, id, version);
          if (!reason.equals("no_contact") && !reason.equals("patient_declined")) {
            actor.require(
                role -> role.extendsWindows() || role == Role.CLINIC_MANAGER,
                "Closing an order as '" + reason + "'");
          }
          if (hasVisitAhead(handle, id)) {
            throw Refused.conflict(
                "This order has a visit ahead. Cancel that visit first; nothing was closed.");
          }
          if (reason.equals("patient_declined") && !wasOffered(handle, id)) {
            throw Refused.input(
                "Nobody is recorded as declining without an offer. Record the time that was offered and the answer first.");
          }
          end(handle, order, "closed", actor, reason);
          Audit.write(
              handle,
              work.now(),
              actor,
              "order.close",
              "order:" + id,
              order.patientId(),
              Audit.of("reason", reason));
        });
  }

  /** Puts an order on the list for earlier times, or takes it off. */
  public void wantEarlier(Actor actor, String id, boolean wants, int noticeHours) {
    if (noticeHours < 0 || noticeHours > 720) {
      throw Refused.input("The notice that the patient needs is 0 to 720 hours.");
    }
    work.run(
        handle -> {
          Order order = find(handle, actor, id, "for update");
          if (order.state() != Order.State.OPEN) {
            throw Refused.conflict("This order is no longer open.");
          }
          handle.execute(
              """
              update visit_order set earlier_list = ?, earlier_notice_hours = ?, version = version + 1 where id = ?
              """,
              wants,
              noticeHours,
              id);
          Audit.write(
              handle,
              work.now(),
              actor,
              wants ? "order.earlier_on" : "order.earlier_off",
              "order:" + id,
              order.patientId(),
              Audit.of("notice_hours", noticeHours));
        });
  }

  /**
   * What is done when there is no capacity: a task for whoever can decide, with its due time.
   *
   * @param what ASK_EXTENSION, OTHER_CLINIC or REFER_OUT
   */
  public void askFor(Actor actor, String id, TaskKind what) {
    switch (what) {
      case ASK_EXTENSION, OTHER_CLINIC, REFER_OUT -> {}
      default -> throw Refused.input("Nothing of that kind can be asked for.");
    }
    work.run(
        handle -> {
          Order order = openOrder(handle, actor, id, 0);
          Site site = People.site(handle, order.siteId());
          Tasks.make(
              handle,
              what,
              site.id(),
              order.patientId(),
              id,
              null,
              "No opening was found from " + order.earliest() + " to " + order.latest() + ".",
              Tasks.dueWithin(handle, site, what, false, order.latest(), work.now()),
              work.now());
          Audit.write(
              handle,
              work.now(),
              actor,
              "order.no_capacity",
              "order:" + id,
              order.patientId(),
              Audit.of("asked", what));
        });
  }

  /** An open order, locked; the version 0 is not compared. */
  static Order openOrder(Handle handle, Actor actor, String id, int version) {
    Order order = find(handle, actor, id, "for update");
    if (order.state() != Order.State.OPEN) {
      throw Refused.conflict(
          "The order " + id + " is no longer open (" + order.closeReason() + ").");
    }
    if (version != 0 && version != order.version()) {
      throw Refused.conflict(
          "The order was changed by somebody else since you opened it. Look at it again; nothing was changed.");
    }
    return order;
  }

  static boolean hasVisitAhead(Handle handle, String orderId) {
    return handle
        .createQuery(
            """
            select exists (select 1 from appointment
              where order_id = :id and state in ('held', 'booked', 'arrived'))
            """)
        .bind("id", orderId)
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean wasOffered(Handle handle, String orderId) {
    return handle
        .createQuery(
            "select exists (select 1 from offer where order_id = :id and answer = 'declined')")
        .bind("id", orderId)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * At half of an extension a clinician looks again at a wait that is still without a visit; a
   * booking ends that task.
   */
  private void lookAgain(Handle handle, Order order, LocalDate toLatest) {
    if (hasVisitAhead(handle, order.id())) {
      return;
    }
    Site site = People.site(handle, order.siteId());
    LocalDate today = site.dayOf(work.now());
    LocalDate from = order.latest().isBefore(today) ? today : order.latest();
    LocalDate half = from.plusDays((toLatest.toEpochDay() - from.toEpochDay()) / 2);
    LocalDate day = site.businessDays().counts(half) ? half : site.businessDays().after(half, 1);
    if (!day.isAfter(today) || day.isAfter(toLatest)) {
      return;
    }
    Tasks.make(
        handle,
        new Tasks.Wanted(
            TaskKind.EXTENSION_REVIEW,
            site.id(),
            order.patientId(),
            order.id(),
            null,
            null,
            order.id(),
            "Half of the longer wait has passed and no visit is booked.",
            false,
            WallClock.at(day, LocalTime.of(8, 0), site.zoneId())),
        WallClock.at(day, LocalTime.of(17, 0), site.zoneId()),
        work.now());
  }

  /** If nothing else keeps an open order on somebody's list, a booking task does. */
  private void keepOnList(Handle handle, Order order, String why) {
    boolean kept =
        hasVisitAhead(handle, order.id())
            || handle
                .createQuery(
                    "select exists (select 1 from task where order_id = :id and state = 'open')")
                .bind("id", order.id())
                .mapTo(Boolean.class)
                .one();
    if (!kept) {
      Site site = People.site(handle, order.siteId());
      Tasks.make(
          handle,
          order.kind() == VisitKind.FIRST ? TaskKind.BOOK_FIRST : TaskKind.BOOK_RETURN,
          site.id(),
          order.patientId(),
          order.id(),
          null,
          why,
          new DueTimes(site, work.now()).sameDay(),
          work.now());
    }
  }

  private void closeTask(Handle handle, Actor actor, String orderId, String kind, String outcome) {
    handle
        .createUpdate(
            """
            update task set state = 'done', outcome = :outcome, closed_at = :now, closed_by = :by, version = version + 1
            where order_id = :order and kind = :kind and state = 'open'
            """)
        .bind("outcome", outcome)
        .bind("now", work.now())
        .bind("by", actor.account())
        .bind("order", orderId)
        .bind("kind", kind)
        .execute();
  }

  private void end(Handle handle, Order order, String state, Actor actor, String reason) {
    end(handle, order.id(), state, actor, reason, work.now());
  }

  /** Ends an order and drops its tasks and its unanswered offers. */
  static void end(
      Handle handle, String orderId, String state, Actor actor, String reason, Instant now) {
    handle
        .createUpdate(
            """
            update visit_order set state = :state, closed_at = :now, closed_by = :by, close_reason = :reason,
              earlier_list = false, version = version + 1 where id = :id
            """)
        .bind("state", state)
        .bind("now", now)
        .bind("by", actor.account())
        .bind("reason", reason)
        .bind("id", orderId)
        .execute();
    Tasks.dropAll(handle, orderId, "the order ended: " + reason, now);
    handle
        .createUpdate(
            "update offer set answer = 'gone', answered_at = :now where order_id = :id and answer is null")
        .bind("now", now)
        .bind("id", orderId)
        .execute();
  }

  /**
   * Open orders of a clinic without a visit ahead, those that end soonest first.
   *
   * @param kind only of this kind, or null
   */
  public List<Unbooked> unbooked(Actor actor, String siteId, @Nullable VisitKind kind, int limit) {
    actor.require(Role::seesPatients, "Reading open orders");
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    return work.in(
        handle -> {
          List<Unbooked> list =
              handle
                  .createQuery(
                      """
                      select o.id, o.kind, o.patient_id, p.family_name || ', ' || p.given_name as patient_name,
                             o.clinician_id, o.earliest, o.target, o.latest, o.legal_limit, o.weight
                      from visit_order o join patient p on p.id = o.patient_id
                      where o.site_id = :site and o.state = 'open' and (cast(:kind as text) is null or o.kind = :kind)
                        and (not :ownOnly or o.clinician_id = :me)
                        and not exists (select 1 from appointment a where a.order_id = o.id
                                          and a.state in ('booked', 'arrived'))
                      order by o.latest, o.weight desc, o.id limit :limit
                      """)
                  .bind("site", siteId)
                  .bind("kind", kind == null ? null : kind.name().toUpperCase(Locale.ROOT))
                  .bind("ownOnly", Access.ownOnly(actor))
                  .bind("me", actor.clinicianId())
                  .bind("limit", limit)
                  .mapTo(Unbooked.class)
                  .list();
          Audit.write(
              handle,
              work.now(),
              actor,
              "order.list",
              "site:" + siteId,
              null,
              Audit.of("people", list.stream().map(Unbooked::patientId).distinct().count()));
          return list;
        });
  }

  /** An open order that nobody has booked. */
  public record Unbooked(
      String id,
      VisitKind kind,
      String patientId,
      String patientName,
      @Nullable String clinicianId,
      LocalDate earliest,
      LocalDate target,
      LocalDate latest,
      @Nullable LocalDate legalLimit,
      int weight) {}
}
