package org.duecourse.desk;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.booking.Busy;
import org.duecourse.booking.Clinician;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.OpenOrder;
import org.duecourse.booking.Opening;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.Reason;
import org.duecourse.booking.Rules;
import org.duecourse.booking.VisitKind;
import org.duecourse.booking.Window;
import org.duecourse.booking.Windowing;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a place for an order: asks every rule, freezes how the day stands to the window, and writes
 * visit, claims, closed tasks, audit and answer in one statement. Whether the time is free is
 * decided by the exclusion constraint alone.
 */
final class Taking {
  private static final String FACTS = SqlFile.read("take-facts.sql");
  private static final String TAKE = SqlFile.read("take-place.sql");

  private Taking() {}

  /**
   * What is asked.
   *
   * @param orderId the order that the visit answers
   * @param version the version of the order that was seen, or 0 for any
   * @param hold whether the place is only held
   * @param setAside a rule set aside, or null
   * @param key the sender's key against doing twice, or null
   * @param replaces the visit that is moved here, or null
   * @param channel staff, patient_link, interface or import
   * @param visitId a reference that the visit brings along, or null to be given one
   */
  record Wanted(
      String orderId,
      int version,
      Place place,
      boolean hold,
      @Nullable SetAside setAside,
      @Nullable String key,
      @Nullable String replaces,
      String channel,
      @Nullable String visitId) {
    Wanted(
        String orderId,
        int version,
        Place place,
        boolean hold,
        @Nullable SetAside setAside,
        @Nullable String key,
        @Nullable String replaces,
        String channel) {
      this(orderId, version, place, hold, setAside, key, replaces, channel, null);
    }

    byte[] hash() {
      return Keys.hash(orderId + "|" + place + "|" + hold + "|" + setAside + "|" + replaces);
    }
  }

  /** What stands at the place; one row of take-facts.sql. */
  record Facts(
      OpenOrder order,
      String patientId,
      String state,
      int version,
      @Nullable String closeReason,
      ZoneId zone,
      int holdMinutes,
      Clinician clinician,
      boolean possible,
      @Nullable Opening opening,
      boolean protectedByTerm,
      @Nullable String aheadId,
      @Nullable String aheadState,
      @Nullable String aheadBy,
      @Nullable Instant aheadUntil,
      @Nullable String answeredVisit,
      byte @Nullable [] requestHash,
      List<Long> resources) {}

  /**
   * Tries once, in the transaction at hand. A double booking leaves as the constraint's exception.
   */
  static Booking once(Handle handle, Actor actor, Wanted wanted, Instant now) {
    Facts facts = facts(handle, actor, wanted);
    if (facts.requestHash() != null) {
      if (facts.answeredVisit() == null || !Arrays.equals(facts.requestHash(), wanted.hash())) {
        throw Keys.usedForOther();
      }
      return new Booking.Done(
          Visit.list(handle, "a.id = :id", "id", facts.answeredVisit()).getFirst());
    }
    requireOpen(facts, wanted);
    releaseAhead(handle, actor, facts, wanted, now);
    if (wanted.place().start().isBefore(now) && !wanted.channel().equals("import")) {
      throw Refused.input("This time has passed. Choose one ahead.");
    }
    LocalDateTime local = LocalDateTime.ofInstant(wanted.place().start(), facts.zone());
    Windowing windowing = Windowing.of(facts.order(), local.toLocalDate());
    List<Reason> reasons = reasons(facts, now);
    boolean noBlock = facts.opening() == null;
    boolean rulesBroken = noBlock || !reasons.isEmpty();
    if (rulesBroken || (!windowing.inWindow() && !wanted.hold())) {
      if (wanted.setAside() == null) {
        return new Booking.Against(reasons, windowing.daysOut(), noBlock);
      }
    }
    SetAside setAside = wanted.setAside();
    if (setAside != null && facts.protectedByTerm()) {
      throw Refused.conflict(Work.PROTECTED_WORDS);
    }
    if (setAside != null) {
      requireSettingAside(actor, wanted, rulesBroken || setAside.overlap());
    }
    return write(handle, actor, wanted, facts, now, local, windowing, names(reasons, noBlock));
  }

