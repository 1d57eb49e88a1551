package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Time without a clinician or a clinic. Blocks under it offer no places; visits under it are
 * cancelled by the clinic, and their orders are on somebody's list the same day.
 */
public final class Absences {
  /** Why somebody is away. */
  public static final List<String> KINDS =
      List.of("illness", "leave", "closure", "strike", "other");

  private final Work work;

  Absences(Work work) {
    this.work = work;
  }

  /**
   * A notice of absence.
   *
   * @param siteId the clinic; with a clinician, that person's time there only; null: everywhere
   * @param clinicianId who; null: everybody at the clinic
   */
  public record Absence(
      long id,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant starts,
      Instant ends,
      String kind,
      Instant declaredAt,
      String declaredBy,
      @Nullable Instant withdrawnAt) {
    static final String COLUMNS =
        "id, site_id, clinician_id, lower(during) as starts, upper(during) as ends, kind, declared_at, declared_by,"
            + " withdrawn_at";
  }

  /** The visits that an absence would displace, by time; nothing is changed. */
  public List<Visit> displaced(
      Actor actor,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to) {
    requireScope(actor, siteId, clinicianId, from, to);
    return work.read(handle -> displaced(handle, siteId, clinicianId, from, to, ""));
  }

  /**
   * Enters an absence and cancels what lies under it.
   *
   * @return the visits that were cancelled
   */
  public List<Visit> declare(
      Actor actor,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to,
      String kind) {
    return declare(actor, siteId, clinicianId, from, to, kind, null);
  }

  /**
   * Enters an absence, once for each key, and cancels what lies under it.
   *
   * @param key the sender's key against doing twice, or null
   * @return the visits that were cancelled
   */
  public List<Visit> declare(
      Actor actor,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to,
      String kind,
      @Nullable String key) {
    return declare(actor, siteId, clinicianId, from, to, kind, key, false);
  }

  /**
   * Enters an absence that is announced: its time offers no places from now on, but its visits stay
   * booked until a plan moves them. Each has a task meanwhile. What is still there when its own day
   * has come and the absence has begun is cancelled then; visits of later days go on waiting for a
   * plan. Groups and holds end at once.
   *
   * @return the visits that lie in it
   */
  public List<Visit> announce(
      Actor actor,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to,
      String kind,
      @Nullable String key) {
    return declare(actor, siteId, clinicianId, from, to, kind, key, true);
  }

