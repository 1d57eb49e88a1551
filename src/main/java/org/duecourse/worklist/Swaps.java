package org.duecourse.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Block;
import org.duecourse.desk.BlockCut;
import org.duecourse.desk.Desk;
import org.duecourse.desk.DueTimes;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.WallClock;
import org.duecourse.desk.Work;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Swaps of protected time: one stretch becomes time for visits, another becomes protected in its
 * place. The clinician whose time it is and a manager both agree, whoever of the two proposed it;
 * nobody does so alone. From then on the swap stands against the floor of both weeks until its day
 * has come; the desk then says whether it was kept.
 */
public final class Swaps {
  /** For what protected time can be taken. */
  public static final Set<Purpose> FOR = EnumSet.of(Purpose.RETURN, Purpose.FIRST, Purpose.CRISIS);

  /** What can become protected in its place, where no visit lies in it. */
  private static final Set<Purpose> GIVES =
      EnumSet.of(Purpose.RETURN, Purpose.FIRST, Purpose.ADMIN);

  private static final int LEAST_MINUTES = 15;
  private static final int MOST_MINUTES = 480;
  private static final int LONGEST_PLACE = 60;
  private static final int USUAL_WEEKS = 2;

  private final Desk desk;
  private final Work work;

  Swaps(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
    work.know(Swap.class);
  }

  /**
   * What is proposed.
   *
   * @param from wall-clock beginning of the time that is taken
   * @param to its end
   * @param purpose what it is for then
   * @param givenFrom wall-clock beginning of the time in its place, which is as long
   * @param reason why, without names of patients
   */
  public record Proposal(
      String clinicianId,
      String siteId,
      LocalDate day,
      LocalTime from,
      LocalTime to,
      Purpose purpose,
      LocalDate givenDay,
      LocalTime givenFrom,
      String reason) {
    /** The same for time that is taken on another day. */
    public Proposal on(LocalDate other) {
      return new Proposal(
          clinicianId, siteId, other, from, to, purpose, givenDay, givenFrom, reason);
    }
  }

  /** A proposal as instants. */
  private record Times(Instant from, Instant to, Instant givenFrom, Instant givenTo) {
    static Times of(Proposal asked, Site site) {
      Instant from = WallClock.at(asked.day(), asked.from(), site.zoneId());
      Instant to = WallClock.at(asked.day(), asked.to(), site.zoneId());
      Instant given = WallClock.at(asked.givenDay(), asked.givenFrom(), site.zoneId());
      return new Times(from, to, given, given.plus(Duration.between(from, to)));
    }

    static Times of(Swap swap) {
      return new Times(swap.takenStarts(), swap.takenEnds(), swap.givenStarts(), swap.givenEnds());
    }
  }

  /**
   * What {@link #propose} would refuse: every problem at once, by the name of the part. Empty: it
   * can be proposed.
   */
  public List<Problem> problems(Actor actor, Proposal asked) {
    return work.in(
        handle -> {
          requireSide(handle, actor, asked.clinicianId(), asked.siteId());
          return problems(handle, asked, desk.people().site(asked.siteId()));
        });
  }

  /**
   * Proposes a swap; the other side has to agree.
   *
   * @return its number
   */
  public long propose(Actor actor, Proposal asked) {
    return work.in(
        handle -> {
          boolean own = requireSide(handle, actor, asked.clinicianId(), asked.siteId());
          Site site = desk.people().site(asked.siteId());
          List<Problem> problems = problems(handle, asked, site);
          if (!problems.isEmpty()) {
            throw new Refused(Fault.INPUT, "The swap was not proposed.", problems);
          }
          Times times = Times.of(asked, site);
          long id =
              handle
                  .createQuery(
                      """
                      insert into protected_swap (clinician_id, site_id, taken_day, taken, purpose, given_day, given,
                        within_weeks, reason, proposed_at, proposed_by, clinician_by, manager_by, state)
                      values (:clinician, :site, :day, tstzrange(:from, :to), :purpose, :givenDay,
                        tstzrange(:givenFrom, :givenTo), :weeks, :reason, :now, :by, :clinicianBy, :managerBy, 'proposed')
                      returning id
                      """)
                  .bind("clinician", asked.clinicianId())
                  .bind("site", site.id())
                  .bind("day", asked.day())
                  .bind("from", times.from())
                  .bind("to", times.to())
                  .bind("purpose", asked.purpose().name())
                  .bind("givenDay", asked.givenDay())
                  .bind("givenFrom", times.givenFrom())
                  .bind("givenTo", times.givenTo())
                  .bind("weeks", withinWeeks(handle, site.id(), asked.day()))
                  .bind("reason", asked.reason().strip())
                  .bind("now", work.now())
                  .bind("by", actor.account())
                  .bind("clinicianBy", own ? actor.account() : null)
                  .bind("managerBy", own ? null : actor.account())
                  .mapTo(Long.class)
                  .one();
          Audit.write(
              handle,
              work.now(),
              actor,
              "swap.propose",
              "swap:" + id,
              null,
              Audit.of(
                  "clinician",
                  asked.clinicianId(),
                  "from",
                  times.from(),
                  "to",
                  times.to(),
                  "given",
                  times.givenFrom(),
                  "reason",
                  asked.reason().strip()));
          return id;
        });
  }

