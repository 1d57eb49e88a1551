package org.duecourse.crisis;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.VisitKind;
import org.duecourse.crisis.CoverPlan.Named;
import org.duecourse.crisis.CoverPlan.Piece;
import org.duecourse.crisis.CoverPlan.Stretch;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.CrisisGaps;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Keys;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.Work;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The crisis service of each clinic. Cover is the crisis time of the weeks and the people named
 * beside it, without whoever is away; requests run from the call over the first contact to the
 * visit, with a clock of 4 or 24 hours, and each step is in the audit.
 */
public final class Crisis {
  /** How a request can come. */
  public static final List<String> CHANNELS = List.of("phone", "walk_in", "referral", "message");

  /** Hours in which the person has to be seen. */
  public static final Map<String, Integer> HOURS = Map.of("emergency", 4, "urgent", 24);

  private static final int DAYS_TO_RETURN = 7;
  private static final int WEIGHT_OF_RISK = 6;
  private static final int MINUTES = 45;
  private static final int MOST_WEEKS = 26;

  private final Desk desk;
  private final Work work;

  private Crisis(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
    work.know(CrisisRequest.class);
  }

  /** The crisis service over an open desk. */
  public static Crisis over(Desk desk) {
    return new Crisis(desk);
  }

  /**
   * Who answers through a day of a clinic; empty where it is closed. A clinic is open on a day with
   * any time for visits, from the first of its time to the last, whether or not somebody is away.
   */
  public List<Piece> cover(String siteId, LocalDate day) {
    return work.read(handle -> cover(handle, desk.people().site(siteId), day));
  }

  private static List<Piece> cover(Handle handle, Site site, LocalDate day) {
    List<Stretch> open =
        handle
            .createQuery(
                """
                select min(lower(during)) as starts, max(upper(during)) as ends from block
                where site_id = :site and day = :day and state in ('active', 'absent')
                having bool_or(purpose in ('FIRST', 'RETURN', 'CRISIS', 'GROUP'))
                """)
            .bind("site", site.id())
            .bind("day", day)
            .map((rs, context) -> new Stretch(at(rs, 1), at(rs, 2)))
            .list();
    if (open.isEmpty()) {
      return List.of();
    }
    Stretch all = open.getFirst();
    return CoverPlan.of(
        all,
        named(
            handle,
            """
            select clinician_id, lower(during), upper(during) from block
            where site_id = :site and purpose = 'CRISIS' and state = 'active' and during && tstzrange(:from, :to)
            union all
            select clinician_id, lower(during), upper(during) from crisis_cover
            where site_id = :site and ended_at is null and during && tstzrange(:from, :to)
            """,
            site.id(),
            all),
        named(
            handle,
            """
            select c.id, lower(a.during), upper(a.during) from absence a
            join clinician c on c.id = a.clinician_id
              or (a.clinician_id is null and exists (
                select 1 from clinician_site cs where cs.clinician_id = c.id and cs.site_id = a.site_id))
            where a.withdrawn_at is null and a.during && tstzrange(:from, :to)
              and (a.site_id is null or a.site_id = :site)
            """,
            site.id(),
            all));
  }