  private static void requireSettingAside(Actor actor, Wanted wanted, boolean rules) {
    if (wanted.channel().equals("patient_link") && !rules) {
      // An offer that is late, but earlier than what the person has, needs no further role.
      return;
    }
    actor.require(
        rules ? Role::overridesRules : Role::booksOutsideWindow,
        rules ? "Setting a booking rule aside" : "Booking outside the window");
  }

  private static List<String> names(List<Reason> reasons, boolean noBlock) {
    List<String> names = new ArrayList<>(reasons.stream().map(r -> r.rule().name()).toList());
    if (noBlock) {
      names.add("NO_BLOCK");
    }
    return names;
  }

  /** The rules that are against it, but for those that claims decide. */
  static List<Reason> reasons(Facts facts, Instant now) {
    // Whether the patient is free is left to the claims; the rules say what no claim can.
    return facts.opening() == null
        ? List.of()
        : Rules.against(facts.order(), facts.opening(), now, Busy.NONE).stream()
            .filter(reason -> reason.rule() != Reason.Rule.OTHER_SITE)
            .toList();
  }

  private static void requireOpen(Facts facts, Wanted wanted) {
    if (!facts.state().equals("open")) {
      throw Refused.conflict(
          "The order " + wanted.orderId() + " is no longer open (" + facts.closeReason() + ").");
    }
    if (wanted.version() != 0 && wanted.version() != facts.version()) {
      throw Refused.conflict(
          "The order was changed by somebody else since you opened it. Look at it again; nothing was booked.");
    }
    if (!facts.possible()) {
      throw Refused.input(
          "This clinician, room and clinic do not go together, or one of them is no longer active.");
    }
  }

  /** A hold of one's own, or one that has ended, gives way to the new choice. */
  private static void releaseAhead(
      Handle handle, Actor actor, Facts facts, Wanted wanted, Instant now) {
    if (facts.aheadId() == null || facts.aheadId().equals(wanted.replaces())) {
      return;
    }
    boolean gives =
        "held".equals(facts.aheadState())
            && (actor.account().equals(facts.aheadBy())
                || (facts.aheadUntil() != null && facts.aheadUntil().isBefore(now)));
    if (!gives) {
      throw Refused.conflict(
          "held".equals(facts.aheadState())
              ? "Somebody else is booking this order now (" + facts.aheadBy() + ")."
              : "This order has a visit ahead already. Maybe move that visit instead.");
    }
    lapse(handle, List.of(facts.aheadId()), now);
  }