  /** Agrees to what the other side proposed: the blocks change at once. */
  public void agree(Actor actor, long id, int version) {
    work.run(
        handle -> {
          work.tellTime(handle);
          Swap swap = lock(handle, actor, id, version);
          boolean own = swap.clinicianId().equals(actor.clinicianId());
          if (own ? swap.clinicianBy() != null : swap.managerBy() != null) {
            throw Refused.conflict(
                own
                    ? "You have agreed already; a manager of the clinic has to agree too."
                    : "A manager has agreed already; the clinician has to agree too.");
          }
          Site site = desk.people().site(swap.siteId());
          Times times = Times.of(swap);
          List<Problem> problems =
              inTheWay(handle, swap.clinicianId(), site, swap.takenDay(), swap.givenDay(), times);
          if (!problems.isEmpty()) {
            throw new Refused(Fault.CONFLICT, "The swap cannot be agreed to any more.", problems);
          }
          handle
              .createUpdate(
                  """
                  update protected_swap set state = 'open', agreed_at = :now,
                    clinician_by = coalesce(clinician_by, :clinicianBy), manager_by = coalesce(manager_by, :managerBy),
                    version = version + 1 where id = :id
                  """)
              .bind("now", work.now())
              .bind("clinicianBy", own ? actor.account() : null)
              .bind("managerBy", own ? null : actor.account())
              .bind("id", id)
              .execute();
          long minutes = swap.minutes();
          BlockCut.into(
              handle,
              site,
              swap.clinicianId(),
              swap.takenDay(),
              times.from(),
              times.to(),
              swap.purpose(),
              (int) (minutes % LONGEST_PLACE == 0 ? LONGEST_PLACE : minutes));
          BlockCut.into(
              handle,
              site,
              swap.clinicianId(),
              swap.givenDay(),
              times.givenFrom(),
              times.givenTo(),
              Purpose.PROTECTED,
              (int) Math.min(minutes, LONGEST_PLACE));
          audit(handle, actor, "swap.agree", swap, Audit.of("clinician", swap.clinicianId()));
        });
  }

  /** Says no to a proposal, or takes it back. */
  public void refuse(Actor actor, long id, int version, String answer) {
    if (answer.strip().length() < 5 || answer.length() > 200) {
      throw Refused.input("Say why, in 5 to 200 characters.");
    }
    work.run(
        handle -> {
          Swap swap = lock(handle, actor, id, version);
          handle
              .createUpdate(
                  """
                  update protected_swap set state = 'refused', closed_at = :now, closed_by = :by, answer = :answer,
                    version = version + 1 where id = :id
                  """)
              .bind("now", work.now())
              .bind("by", actor.account())
              .bind("answer", answer.strip())
              .bind("id", id)
              .execute();
          audit(handle, actor, "swap.refuse", swap, Audit.of("clinician", swap.clinicianId()));
        });
  }

  /**
   * Looks at the swaps whose day has come: kept where the clinician was there and no visit lay over
   * the time in its place, else broken, with a task for the manager. What was proposed and not
   * answered before its time is refused.
   *
   * @return how many were closed
   */
  public int settle() {
    return work.in(
        handle -> {
          Instant now = work.now();
          List<Swap> due =
              handle
                  .createQuery(
                      "select "
                          + Swap.COLUMNS
                          + """
                           where s.state = 'open' and upper(s.given) <= :now
                             or s.state = 'proposed' and least(lower(s.taken), lower(s.given)) <= :now
                          order by s.id for update of s skip locked
                          """)
                  .bind("now", now)
                  .mapTo(Swap.class)
                  .list();
          due.forEach(swap -> settle(handle, swap, now));
          return due.size();
        });
  }