  private static Instant at(ResultSet rs, int column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static List<Named> named(Handle handle, String sql, String siteId, Stretch in) {
    return handle
        .createQuery(sql)
        .bind("site", siteId)
        .bind("from", in.from())
        .bind("to", in.to())
        .map((rs, context) -> new Named(rs.getString(1), new Stretch(at(rs, 2), at(rs, 3))))
        .list();
  }

  /** Names somebody to answer crises; gaps that this closes are off the task list at once. */
  public void name(
      Actor actor, String siteId, String clinicianId, Instant from, Instant to, String how) {
    name(actor, siteId, clinicianId, from, to, how, 1);
  }

  /**
   * Names somebody to answer crises, on the same day and at the same hours of so many weeks; gaps
   * that this closes are off the task list at once.
   *
   * @param weeks 1 to 26
   */
  public void name(
      Actor actor,
      String siteId,
      String clinicianId,
      Instant from,
      Instant to,
      String how,
      int weeks) {
    requireManager(actor);
    requireAt(actor, siteId);
    if (!from.isBefore(to) || Duration.between(from, to).toHours() > 24) {
      throw Refused.input("Name somebody for up to 24 hours, from an earlier time to a later.");
    }
    if (weeks < 1 || weeks > MOST_WEEKS) {
      throw Refused.input("Name somebody for 1 to " + MOST_WEEKS + " weeks.");
    }
    if (!List.of("in_person", "phone").contains(how)) {
      throw Refused.input("Choose whether the person is there in person or by phone.");
    }
    if (!desk.people().practitioner(clinicianId).active()) {
      throw Refused.input("This clinician does not work here any more.");
    }
    Site site = desk.people().site(siteId);
    ZonedDateTime begins = from.atZone(site.zoneId());
    ZonedDateTime ends = to.atZone(site.zoneId());
    work.run(
        handle -> {
          for (int week = 0; week < weeks; week++) {
            Stretch during =
                new Stretch(begins.plusWeeks(week).toInstant(), ends.plusWeeks(week).toInstant());
            name(handle, actor, site, clinicianId, during, how);
          }
        });
  }

  private void name(
      Handle handle, Actor actor, Site site, String clinicianId, Stretch during, String how) {
    long id =
        handle
            .createQuery(
                """
                insert into crisis_cover (site_id, clinician_id, during, how, named_by, named_at)
                values (:site, :clinician, tstzrange(:from, :to), :how, :by, :now) returning id
                """)
            .bind("site", site.id())
            .bind("clinician", clinicianId)
            .bind("from", during.from())
            .bind("to", during.to())
            .bind("how", how)
            .bind("by", actor.account())
            .bind("now", work.now())
            .mapTo(Long.class)
            .one();
    Audit.write(
        handle,
        work.now(),
        actor,
        "cover.name",
        "cover:" + id,
        null,
        Audit.of(
            "site", site.id(), "clinician", clinicianId, "from", during.from(), "to", during.to()));
    CrisisGaps.raise(handle, site, site.dayOf(during.from()), site.dayOf(during.to()), work.now());
  }

  /**
   * Looks over the cover of all clinics for four weeks: each day with a time without anybody is a
   * task of the manager, and one that has none any more is settled. Done by the desk itself.
   *
   * @return days with a gap
   */
  public int raiseGaps() {
    int gaps = 0;
    for (Site site : desk.people().sites()) {
      if (site.active()) {
        LocalDate today = site.dayOf(work.now());
        gaps +=
            work.in(
                handle ->
                    CrisisGaps.raise(
                        handle, site, today, today.plusDays(CrisisGaps.DAYS_AHEAD), work.now()));
      }
    }
    return gaps;
  }

  /** A request to enter: a known person, or how the caller is called until the record is known. */
  public record NewRequest(
      String siteId, @Nullable String patientId, String caller, String channel, String urgency) {}

  /** Enters a request; its clock runs from now. */
  public String enter(Actor actor, NewRequest wanted) {
    return enter(actor, wanted, null);
  }

  /** Enters a request, once for each key; its clock runs from now. */
  public String enter(Actor actor, NewRequest wanted, @Nullable String key) {
    actor.require(Crisis::enters, "Entering a crisis");
    requireAt(actor, wanted.siteId());
    Integer hours = HOURS.get(wanted.urgency());
    if (hours == null || !CHANNELS.contains(wanted.channel())) {
      throw Refused.input("Choose how it came, and whether it is an emergency or urgent.");
    }
    String caller = wanted.caller().strip();
    if ((wanted.patientId() == null && caller.isEmpty()) || caller.length() > 80) {
      throw Refused.input("Name the person's record, or the caller in up to 80 characters.");
    }
    return Keys.once(
            work,
            actor,
            key,
            "crisis " + wanted,
            handle -> List.of(enter(handle, actor, wanted, caller, hours)))
        .getFirst();
  }

  private String enter(Handle handle, Actor actor, NewRequest wanted, String caller, int hours) {
    Instant now = work.now();
    if (wanted.patientId() != null) {
      Access.patient(handle, actor, wanted.patientId());
    }
    Instant due = now.plus(Duration.ofHours(hours));
    String id =
        handle
            .createQuery(
                """
                      insert into crisis_request (site_id, patient_id, caller, channel, urgency, received_at, due_at, entered_by)
                      values (:site, :patient, :caller, :channel, :urgency, :now, :due, :by) returning id
                      """)
            .bind("site", wanted.siteId())
            .bind("patient", wanted.patientId())
            .bind("caller", caller)
            .bind("channel", wanted.channel())
            .bind("urgency", wanted.urgency())
            .bind("now", now)
            .bind("due", due)
            .bind("by", actor.account())
            .mapTo(String.class)
            .one();
    Tasks.about(
        handle,
        TaskKind.CRISIS_REQUEST,
        wanted.siteId(),
        wanted.patientId(),
        id,
        "Somebody asked for help at once.",
        due,
        now);
    audit(handle, actor, "crisis.create", id, wanted.patientId());
    return id;
  }

  /** Open requests of a clinic, the one due first on top; the reading is in the audit. */
  public List<CrisisRequest> queue(Actor actor, String siteId) {
    actor.require(Crisis::enters, "Reading the crisis queue");
    requireAt(actor, siteId);
    return work.in(
        handle -> {
          List<CrisisRequest> open =
              handle
                  .createQuery(
                      CrisisRequest.SQL
                          + " where r.site_id = :site and r.closed_at is null order by r.due_at, r.id")
                  .bind("site", siteId)
                  .mapTo(CrisisRequest.class)
                  .list();
          Audit.write(
              handle,
              work.now(),
              actor,
              "crisis.list",
              "site:" + siteId,
              null,
              Audit.of("people", open.size()));
          return open;
        });
  }

  /** A clinician has spoken with the person. */
  public void contacted(Actor actor, String id) {
    step(
        actor,
        id,
        "crisis.contact",
        "contacted_at = coalesce(contacted_at, :now), contacted_by = coalesce(contacted_by, :by)",
        false,
        Map.of());
  }

  /** The person was seen: the request is closed. */
  public void seen(Actor actor, String id) {
    step(
        actor,
        id,
        "crisis.seen",
        """
        contacted_at = coalesce(contacted_at, :now), contacted_by = coalesce(contacted_by, :by), seen_at = :now,
        seen_by = :by, closed_at = :now, outcome = 'seen'
        """,
        true,
        Map.of());
  }

  /**
   * A warm transfer: the other side has accepted the person.
   *
   * @param to person or service that takes over
   * @param acceptedBy who accepted there
   */
  public void transferred(Actor actor, String id, String to, String acceptedBy) {
    if (to.strip().length() < 2
        || to.length() > 120
        || acceptedBy.isBlank()
        || acceptedBy.length() > 80) {
      throw Refused.input(
          "Say who takes over, and who accepted there: a transfer without an answer is not warm.");
    }
    step(
        actor,
        id,
        "crisis.transfer",
        """
        transferred_to = :to, transferred_at = :now, transferred_by = :by, accepted_by = :accepted, closed_at = :now,
        outcome = 'transferred'
        """,
        true,
        Map.of("to", to.strip(), "accepted", acceptedBy.strip()));
  }

  private void step(
      Actor actor, String id, String action, String set, boolean closes, Map<String, String> more) {
    actor.require(Crisis::answers, "Answering a crisis");
    work.run(
        handle -> {
          CrisisRequest request = lock(handle, actor, id);
          if (request.closedAt() != null) {
            throw Refused.conflict("This request is closed already: " + request.outcome() + ".");
          }
          handle
              .createUpdate(
                  "update crisis_request set " + set + ", version = version + 1 where id = :id")
              .bind("now", work.now())
              .bind("by", actor.account())
              .bind("id", id)
              .bindMap(more)
              .execute();
          if (closes) {
            Tasks.settle(handle, TaskKind.CRISIS_REQUEST, id, action, work.now());
          }
          audit(handle, actor, action, id, request.patientId());
        });
  }

  /** The record of a caller who was not known yet. */
  public void known(Actor actor, String id, String patientId) {
    actor.require(Crisis::enters, "Saying who a caller is");
    work.run(
        handle -> {
          CrisisRequest request = lock(handle, actor, id);
          if (request.patientId() != null) {
            throw Refused.conflict("The person of this request is known already.");
          }
          Access.patient(handle, actor, patientId);
          handle.execute(
              "update crisis_request set patient_id = ?, caller = '', version = version + 1 where id = ?",
              patientId,
              id);
          audit(handle, actor, "crisis.known", id, patientId);
        });
  }

  /**
   * Orders the return visit after a crisis: within seven days, of the weight of a risk.
   *
   * @return the order
   */
  public String orderReturn(Actor actor, String id, String clinicianId) {
    actor.require(Crisis::answers, "Ordering the visit after a crisis");
    return work.in(
        handle -> {
          // The request is locked while the order is entered: two clicks at once order one visit.
          CrisisRequest request = lock(handle, actor, id);
          String patient = request.patientId();
          if (patient == null) {
            throw Refused.conflict("Say first who the person is.");
          }
          if (request.orderId() != null) {
            throw Refused.conflict(
                "The visit after it is ordered already: " + request.orderId() + ".");
          }
          String order =
              desk.orders()
                  .enter(actor, after(request, patient, clinicianId), "crisis-" + id)
                  .getFirst();
          handle.execute(
              "update crisis_request set order_id = ?, version = version + 1 where id = ?",
              order,
              id);
          audit(handle, actor, "crisis.order", id, patient);
          return order;
        });
  }

  private NewOrder after(CrisisRequest request, String patient, String clinicianId) {
    LocalDate today = desk.people().site(request.siteId()).dayOf(work.now());
    return new NewOrder(
        VisitKind.RETURN,
        patient,
        request.siteId(),
        clinicianId,
        today,
        today.plusDays(1),
        today.plusDays(DAYS_TO_RETURN - 2L),
        today.plusDays(DAYS_TO_RETURN),
        WEIGHT_OF_RISK,
        "risk",
        Continuity.PREFERRED,
        null,
        null,
        null,
        MINUTES,
        "urgent",
        1,
        DAYS_TO_RETURN);
  }

  /**
   * How requests of a clinic were answered between two days, both included; no person is in it.
   *
   * @param urgency emergency or urgent
   * @param received how many came
   * @param contacted of whom somebody spoke with so many in the clock's time
   * @param answered seen or handed over in the clock's time
   * @param late answered after it, or still open past it
   * @param open still open
   */
  public record Response(
      String urgency, int received, int contacted, int answered, int late, int open) {}

  /** How requests were answered, emergencies first. */
  public List<Response> responses(Actor actor, String siteId, LocalDate from, LocalDate to) {
    requireAt(actor, siteId);
    Site site = desk.people().site(siteId);
    List<Response> responses = new ArrayList<>();
    for (String urgency : List.of("emergency", "urgent")) {
      responses.add(
          work.read(
              handle ->
                  handle
                      .createQuery(
                          """
                          select :urgency as urgency, count(*)::int as received,
                                 count(*) filter (where contacted_at <= due_at)::int as contacted,
                                 count(*) filter (where coalesce(seen_at, transferred_at) <= due_at)::int as answered,
                                 count(*) filter (where coalesce(seen_at, transferred_at, :now) > due_at)::int as late,
                                 count(*) filter (where closed_at is null)::int as open
                          from crisis_request
                          where site_id = :site and urgency = :urgency
                            and cast(received_at at time zone :zone as date) between :from and :to
                          """)
                      .bind("urgency", urgency)
                      .bind("now", work.now())
                      .bind("site", siteId)
                      .bind("zone", site.zone())
                      .bind("from", from)
                      .bind("to", to)
                      .map(
                          (rs, context) ->
                              new Response(
                                  rs.getString("urgency"),
                                  rs.getInt("received"),
                                  rs.getInt("contacted"),
                                  rs.getInt("answered"),
                                  rs.getInt("late"),
                                  rs.getInt("open")))
                      .one()));
    }
    return responses;
  }

  private static CrisisRequest find(Handle handle, Actor actor, String id, String lock) {
    CrisisRequest request =
        handle
            .createQuery(CrisisRequest.SQL + " where r.id = :id " + lock)
            .bind("id", id)
            .mapTo(CrisisRequest.class)
            .findOne()
            .orElseThrow(() -> Access.notThere("crisis " + id));
    if (!actor.isAt(request.siteId())) {
      throw Access.notThere("crisis " + id);
    }
    return request;
  }

  private static CrisisRequest lock(Handle handle, Actor actor, String id) {
    return find(handle, actor, id, "for update of r");
  }

  private void audit(
      Handle handle, Actor actor, String action, String id, @Nullable String patientId) {
    Audit.write(handle, work.now(), actor, action, "crisis:" + id, patientId, Audit.of());
  }

  /** Who enters requests and sees the queue. */
  static boolean enters(Role role) {
    return answers(role) || role == Role.SCHEDULER;
  }

  /** Who answers them. */
  static boolean answers(Role role) {
    return Set.of(Role.CRISIS_CLINICIAN, Role.TRIAGE_CLINICIAN, Role.CLINIC_MANAGER).contains(role);
  }

  private static void requireManager(Actor actor) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER,
        "Naming people for crises");
  }

  private static void requireAt(Actor actor, String siteId) {
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
  }
}
