package org.duecourse.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.duecourse.booking.Clinician;
import org.duecourse.booking.EarlierList;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Opening;
import org.duecourse.booking.Weights;
import org.duecourse.booking.Wishes;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Offers of times. A place that is given back is offered to those who gain most by it, a batch at
 * once, since about one offer in ten is taken; the first to accept has it, by the same claim as any
 * booking, and the others are told at once. Whoever moves to it gives back another place, and so on
 * while somebody gains.
 */
public final class EarlierTimes {
  /** Why a patient declines; {@code later} asks for no earlier times. */
  public static final List<String> DECLINE_REASONS =
      List.of("time", "person", "mode", "not_needed", "later", "not_said");

  private static final int MOST_BATCHES = 5;
  private static final Duration TOO_NEAR = Duration.ofMinutes(30);

  private final Work work;

  EarlierTimes(Work work) {
    this.work = work;
  }

  /**
   * A message that somebody has to send or say.
   *
   * @param language of the person
   * @param token the secret of the link, or null where there is none or it was told
   * @param starts the time that it is about, or null
   */
  public record Notice(
      long id,
      String patientId,
      String patientName,
      String contactBy,
      @Nullable String phone,
      @Nullable String email,
      String language,
      String kind,
      @Nullable String orderId,
      @Nullable String offerId,
      @Nullable String token,
      Instant createdAt,
      @Nullable Instant starts,
      @Nullable Mode mode,
      @Nullable String clinicianName) {}

  /**
   * An offer as the patient sees it. The person is not named.
   *
   * @param open whether it can still be answered
   * @param visit what is booked for the order, whether from this offer or before; or null
   * @param callBy by when somebody at the clinic works on the order next, or null
   */
  public record ForPatient(
      Offer offer,
      Order order,
      Site site,
      String clinicianName,
      String orderingClinician,
      String language,
      boolean open,
      @Nullable Visit visit,
      @Nullable Instant callBy) {}

  /** What the work on freed places did. */
  public record Worked(int offered, int filled, int ended) {}

  /** Notes that a place was given back. */
  static void freed(Handle handle, Visit visit, Instant now) {
    handle
        .createUpdate(
            """
            insert into freed_place (block_id, clinician_id, site_id, during, freed_at)
            select b.id, b.clinician_id, b.site_id, tstzrange(:from, :to), :now from block b
            where b.id = :block and b.state = 'active' and b.purpose in ('FIRST', 'RETURN', 'CRISIS')
            """)
        .bind("from", visit.starts())
        .bind("to", visit.ends())
        .bind("now", now)
        .bind("block", visit.blockId())
        .execute();
  }

  /** One row = one freed place. */
  private record Freed(
      long id,
      long blockId,
      String clinicianId,
      String siteId,
      Instant starts,
      Instant ends,
      int batches) {
    Duration length() {
      return Duration.between(starts, ends);
    }
  }

  /**
   * Goes through the freed places: ends old offers and makes new ones. To be called every minute.
   */
  public Worked work() {
    expire();
    int offered = 0;
    int filled = 0;
    int ended = 0;
    List<Long> ids =
        work.read(
            handle ->
                handle
                    .createQuery(
                        "select id from freed_place where state in ('new', 'offered') order by freed_at, id limit 500")
                    .mapTo(Long.class)
                    .list());
    for (long id : ids) {
      switch (work.in(handle -> workOn(handle, id))) {
        case "offered" -> offered++;
        case "filled" -> filled++;
        case "ended" -> ended++;
        default -> {}
      }
    }
    return new Worked(offered, filled, ended);
  }

  private void expire() {
    work.run(
        handle ->
            handle
                .createUpdate(
                    "update offer set answer = 'expired', answered_at = :now where answer is null and expires_at < :now")
                .bind("now", work.now())
                .execute());
  }

  /** Works on one place; another program that does so already is left to it. */
  private String workOn(Handle handle, long id) {
    Instant now = work.now();
    Optional<Freed> found =
        handle
            .createQuery(
                """
                select id, block_id, clinician_id, site_id, lower(during) as starts, upper(during) as ends, batches
                from freed_place where id = :id and state in ('new', 'offered') for update skip locked
                """)
            .bind("id", id)
            .mapTo(Freed.class)
            .findOne();
    if (found.isEmpty()) {
      return "left";
    }
    Freed place = found.get();
    String batch = "freed:" + id;
    if (isTaken(handle, place)) {
      endOthers(handle, batch, null, now);
      return set(handle, place, "filled");
    }
    if (place.starts().isBefore(now.plus(TOO_NEAR)) || place.batches() >= MOST_BATCHES) {
      endOthers(handle, batch, null, now);
      return set(handle, place, "ended");
    }
    boolean waiting =
        handle
            .createQuery(
                "select exists (select 1 from offer where batch = :batch and answer is null)")
            .bind("batch", batch)
            .mapTo(Boolean.class)
            .one();
    if (waiting) {
      return "waiting";
    }
    return offerBatch(handle, place, batch, now);
  }