  private void settle(Handle handle, Swap swap, Instant now) {
    String state =
        swap.state().equals("proposed") ? "refused" : wasKept(handle, swap) ? "kept" : "broken";
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
          new DueTimes(desk.people().site(swap.siteId()), now).businessDays(5),
          now);
    }
    audit(handle, Actor.DESK, "swap." + state, swap, Audit.of("clinician", swap.clinicianId()));
  }

  private static boolean wasKept(Handle handle, Swap swap) {
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

  /** The swaps of a clinic's clinicians, those that wait for a word first; for who runs it. */
  public List<Swap> ofClinic(Actor actor, String siteId) {
    if (!ProtectedTime.manages(actor) || !actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    return list("s.site_id = :of", siteId);
  }

  /** The own swaps of a clinician, those that wait for a word first. */
  public List<Swap> own(Actor actor) {
    return actor.clinicianId() == null
        ? List.of()
        : list("s.clinician_id = :of", actor.clinicianId());
  }

  /** What waits for this account's word: as the clinician, or as who runs a clinic. */
  public List<Swap> waitingFor(Actor actor, String siteId) {
    List<Swap> waiting =
        new ArrayList<>(own(actor).stream().filter(Swap::waitsForClinician).toList());
    if (ProtectedTime.manages(actor) && actor.isAt(siteId)) {
      ofClinic(actor, siteId).stream()
          .filter(Swap::waitsForManager)
          .filter(swap -> !swap.clinicianId().equals(actor.clinicianId()))
          .forEach(waiting::add);
    }
    return waiting;
  }

  private List<Swap> list(String which, @Nullable String of) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + Swap.COLUMNS
                        + "where "
                        + which
                        + " order by s.state <> 'proposed', s.state <> 'open', s.taken_day desc, s.id desc limit 200")
                .bind("of", of)
                .mapTo(Swap.class)
                .list());
  }

  /** A swap that the account may see. */
  public Swap swap(Actor actor, long id) {
    return work.in(handle -> seen(handle, actor, id, ""));
  }

  private static Swap seen(Handle handle, Actor actor, long id, String lock) {
    return handle
        .createQuery("select " + Swap.COLUMNS + "where s.id = :id" + lock)
        .bind("id", id)
        .mapTo(Swap.class)
        .findOne()
        .filter(
            swap ->
                swap.clinicianId().equals(actor.clinicianId())
                    || (ProtectedTime.manages(actor) && actor.isAt(swap.siteId())))
        .orElseThrow(() -> Access.notThere("swap " + id));
  }

  private static Swap lock(Handle handle, Actor actor, long id, int version) {
    Swap swap = seen(handle, actor, id, " for update of s");
    if (!swap.state().equals("proposed")) {
      throw Refused.conflict("This swap is answered already: it is " + swap.state() + ".");
    }
    if (version != 0 && version != swap.version()) {
      throw Refused.conflict("The swap was changed by somebody else. Look at it again.");
    }
    return swap;
  }

  /**
   * Refuses who is neither of the two sides.
   *
   * @return whether it is the clinician
   */
  private static boolean requireSide(
      Handle handle, Actor actor, String clinicianId, String siteId) {
    boolean worksThere =
        handle
            .createQuery(
                "select exists (select 1 from clinician_site where clinician_id = :clinician and site_id = :site)")
            .bind("clinician", clinicianId)
            .bind("site", siteId)
            .mapTo(Boolean.class)
            .one();
    boolean own = clinicianId.equals(actor.clinicianId());
    if (!worksThere || !(own || (ProtectedTime.manages(actor) && actor.isAt(siteId)))) {
      throw Access.notThere("clinician " + clinicianId);
    }
    return own;
  }

  private static int withinWeeks(Handle handle, String siteId, LocalDate day) {
    return handle
        .createQuery(
            """
            select t.swap_weeks from contract_term t
            where t.kind = 'protected_hours_week' and t.valid @> cast(:day as date)
              and (t.site_id is null or t.site_id = :site)
            order by t.site_id is null limit 1
            """)
        .bind("day", day)
        .bind("site", siteId)
        .mapTo(Integer.class)
        .findOne()
        .orElse(USUAL_WEEKS);
  }

  private List<Problem> problems(Handle handle, Proposal asked, Site site) {
    List<Problem> problems = new ArrayList<>();
    if (asked.reason().strip().length() < 5 || asked.reason().length() > 200) {
      problems.add(
          new Problem("reason", "Say why, in 5 to 200 characters, without a patient's name."));
    }
    if (!FOR.contains(asked.purpose())) {
      problems.add(
          new Problem("purpose", "Choose what the time is for: return, first or crisis visits."));
    }
    long minutes = ChronoUnit.MINUTES.between(asked.from(), asked.to());
    if (minutes < LEAST_MINUTES || minutes > MOST_MINUTES) {
      problems.add(
          new Problem(
              "end",
              asked.from()
                  + " to "
                  + asked.to()
                  + ": a swap takes "
                  + LEAST_MINUTES
                  + " minutes to "
                  + MOST_MINUTES / 60
                  + " hours of one day."));
      return problems;
    }
    int weeks = withinWeeks(handle, site.id(), asked.day());
    if (Math.abs(ChronoUnit.DAYS.between(asked.day(), asked.givenDay())) > 7L * weeks) {
      problems.add(
          new Problem(
              "givenDay",
              asked.givenDay()
                  + " is more than "
                  + weeks
                  + (weeks == 1 ? " week" : " weeks")
                  + " from "
                  + asked.day()
                  + ". Maybe choose a nearer day."));
    }
    problems.addAll(
        inTheWay(
            handle,
            asked.clinicianId(),
            site,
            asked.day(),
            asked.givenDay(),
            Times.of(asked, site)));
    return problems;
  }

  /** What keeps the two stretches from being swapped now. */
  private List<Problem> inTheWay(
      Handle handle,
      String clinicianId,
      Site site,
      LocalDate takenDay,
      LocalDate givenDay,
      Times times) {
    List<Problem> problems = new ArrayList<>();
    if (times.from().isBefore(work.now())) {
      problems.add(new Problem("day", "The time that is taken has begun already."));
    }
    if (times.givenFrom().isBefore(work.now())) {
      problems.add(new Problem("givenDay", "The time in its place has begun already."));
    }
    boolean inside =
        BlockCut.under(handle, clinicianId, times.from(), times.to()).stream()
            .anyMatch(
                block ->
                    block.purpose() == Purpose.PROTECTED
                        && block.siteId().equals(site.id())
                        && !block.starts().isAfter(times.from())
                        && !block.ends().isBefore(times.to()));
    if (!inside || !site.dayOf(times.from()).equals(takenDay)) {
      problems.add(
          new Problem(
              "day",
              "On " + takenDay + " no block of protected time holds that stretch at this clinic."));
    }
    if (!site.dayOf(times.givenFrom()).equals(givenDay)
        || !site.dayOf(times.givenTo().minusSeconds(1)).equals(givenDay)) {
      problems.add(new Problem("givenStart", "The time in its place ends on the same day."));
    }
    for (Block block : BlockCut.under(handle, clinicianId, times.givenFrom(), times.givenTo())) {
      if (!GIVES.contains(block.purpose()) || !block.siteId().equals(site.id())) {
        problems.add(
            new Problem(
                "givenStart",
                "On "
                    + givenDay
                    + " the clinician has time then that cannot be given: "
                    + block.purpose().name().toLowerCase(java.util.Locale.ROOT)
                    + ". It lies in free time, or in return, first or administrative time of this clinic."));
      }
    }
    if (isTaken(handle, clinicianId, times.givenFrom(), times.givenTo())) {
      problems.add(
          new Problem(
              "givenStart",
              "A visit or a group lies in the time in its place. Maybe move it first."));
    }
    if (isAway(handle, clinicianId, site.id(), times.givenFrom(), times.givenTo())) {
      problems.add(new Problem("givenDay", "The clinician is away then."));
    }
    return problems;
  }

  private static boolean isTaken(Handle handle, String clinicianId, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            select exists (select 1 from claim k join clinician c on c.resource = k.resource
              where c.id = :clinician and k.active and k.during && tstzrange(:from, :to))
            """)
        .bind("clinician", clinicianId)
        .bind("from", from)
        .bind("to", to)
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean isAway(
      Handle handle, String clinicianId, String siteId, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            select exists (select 1 from absence x where x.withdrawn_at is null and x.during && tstzrange(:from, :to)
              and (x.site_id is null or x.site_id = :site) and (x.clinician_id is null or x.clinician_id = :clinician))
            """)
        .bind("clinician", clinicianId)
        .bind("site", siteId)
        .bind("from", from)
        .bind("to", to)
        .mapTo(Boolean.class)
        .one();
  }

  private void audit(
      Handle handle, Actor actor, String action, Swap swap, java.util.Map<String, ?> detail) {
    Audit.write(handle, work.now(), actor, action, "swap:" + swap.id(), null, detail);
  }
}