  private static Booking write(
      Handle handle,
      Actor actor,
      Wanted wanted,
      Facts facts,
      Instant now,
      LocalDateTime local,
      Windowing windowing,
      List<String> rules) {
    Place place = wanted.place();
    Instant end = place.start().plus(facts.order().minutes(), ChronoUnit.MINUTES);
    Instant holdUntil = wanted.hold() ? now.plus(facts.holdMinutes(), ChronoUnit.MINUTES) : null;
    SetAside setAside = wanted.setAside();
    boolean overlap = setAside != null && setAside.overlap();
    VisitState state = wanted.hold() ? VisitState.HELD : VisitState.BOOKED;
    Long blockId = facts.opening() == null ? null : facts.opening().blockId();
    String reasonBy = setAside == null ? null : actor.account() + " (" + actor.roleWords() + ")";
    List<String> setAsideRules = new ArrayList<>(setAside == null ? List.of() : rules);
    if (overlap) {
      setAsideRules.add("OVERLAP");
    }
    Optional<String> id =
        handle
            .createQuery(TAKE)
            .bind("visitId", wanted.visitId())
            .bind("order", wanted.orderId())
            .bind("version", facts.version())
            .bind("block", blockId)
            .bind("patient", facts.patientId())
            .bind("clinician", place.clinicianId())
            .bind("site", place.siteId())
            .bind("room", place.roomId())
            .bind("kind", facts.order().kind().name())
            .bind("mode", place.mode().name())
            .bind("start", place.start())
            .bind("end", end)
            .bind("localStart", local)
            .bind("state", state.name().toLowerCase(Locale.ROOT))
            .bind("holdUntil", holdUntil)
            .bind("inWindow", windowing.inWindow())
            .bind("daysOut", windowing.daysOut())
            .bind("reason", setAside == null ? null : setAside.reason())
            .bind("reasonBy", reasonBy)
            .bind("rules", "{" + String.join(",", setAsideRules) + "}")
            .bind("replaces", wanted.replaces())
            .bind("channel", wanted.channel())
            .bind("bookedAt", wanted.hold() ? null : now)
            .bind("by", actor.account())
            .bind(
                "resources",
                "{"
                    + facts.resources().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(","))
                    + "}")
            .bind(
                "overlaps",
                "{" + overlap + ",false" + (place.roomId() == null ? "" : "," + overlap) + "}")
            .bind("now", now)
            .bind("role", actor.roleWords())
            .bind("action", wanted.hold() ? "visit.hold" : "visit.book")
            .bind("detail", detail(wanted, windowing, setAsideRules))
            .bind("key", wanted.key())
            .bind("hash", wanted.key() == null ? null : wanted.hash())
            .mapTo(String.class)
            .findOne();
    if (id.isEmpty()) {
      throw Refused.conflict(
          "The order or the clinician's time has just been changed. Look again; nothing was booked.");
    }
    Visit visit =
        new Visit(
            id.get(),
            wanted.orderId(),
            facts.patientId(),
            place.clinicianId(),
            place.siteId(),
            place.roomId(),
            blockId,
            null,
            null,
            facts.order().kind(),
            place.mode(),
            place.start(),
            end,
            local,
            state,
            holdUntil,
            windowing.inWindow(),
            windowing.daysOut(),
            setAside == null ? null : setAside.reason(),
            reasonBy,
            setAsideRules,
            wanted.replaces(),
            wanted.channel(),
            wanted.hold() ? null : now,
            actor.account(),
            null,
            null,
            1);
    return new Booking.Done(visit);
  }

  private static String detail(Wanted wanted, Windowing windowing, List<String> rules) {
    return Audit.json(
        Audit.of(
            "order",
            wanted.orderId(),
            "start",
            wanted.place().start(),
            "clinician",
            wanted.place().clinicianId(),
            "days_out",
            windowing.daysOut() == 0 ? null : windowing.daysOut(),
            "set_aside",
            rules.isEmpty() ? null : String.join(" ", rules),
            "replaces",
            wanted.replaces()));
  }

  /** Clinician, patient, and the room if there is one: in the order of the overlaps. */
  private static List<Long> resources(ResultSet rs) throws SQLException {
    List<Long> resources = new ArrayList<>();
    resources.add(rs.getLong("clinician_resource"));
    resources.add(rs.getLong("patient_resource"));
    long room = rs.getLong("room_resource");
    if (!rs.wasNull()) {
      resources.add(room);
    }
    return List.copyOf(resources);
  }

  /**
   * Ends holds of others that have run out and lie in the way.
   *
   * @return whether one was ended, so that trying again makes sense
   */
  static boolean lapseInTheWay(Handle handle, Wanted wanted, Instant now) {
    List<String> ended =
        handle
            .createQuery(
                """
                select distinct a.id from appointment a join claim c on c.appointment_id = a.id and c.active
                join visit_order o on o.id = :order
                where a.state = 'held' and a.hold_until < :now
                  and c.resource in (
                    select resource from clinician where id = :clinician
                    union all select resource from patient where id = o.patient_id
                    union all select resource from room where id = :room)
                  and c.during && tstzrange(:start, :start + o.minutes * interval '1 minute')
                """)
            .bind("order", wanted.orderId())
            .bind("now", now)
            .bind("clinician", wanted.place().clinicianId())
            .bind("room", wanted.place().roomId())
            .bind("start", wanted.place().start())
            .mapTo(String.class)
            .list();
    lapse(handle, ended, now);
    return !ended.isEmpty();
  }

  /** Ends holds and gives their time back; each is in the audit. */
  static void lapse(Handle handle, List<String> visitIds, Instant now) {
    if (visitIds.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            with ended as (
              update appointment set state = 'lapsed', hold_until = null, version = version + 1
              where id = any (:ids) and state = 'held' returning id, patient_id
            ), given_back as (
              update claim c set active = false from ended where c.appointment_id = ended.id and c.active
            )
            insert into audit (at, actor, role, action, subject, patient_id)
            select :now, :by, :role, 'visit.lapse', 'visit:' || id, patient_id from ended
            """)
        .bindArray("ids", String.class, visitIds)
        .bind("now", now)
        .bind("by", Actor.DESK.account())
        .bind("role", Actor.DESK.roleWords())
        .execute();
  }

  private static Facts facts(Handle handle, Actor actor, Wanted wanted) {
    Place place = wanted.place();
    Facts facts =
        handle
            .createQuery(FACTS)
            .bind("order", wanted.orderId())
            .bind("clinician", place.clinicianId())
            .bind("site", place.siteId())
            .bind("start", place.start())
            .bind("room", place.roomId())
            .bind("account", actor.account())
            .bind("key", wanted.key())
            .map((rs, context) -> facts(rs, place))
            .findOne()
            .orElseThrow(
                () ->
                    Refused.notFound(
                        "There is no such order, clinic or clinician that you may see."));
    if (!actor.equals(Actor.PATIENT)) {
      Access.require(
          handle, actor, facts.order().siteId(), facts.patientId(), "order " + wanted.orderId());
    }
    return facts;
  }

  /** One row of take-facts.sql. */
  static Facts facts(ResultSet rs, Place place) throws SQLException {
    OpenOrder order =
        new OpenOrder(
            rs.getString("id"),
            VisitKind.valueOf(rs.getString("kind")),
            rs.getString("order_site"),
            new Window(day(rs, "earliest"), day(rs, "target"), day(rs, "latest")),
            rs.getObject("legal_limit", LocalDate.class),
            rs.getInt("weight"),
            Continuity.valueOf(rs.getString("continuity")),
            rs.getString("clinician_id"),
            rs.getString("discipline"),
            rs.getString("language"),
            rs.getString("mode") == null ? null : Mode.valueOf(rs.getString("mode")),
            rs.getInt("minutes"));
    Clinician clinician =
        new Clinician(
            place.clinicianId(),
            rs.getString("clinician_discipline"),
            texts(rs.getArray("clinician_languages")),
            rs.getBoolean("takes_new_patients"));
    long block = rs.getLong("block_id");
    Opening opening =
        rs.wasNull()
            ? null
            : new Opening(
                block,
                place.siteId(),
                clinician,
                Purpose.valueOf(rs.getString("purpose")),
                place.start(),
                place.start().plus(order.minutes(), ChronoUnit.MINUTES),
                modes(rs.getArray("modes"), place.mode()),
                instant(rs, "release_at"));
    return new Facts(
        order,
        rs.getString("patient_id"),
        rs.getString("state"),
        rs.getInt("version"),
        rs.getString("close_reason"),
        ZoneId.of(rs.getString("zone")),
        rs.getInt("hold_minutes"),
        clinician,
        rs.getBoolean("clinician_active")
            && rs.getBoolean("works_there")
            && rs.getBoolean("room_there"),
        opening,
        rs.getBoolean("protected_by_term"),
        rs.getString("ahead_id"),
        rs.getString("ahead_state"),
        rs.getString("ahead_by"),
        instant(rs, "ahead_until"),
        rs.getString("answered_visit"),
        rs.getBytes("request_hash"),
        resources(rs));
  }

  /** The ways to meet there, narrowed to the one chosen if it is among them. */
  private static Set<Mode> modes(Array array, Mode chosen) throws SQLException {
    Set<Mode> modes = new HashSet<>();
    for (String mode : texts(array)) {
      modes.add(Mode.valueOf(mode));
    }
    if (!modes.contains(chosen)) {
      throw Refused.input(
          "At this time one can meet "
              + String.join(" or ", modes.stream().map(Taking::words).sorted().toList())
              + ", not "
              + words(chosen)
              + ".");
    }
    return Set.of(chosen);
  }

  private static String words(Mode mode) {
    return switch (mode) {
      case IN_PERSON -> "in person";
      case VIDEO -> "by video";
      case PHONE -> "by telephone";
    };
  }

  private static Set<String> texts(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }

  private static LocalDate day(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, LocalDate.class);
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** Whether a failure is somebody else's claim on the same time. */
  static boolean isTaken(StatementException e) {
    return Work.brokenConstraint(e).equals(Work.DOUBLE_BOOKING);
  }
}