  private String offerBatch(Handle handle, Freed place, String batch, Instant now) {
    Site site = People.site(handle, place.siteId());
    Optional<Opening> opening = opening(handle, place);
    if (opening.isEmpty()) {
      return set(handle, place, "ended");
    }
    EarlierList list =
        EarlierList.rank(
            opening.get(), entries(handle, place, batch), now, site.zoneId(), Weights.DEFAULT);
    EarlierList.Batch shape = EarlierList.Batch.DEFAULT;
    int size = Math.min(site.offerBatch(), shape.size(place.starts(), now));
    List<EarlierList.Gain> gains = list.offers().stream().limit(size).toList();
    if (gains.isEmpty()) {
      return set(handle, place, "ended");
    }
    Instant expires =
        earlier(now.plus(site.offerMinutes(), ChronoUnit.MINUTES), place.starts().minus(TOO_NEAR));
    for (EarlierList.Gain gain : gains) {
      make(handle, site, place, opening.get(), gain, batch, now, expires);
    }
    handle.execute(
        "update freed_place set state = 'offered', batches = batches + 1 where id = ?", place.id());
    return "offered";
  }

  private static void make(
      Handle handle,
      Site site,
      Freed place,
      Opening opening,
      EarlierList.Gain gain,
      String batch,
      Instant now,
      Instant expires) {
    String orderId = gain.entry().order().id();
    boolean byLink = !site.offersByStaff();
    String token = byLink ? Tokens.make() : null;
    Mode ordered = gain.entry().order().mode();
    Mode mode = ordered != null ? ordered : first(opening.modes());
    Offered offered =
        handle
            .createQuery(
                """
                insert into offer (order_id, patient_id, block_id, clinician_id, site_id, mode, during, offered_at,
                  offered_by, channel, expires_at, batch, token_hash)
                select o.id, o.patient_id, :block, :clinician, :site, :mode,
                  tstzrange(:from, :from + o.minutes * interval '1 minute'), :now, 'desk', :channel, :expires, :batch, :hash
                from visit_order o where o.id = :order returning id, patient_id
                """)
            .bind("block", place.blockId())
            .bind("clinician", place.clinicianId())
            .bind("site", site.id())
            .bind("mode", mode.name())
            .bind("from", place.starts())
            .bind("now", now)
            .bind("channel", byLink ? "link" : "staff")
            .bind("expires", expires)
            .bind("batch", batch)
            .bind("hash", token == null ? null : Tokens.hash(token))
            .bind("order", orderId)
            .map((rs, context) -> new Offered(rs.getString(1), rs.getString(2)))
            .one();
    notice(handle, offered.patientId(), "offer", orderId, offered.id(), token, now);
    Audit.write(
        handle,
        now,
        Actor.DESK,
        "offer.make",
        "offer:" + offered.id(),
        offered.patientId(),
        Audit.of("order", orderId, "start", place.starts(), "points", Math.round(gain.points())));
  }

  private record Offered(String id, String patientId) {}

  private static Mode first(Set<Mode> modes) {
    return modes.stream().sorted().findFirst().orElse(Mode.IN_PERSON);
  }

  private static void notice(
      Handle handle,
      String patientId,
      String kind,
      String orderId,
      String offerId,
      @Nullable String token,
      Instant now) {
    handle
        .createUpdate(
            """
            insert into notice (patient_id, kind, order_id, offer_id, token, created_at)
            values (:patient, :kind, :order, :offer, :token, :now)
            """)
        .bind("patient", patientId)
        .bind("kind", kind)
        .bind("order", orderId)
        .bind("offer", offerId)
        .bind("token", token)
        .bind("now", now)
        .execute();
  }

  private static boolean isTaken(Handle handle, Freed place) {
    return handle
        .createQuery(
            """
            select exists (select 1 from claim
              where active and resource = (select resource from clinician where id = :clinician) and during && tstzrange(:from, :to))
            """)
        .bind("clinician", place.clinicianId())
        .bind("from", place.starts())
        .bind("to", place.ends())
        .mapTo(Boolean.class)
        .one();
  }