  private List<Visit> declare(
      Actor actor,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to,
      String kind,
      @Nullable String key,
      boolean planned) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER, "Entering an absence");
    requireScope(actor, siteId, clinicianId, from, to);
    if (!KINDS.contains(kind)) {
      throw Refused.input("Choose why: " + String.join(", ", KINDS) + ".");
    }
    List<String> ended =
        Keys.once(
            work,
            actor,
            key,
            "absence "
                + siteId
                + "|"
                + clinicianId
                + "|"
                + from
                + "|"
                + to
                + "|"
                + kind
                + (planned ? "|planned" : ""),
            handle -> {
              Instant now = work.now();
              long id =
                  handle
                      .createQuery(
                          """
                      insert into absence (site_id, clinician_id, during, kind, declared_at, declared_by, planned)
                      values (:site, :clinician, tstzrange(:from, :to), :kind, :now, :by, :planned) returning id
                      """)
                      .bind("site", siteId)
                      .bind("clinician", clinicianId)
                      .bind("from", from)
                      .bind("to", to)
                      .bind("kind", kind)
                      .bind("now", now)
                      .bind("by", actor.account())
                      .bind("planned", planned)
                      .mapTo(Long.class)
                      .one();
              cut(handle, siteId, clinicianId, from, to);
              List<Visit> seats = cancelGroups(handle, actor, siteId, clinicianId, from, to, kind);
              List<Visit> displaced =
                  displaced(handle, siteId, clinicianId, from, to, "for update");
              for (Visit visit : displaced) {
                if (visit.state() == VisitState.HELD) {
                  Taking.lapse(handle, List.of(visit.id()), now);
                } else if (planned && !hasCome(handle, visit, from, now)) {
                  toMove(handle, visit, from, now);
                } else {
                  Bookings.end(handle, actor, visit, Bookings.By.CLINIC, "absence: " + kind, now);
                  Bookings.reopen(handle, visit, Bookings.By.CLINIC, now);
                }
              }
              CrisisGaps.ofAbsence(handle, sites(handle, siteId, clinicianId), from, to, now);
              Audit.write(
                  handle,
                  now,
                  actor,
                  "absence.declare",
                  "absence:" + id,
                  null,
                  Audit.of(
                      "site",
                      siteId,
                      "clinician",
                      clinicianId,
                      "from",
                      from,
                      "to",
                      to,
                      "kind",
                      kind,
                      "visits",
                      displaced.size() + seats.size()));
              List<Visit> all = new ArrayList<>(seats);
              all.addAll(displaced);
              return all.stream().map(Visit::id).toList();
            });
    return work.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + Visit.COLUMNS
                        + " from appointment a where a.id = any(:ids) order by lower(a.during), a.id")
                .bindArray("ids", String.class, ended)
                .mapTo(Visit.class)
                .list());
  }

  /** The clinics at which somebody is missing then. */
  private static List<String> sites(
      Handle handle, @Nullable String siteId, @Nullable String clinicianId) {
    return siteId != null
        ? List.of(siteId)
        : handle
            .createQuery(
                "select site_id from clinician_site where clinician_id = :clinician order by site_id")
            .bind("clinician", clinicianId)
            .mapTo(String.class)
            .list();
  }

  /** Visits of an absence that is taken back stay where they are, and nobody has to move them. */
  private static void dropMoves(Handle handle, Absence absence, Instant now) {
    for (Visit visit :
        displaced(
            handle,
            absence.siteId(),
            absence.clinicianId(),
            absence.starts(),
            absence.ends(),
            "")) {
      handle
          .createUpdate(
              """
              update task set state = 'dropped', outcome = 'the absence was taken back', closed_at = :now,
                closed_by = 'desk', version = version + 1
              where appointment_id = :visit and kind = 'move_displaced' and state = 'open'
              """)
          .bind("now", now)
          .bind("visit", visit.id())
          .execute();
    }
  }

  /** Whether a visit in an absence can no longer be moved ahead of its day. */
  private static boolean hasCome(Handle handle, Visit visit, Instant absenceBegins, Instant now) {
    Site site = People.site(handle, visit.siteId());
    return !absenceBegins.isAfter(now) && !site.dayOf(visit.starts()).isAfter(site.dayOf(now));
  }

  private static void toMove(Handle handle, Visit visit, Instant absenceBegins, Instant now) {
    Site site = People.site(handle, visit.siteId());
    Instant day = WallClock.at(site.dayOf(visit.starts()), LocalTime.MIN, site.zoneId());
    Instant last = absenceBegins.isAfter(day) ? absenceBegins : day;
    Instant soon = new DueTimes(site, now).businessDays(1);
    Tasks.make(
        handle,
        TaskKind.MOVE_DISPLACED,
        visit.siteId(),
        visit.patientId(),
        visit.orderId(),
        visit.id(),
        "The clinician will be away; the visit stands until it is moved.",
        soon.isBefore(last) ? soon : last,
        now);
  }

  /** An absence of the account's clinics. */
  public Absence absence(Actor actor, long id) {
    return work.read(handle -> find(handle, actor, id, ""));
  }

  private static Absence find(Handle handle, Actor actor, long id, String lock) {
    Absence absence =
        handle
            .createQuery("select " + Absence.COLUMNS + " from absence where id = :id " + lock)
            .bind("id", id)
            .mapTo(Absence.class)
            .findOne()
            .orElseThrow(() -> Access.notThere("absence " + id));
    String site = absence.siteId();
    // An absence everywhere belongs to accounts of all clinics, which entered it.
    if (site == null ? !actor.sites().isEmpty() : !actor.isAt(site)) {
      throw Access.notThere("absence " + id);
    }
    return absence;
  }

  /**
   * The booked visits that lie in a standing absence, by time. What a named role booked into it
   * knowingly, with a reason, stays there.
   */
  public static List<Visit> stillIn(Handle handle, Absence absence) {
    return absence.withdrawnAt() != null
        ? List.of()
        : displaced(
                handle,
                absence.siteId(),
                absence.clinicianId(),
                absence.starts(),
                absence.ends(),
                "")
            .stream()
            .filter(visit -> visit.state() == VisitState.BOOKED)
            .filter(visit -> !isBookedInto(visit, absence))
            .toList();
  }

  private static boolean isBookedInto(Visit visit, Absence absence) {
    Instant booked = visit.bookedAt();
    return booked != null
        && !booked.isBefore(absence.declaredAt())
        && !visit.channel().equals("import")
        && !visit.overrideRules().isEmpty();
  }

  /**
   * What a planned absence that has begun has not moved by the day of the visit is cancelled, with
   * a task the same day.
   */
  static int endWhatWasNotMoved(Handle handle, Instant now) {
    List<Absence> begun =
        handle
            .createQuery(
                "select "
                    + Absence.COLUMNS
                    + """
                     from absence where planned and withdrawn_at is null and lower(during) <= :now
                      and upper(during) > cast(:now as timestamptz) - interval '7 days'
                    order by id
                    """)
            .bind("now", now)
            .mapTo(Absence.class)
            .list();
    int ended = 0;
    for (Absence absence : begun) {
      for (Visit visit : stillIn(handle, absence)) {
        if (!hasCome(handle, visit, absence.starts(), now)) {
          continue;
        }
        Bookings.end(
            handle, Actor.DESK, visit, Bookings.By.CLINIC, "absence: " + absence.kind(), now);
        Bookings.reopen(handle, visit, Bookings.By.CLINIC, now);
        ended++;
      }
    }
    return ended;
  }

  private List<Visit> cancelGroups(
      Handle handle,
      Actor actor,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to,
      String kind) {
    List<Long> groups =
        handle
            .createQuery(
                """
                select id from group_session where state = 'planned' and during && tstzrange(:from, :to)
                  and (cast(:site as text) is null or site_id = :site)
                  and (cast(:clinician as text) is null or clinician_id = :clinician) order by id
                """)
            .bind("from", from)
            .bind("to", to)
            .bind("site", siteId)
            .bind("clinician", clinicianId)
            .mapTo(Long.class)
            .list();
    List<Visit> seats = new ArrayList<>();
    for (long id : groups) {
      seats.addAll(
          Visit.list(
              handle, "a.group_session_id = :id and a.state = 'booked' order by a.id", "id", id));
      Groups.cancel(handle, actor, Groups.session(handle, id), "absence: " + kind, work.now());
    }
    return seats;
  }

  /** Absences that have not ended and were not taken back, by time. */
  public List<Absence> ahead(String siteId) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + Absence.COLUMNS
                        + """
                         from absence where withdrawn_at is null and upper(during) > :now
                          and (site_id = :site or clinician_id in (
                            select clinician_id from clinician_site where site_id = :site))
                        order by lower(during)
                        """)
                .bind("now", work.now())
                .bind("site", siteId)
                .mapTo(Absence.class)
                .list());
  }

  /** Absences that ended in the last half year and were not taken back, the newest first. */
  public List<Absence> ended(String siteId) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + Absence.COLUMNS
                        + """
                         from absence where withdrawn_at is null and upper(during) <= :now
                          and upper(during) > cast(:now as timestamptz) - interval '180 days'
                          and (site_id = :site or clinician_id in (
                            select clinician_id from clinician_site where site_id = :site))
                        order by lower(during) desc
                        """)
                .bind("now", work.now())
                .bind("site", siteId)
                .mapTo(Absence.class)
                .list());
  }

  /** Takes an absence back: its blocks offer places again. Visits that were cancelled stay so. */
  public void withdraw(Actor actor, long id) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER,
        "Taking an absence back");
    work.run(
        handle -> {
          Absence absence = find(handle, actor, id, "for update");
          if (absence.withdrawnAt() != null) {
            return;
          }
          handle.execute(
              "update absence set withdrawn_at = ? where id = ?",
              work.now().atOffset(java.time.ZoneOffset.UTC),
              id);
          handle
              .createUpdate(
                  """
                  update block b set state = 'active', version = version + 1
                  where b.state = 'absent' and b.during && tstzrange(:from, :to)
                    and (cast(:site as text) is null or b.site_id = :site)
                    and (cast(:clinician as text) is null or b.clinician_id = :clinician)
                    and not exists (select 1 from block o where o.resource = b.resource and o.state = 'active'
                      and o.during && b.during)
                    and not exists (select 1 from absence x where x.withdrawn_at is null and x.during && b.during
                      and (x.site_id is null or x.site_id = b.site_id)
                      and (x.clinician_id is null or x.clinician_id = b.clinician_id))
                  """)
              .bind("from", absence.starts())
              .bind("to", absence.ends())
              .bind("site", absence.siteId())
              .bind("clinician", absence.clinicianId())
              .execute();
          dropMoves(handle, absence, work.now());
          CrisisGaps.ofAbsence(
              handle,
              sites(handle, absence.siteId(), absence.clinicianId()),
              absence.starts(),
              absence.ends(),
              work.now());
          Audit.write(
              handle, work.now(), actor, "absence.withdraw", "absence:" + id, null, Audit.of());
        });
  }

  private static void requireScope(
      Actor actor,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to) {
    if (siteId == null && clinicianId == null) {
      throw Refused.input("Name the clinic, the clinician, or both.");
    }
    if (!from.isBefore(to)) {
      throw Refused.input("An absence runs forward: its end comes after its beginning.");
    }
    if (siteId != null && !actor.isAt(siteId)) {
      throw Refused.notAllowed("This account does not work at the clinic " + siteId + ".");
    }
    if (siteId == null && !actor.sites().isEmpty()) {
      throw Refused.notAllowed("This account enters absences at its own clinics; name the clinic.");
    }
  }

  private static List<Visit> displaced(
      Handle handle,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to,
      String lock) {
    return handle
        .createQuery(
            "select "
                + Visit.COLUMNS
                + """
                 from appointment a where a.state in ('held', 'booked') and a.during && tstzrange(:from, :to)
                  and (cast(:site as text) is null or a.site_id = :site)
                  and (cast(:clinician as text) is null or a.clinician_id = :clinician)
                order by lower(a.during), a.id
                """
                + lock)
        .bind("from", from)
        .bind("to", to)
        .bind("site", siteId)
        .bind("clinician", clinicianId)
        .mapTo(Visit.class)
        .list();
  }

  /** Blocks made after an absence was entered lie under it like the others. */
  static void cutNewBlocks(Handle handle, Site site) {
    List<Absence> standing =
        handle
            .createQuery(
                "select "
                    + Absence.COLUMNS
                    + """
                     from absence where withdrawn_at is null and (site_id is null or site_id = :site)
                      and exists (select 1 from block b where b.site_id = :site and b.state = 'active'
                        and b.during && absence.during
                        and (absence.clinician_id is null or absence.clinician_id = b.clinician_id))
                    order by id
                    """)
            .bind("site", site.id())
            .mapTo(Absence.class)
            .list();
    standing.forEach(a -> cut(handle, site.id(), a.clinicianId(), a.starts(), a.ends()));
  }

  /**
   * Takes an absence out of the blocks under it.
   *
   * <pre>
   *   block     |-------- active --------|
   *   absence            |-----|
   *   becomes   |-active-|absent|-active-|
   * </pre>
   */
  private static void cut(
      Handle handle,
      @Nullable String siteId,
      @Nullable String clinicianId,
      Instant from,
      Instant to) {
    List<Block> under =
        handle
            .createQuery(
                "select "
                    + Block.COLUMNS
                    + """
                     from block b where b.state = 'active' and b.during && tstzrange(:from, :to)
                      and (cast(:site as text) is null or b.site_id = :site)
                      and (cast(:clinician as text) is null or b.clinician_id = :clinician)
                    order by b.id for update
                    """)
            .bind("from", from)
            .bind("to", to)
            .bind("site", siteId)
            .bind("clinician", clinicianId)
            .mapTo(Block.class)
            .list();
    for (Block block : under) {
      boolean whole = !block.starts().isBefore(from) && !block.ends().isAfter(to);
      handle.execute(
          "update block set state = ?, version = version + 1 where id = ?",
          whole ? "absent" : "replaced",
          block.id());
      if (!whole) {
        Instant gone = later(block.starts(), from);
        Instant back = earlier(block.ends(), to);
        piece(handle, block, block.starts(), gone, "active");
        piece(handle, block, gone, back, "absent");
        piece(handle, block, back, block.ends(), "active");
      }
    }
  }

  private static void piece(Handle handle, Block block, Instant from, Instant to, String state) {
    if (!from.isBefore(to)) {
      return;
    }
    Site site = People.site(handle, block.siteId());
    LocalDateTime start = LocalDateTime.ofInstant(from, site.zoneId());
    LocalDateTime end = LocalDateTime.ofInstant(to, site.zoneId());
    handle
        .createUpdate(
            """
            insert into block (clinician_id, site_id, day, local_start, local_end, during, purpose, place_minutes, modes,
                               release_at, template_block_id, state)
            select clinician_id, site_id, day, :localStart, :localEnd, tstzrange(:from, :to), purpose, place_minutes, modes,
                   release_at, template_block_id, :state
            from block where id = :id
            """)
        .bind("localStart", start.toLocalTime())
        .bind("localEnd", end.toLocalTime())
        .bind("from", from)
        .bind("to", to)
        .bind("state", state)
        .bind("id", block.id())
        .execute();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