  private static String set(Handle handle, Freed place, String state) {
    handle.execute("update freed_place set state = ? where id = ?", state, place.id());
    return state;
  }

  private static Optional<Opening> opening(Handle handle, Freed place) {
    return handle
        .createQuery(
            "select "
                + Block.COLUMNS
                + " from block b where b.id = :id and b.state = 'active' and b.during @> tstzrange(:from, :to)")
        .bind("id", place.blockId())
        .bind("from", place.starts())
        .bind("to", place.ends())
        .mapTo(Block.class)
        .findOne()
        .map(
            block -> {
              Practitioner who = People.practitioner(handle, block.clinicianId());
              return new Opening(
                  block.id(),
                  block.siteId(),
                  new Clinician(who.id(), who.discipline(), Set.copyOf(who.languages()), true),
                  block.purpose(),
                  place.starts(),
                  place
                      .starts()
                      .plus(later(place.length(), Duration.ofMinutes(block.placeMinutes()))),
                  block.modes(),
                  block.releaseAt());
            });
  }

  /** Those who asked to hear of earlier times and were not offered this one yet. */
  private static List<EarlierList.Entry> entries(Handle handle, Freed place, String batch) {
    List<Order> orders =
        handle
            .createQuery(
                """
                select o.* from visit_order o join patient p on p.id = o.patient_id
                where o.site_id = :site and o.state = 'open' and o.earlier_list and p.contact_by <> 'none'
                  and not exists (select 1 from offer f where f.order_id = o.id and (f.batch = :batch or f.answer is null))
                order by o.latest, o.id limit 2000
                """)
            .bind("site", place.siteId())
            .bind("batch", batch)
            .mapTo(Order.class)
            .list();
    List<EarlierList.Entry> entries = new ArrayList<>();
    for (Order order : orders) {
      EarlierList.Booked booked =
          Visit.list(
                  handle,
                  "a.order_id = :id and a.state in ('held', 'booked', 'arrived')",
                  "id",
                  order.id())
              .stream()
              .findFirst()
              .map(v -> new EarlierList.Booked(v.starts(), v.clinicianId(), v.siteId(), v.mode()))
              .orElse(null);
      entries.add(
          new EarlierList.Entry(
              order.asOpenOrder(),
              booked,
              Searching.busy(handle, order.patientId(), order.id()),
              Wishes.NONE,
              Duration.ofHours(order.earlierNoticeHours())));
    }
    return entries;
  }

  /** The other offers of a batch are over; whoever had one is told. */
  private static void endOthers(
      Handle handle, String batch, @Nullable String acceptedId, Instant now) {
    handle
        .createUpdate(
            """
            with ended as (
              update offer set answer = 'gone', answered_at = :now
              where batch = :batch and answer is null and id is distinct from :accepted
              returning id, order_id, patient_id
            ), unsent as (
              delete from notice n using ended e where n.offer_id = e.id and n.told_at is null returning n.offer_id
            )
            insert into notice (patient_id, kind, order_id, offer_id, created_at)
            select e.patient_id, 'offer_gone', e.order_id, e.id, :now from ended e
            where e.id not in (select offer_id from unsent)
            """)
        .bind("now", now)
        .bind("batch", batch)
        .bind("accepted", acceptedId)
        .execute();
  }

  /** An offer by the secret of its link. */
  public ForPatient byToken(String token) {
    return work.in(
        handle -> {
          Offer offer = find(handle, token, "");
          Audit.write(
              handle,
              work.now(),
              Actor.PATIENT,
              "offer.read",
              "offer:" + offer.id(),
              offer.patientId(),
              Audit.of());
          return forPatient(handle, offer);
        });
  }

  private ForPatient forPatient(Handle handle, Offer offer) {
    Order order =
        handle
            .createQuery("select * from visit_order where id = :id")
            .bind("id", offer.orderId())
            .mapTo(Order.class)
            .one();
    String ordering =
        order.clinicianId() == null ? "" : People.practitioner(handle, order.clinicianId()).name();
    String language =
        handle
            .createQuery("select language from patient where id = :id")
            .bind("id", offer.patientId())
            .mapTo(String.class)
            .one();
    return new ForPatient(
        offer,
        order,
        People.site(handle, offer.siteId()),
        People.practitioner(handle, offer.clinicianId()).name(),
        ordering,
        language,
        offer.answer() == null
            && offer.expiresAt().isAfter(work.now())
            && order.state() == Order.State.OPEN,
        Visit.list(
                handle, "a.order_id = :id and a.state in ('booked', 'arrived')", "id", order.id())
            .stream()
            .findFirst()
            .orElse(null),
        Tasks.ofOrder(handle, order.id()).stream()
            .filter(task -> task.state().equals("open"))
            .map(Task::dueAt)
            .min(Instant::compareTo)
            .orElse(null));
  }

  private static Offer find(Handle handle, String token, String lock) {
    return handle
        .createQuery("select " + Offer.COLUMNS + " where f.token_hash = :hash " + lock)
        .bind("hash", Tokens.hash(token))
        .mapTo(Offer.class)
        .findOne()
        .orElseThrow(() -> Refused.notFound("This link is not known, or no longer."));
  }

  /**
   * The patient accepts by the link. A visit that the person has for this order is given up for it.
   */
  public Booking accept(String token) {
    String id = work.read(handle -> find(handle, token, "").id());
    return accept(Actor.PATIENT, id, "patient_link");
  }

  /** Staff note that the patient accepts. */
  public Booking accept(Actor actor, String offerId) {
    return accept(actor, offerId, "staff");
  }

  private Booking accept(Actor actor, String offerId, String channel) {
    try {
      return work.in(handle -> acceptOnce(handle, actor, offerId, channel));
    } catch (Bookings.TakenException e) {
      work.run(
          handle ->
              handle
                  .createUpdate(
                      "update offer set answer = 'gone', answered_at = :now where id = :id and answer is null")
                  .bind("now", work.now())
                  .bind("id", offerId)
                  .execute());
      return new Booking.Taken();
    }
  }

  private Booking acceptOnce(Handle handle, Actor actor, String offerId, String channel) {
    Instant now = work.now();
    lockBatch(handle, offerId);
    Offer offer = lock(handle, actor, offerId);
    if ("accepted".equals(offer.answer()) && offer.appointmentId() != null) {
      return new Booking.Done(
          Visit.list(handle, "a.id = :id", "id", offer.appointmentId()).getFirst());
    }
    if (offer.answer() != null || offer.expiresAt().isBefore(now)) {
      return new Booking.Taken();
    }
    Place place =
        new Place(offer.clinicianId(), offer.siteId(), offer.starts(), offer.mode(), null);
    Taking.Wanted probe =
        new Taking.Wanted(offer.orderId(), 0, place, false, null, null, null, channel);
    Taking.lapseInTheWay(handle, probe, now);
    List<Visit> ahead =
        Visit.list(
            handle,
            "a.order_id = :id and a.state in ('held', 'booked') for update",
            "id",
            offer.orderId());
    for (Visit visit : ahead) {
      if (visit.state() == VisitState.HELD) {
        Taking.lapse(handle, List.of(visit.id()), now);
      } else {
        Bookings.end(handle, actor, visit, Bookings.By.PATIENT, "moved: earlier time", now);
      }
    }
    Booking booking =
        Bookings.takeOnce(
            handle,
            actor,
            new Taking.Wanted(
                offer.orderId(),
                0,
                place,
                false,
                SetAside.because("earlier than the time before, accepted by the patient"),
                null,
                ahead.stream()
                    .filter(v -> v.state() == VisitState.BOOKED)
                    .map(Visit::id)
                    .findFirst()
                    .orElse(null),
                channel),
            now);
    if (!(booking instanceof Booking.Done done)) {
      throw Refused.conflict("The clinic's rules no longer allow this time. Nothing was changed.");
    }
    answer(handle, offer.id(), "accepted", null, done.visit().id(), now, actor);
    handle
        .createUpdate("update visit_order set earlier_list = false where id = :id")
        .bind("id", offer.orderId())
        .execute();
    if (offer.batch() != null) {
      endOthers(handle, offer.batch(), offer.id(), now);
      handle
          .createUpdate(
              "update freed_place set state = 'filled' where 'freed:' || id = :batch and state in ('new', 'offered')")
          .bind("batch", offer.batch())
          .execute();
    }
    Audit.write(
        handle,
        now,
        actor,
        "offer.accept",
        "offer:" + offer.id(),
        offer.patientId(),
        Audit.of("visit", done.visit().id()));
    return booking;
  }

  /**
   * An acceptance ends the other offers of its batch, so it takes all of them first, in one order:
   * two that answer at once wait for each other in turn instead of each for the other.
   */
  private static void lockBatch(Handle handle, String offerId) {
    handle
        .createQuery(
            """
            select id from offer where id = :id or batch = (select batch from offer where id = :id)
            order by id for update
            """)
        .bind("id", offerId)
        .mapTo(String.class)
        .list();
  }

  private static Offer lock(Handle handle, Actor actor, String offerId) {
    Offer offer =
        handle
            .createQuery("select " + Offer.COLUMNS + " where f.id = :id for update")
            .bind("id", offerId)
            .mapTo(Offer.class)
            .findOne()
            .orElseThrow(() -> Access.notThere("offer " + offerId));
    if (!actor.equals(Actor.PATIENT)) {
      Access.require(handle, actor, offer.siteId(), offer.patientId(), "offer " + offerId);
    }
    return offer;
  }

  /**
   * The patient declines by the link; the order stays open. With {@code later} the person asks not
   * to be told of earlier times.
   */
  public void decline(String token, String reason) {
    String id = work.read(handle -> find(handle, token, "").id());
    decline(Actor.PATIENT, id, reason);
  }

  /** Staff note that the patient declines. */
  public void decline(Actor actor, String offerId, String reason) {
    requireReason(reason);
    work.run(
        handle -> {
          Offer offer = lock(handle, actor, offerId);
          if (offer.answer() != null) {
            throw Refused.conflict("This offer has been answered already: " + offer.answer() + ".");
          }
          answer(handle, offerId, "declined", reason, null, work.now(), actor);
          if (reason.equals("later") || reason.equals("not_needed")) {
            handle
                .createUpdate("update visit_order set earlier_list = false where id = :id")
                .bind("id", offer.orderId())
                .execute();
          }
          Audit.write(
              handle,
              work.now(),
              actor,
              "offer.decline",
              "offer:" + offerId,
              offer.patientId(),
              Audit.of("reason", reason));
        });
  }

  /** The patient keeps the visit and wants to hear of earlier times. */
  public void askEarlier(String token, int noticeHours) {
    if (noticeHours < 0 || noticeHours > 720) {
      throw Refused.input("The notice that you need is 0 to 720 hours.");
    }
    work.run(
        handle -> {
          Offer offer = find(handle, token, "for update");
          handle.execute(
              "update visit_order set earlier_list = true, earlier_notice_hours = ? where id = ? and state = 'open'",
              noticeHours,
              offer.orderId());
          Audit.write(
              handle,
              work.now(),
              Actor.PATIENT,
              "order.earlier_on",
              "order:" + offer.orderId(),
              offer.patientId(),
              Audit.of("notice_hours", noticeHours));
        });
  }

  /**
   * Notes a time that staff offered and the patient's answer: the evidence of a patient's choice.
   *
   * @param answer accepted or declined
   * @param reason needed where declined
   */
  public String record(
      Actor actor, String orderId, Place place, String answer, @Nullable String reason) {
    if (!answer.equals("accepted") && !answer.equals("declined")) {
      throw Refused.input("An answer is accepted or declined.");
    }
    if (answer.equals("declined")) {
      requireReason(reason == null ? "" : reason);
    }
    return work.in(
        handle -> {
          Order order = Orders.openOrder(handle, actor, orderId, 0);
          return note(
              handle,
              actor,
              order.patientId(),
              orderId,
              place,
              place.start().plus(order.minutes(), ChronoUnit.MINUTES),
              answer,
              reason,
              work.now());
        });
  }

  /**
   * Notes what a patient said to the time of a booked visit, in the transaction at hand.
   *
   * @param reason needed where declined
   */
  public static void note(
      Handle handle,
      Actor actor,
      Visit visit,
      String answer,
      @Nullable String reason,
      Instant now) {
    note(
        handle,
        actor,
        visit.patientId(),
        visit.orderId(),
        new Place(
            visit.clinicianId(), visit.siteId(), visit.starts(), visit.mode(), visit.roomId()),
        visit.ends(),
        answer,
        reason,
        now);
  }

  private static String note(
      Handle handle,
      Actor actor,
      String patientId,
      String orderId,
      Place place,
      Instant ends,
      String answer,
      @Nullable String reason,
      Instant now) {
    String id =
        handle
            .createQuery(
                """
                insert into offer (order_id, patient_id, clinician_id, site_id, mode, during, offered_at, offered_by,
                  channel, expires_at, answer, answered_at, reason)
                values (:order, :patient, :clinician, :site, :mode, tstzrange(:from, :to), :now, :by, 'staff', :now,
                  :answer, :now, :reason) returning id
                """)
            .bind("order", orderId)
            .bind("patient", patientId)
            .bind("clinician", place.clinicianId())
            .bind("site", place.siteId())
            .bind("mode", place.mode().name())
            .bind("from", place.start())
            .bind("to", ends)
            .bind("now", now)
            .bind("by", actor.account())
            .bind("answer", answer)
            .bind("reason", answer.equals("declined") ? reason : null)
            .mapTo(String.class)
            .one();
    Audit.write(
        handle,
        now,
        actor,
        "offer." + answer,
        "offer:" + id,
        patientId,
        Audit.of("order", orderId, "start", place.start(), "reason", reason));
    return id;
  }

  /**
   * Messages of a clinic that nobody has sent or said yet, the oldest first. Offers that have ended
   * or were answered are not among them.
   */
  public List<Notice> toTell(Actor actor, String siteId, int limit) {
    actor.require(Role::seesPatients, "Reading messages to patients");
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    return work.in(
        handle -> {
          List<Notice> notices =
              handle
                  .createQuery(
                      """
                      select n.id, n.patient_id, p.family_name || ', ' || p.given_name as patient_name, p.contact_by, p.phone,
                             p.email, p.language, n.kind, n.order_id, n.offer_id, n.token, n.created_at,
                             lower(f.during) as starts, f.mode, c.name as clinician_name
                      from notice n join patient p on p.id = n.patient_id
                      left join offer f on f.id = n.offer_id
                      left join clinician c on c.id = f.clinician_id
                      where n.told_at is null and p.site_id = :site
                        and (n.kind <> 'offer' or (f.answer is null and f.expires_at > :now)) and
                      """
                          + Access.VISIBLE
                          + " order by n.created_at, n.id limit :limit")
                  .bind("site", siteId)
                  .bind("now", work.now())
                  .bindMap(Access.scope(actor))
                  .bindArray("sites", String.class, List.copyOf(actor.sites()))
                  .bind("limit", limit)
                  .mapTo(Notice.class)
                  .list();
          Audit.write(
              handle,
              work.now(),
              actor,
              "notice.list",
              "site:" + siteId,
              null,
              Audit.of("people", notices.stream().map(Notice::patientId).distinct().count()));
          return notices;
        });
  }

  /** Notes that a message was sent or said; the link in it is no longer shown. */
  public void told(Actor actor, long noticeId) {
    work.run(
        handle -> {
          NoticeAbout about =
              handle
                  .createQuery(
                      """
                      select n.patient_id, p.site_id from notice n join patient p on p.id = n.patient_id where n.id = :id
                      """)
                  .bind("id", noticeId)
                  .map((rs, context) -> new NoticeAbout(rs.getString(1), rs.getString(2)))
                  .findOne()
                  .orElseThrow(() -> Access.notThere("message " + noticeId));
          Access.require(handle, actor, about.siteId(), about.patientId(), "message " + noticeId);
          handle
              .createUpdate(
                  """
                  update notice set told_at = :now, told_by = :by, token = null where id = :id and told_at is null
                  """)
              .bind("now", work.now())
              .bind("by", actor.account())
              .bind("id", noticeId)
              .execute();
          Audit.write(
              handle,
              work.now(),
              actor,
              "notice.told",
              "notice:" + noticeId,
              about.patientId(),
              Audit.of());
        });
  }

  private record NoticeAbout(String patientId, String siteId) {}

  private static void answer(
      Handle handle,
      String offerId,
      String answer,
      @Nullable String reason,
      @Nullable String visitId,
      Instant now,
      Actor actor) {
    handle
        .createUpdate(
            """
            update offer set answer = :answer, reason = :reason, appointment_id = :visit, answered_at = :now where id = :id
            """)
        .bind("answer", answer.toLowerCase(Locale.ROOT))
        .bind("reason", reason)
        .bind("visit", visitId)
        .bind("now", now)
        .bind("id", offerId)
        .execute();
    // Whoever answered has heard of it.
    handle
        .createUpdate(
            "update notice set told_at = :now, told_by = :by, token = null where offer_id = :id and told_at is null")
        .bind("now", now)
        .bind("by", actor.account())
        .bind("id", offerId)
        .execute();
  }

  /** Refuses what is no reason for declining. */
  public static void requireReason(String reason) {
    if (!DECLINE_REASONS.contains(reason)) {
      throw Refused.input("Choose why: " + String.join(", ", DECLINE_REASONS) + ".");
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  static void register(org.jdbi.v3.core.Jdbi jdbi) {
    Work.records(jdbi, Freed.class);
  }
}
