package org.duecourse.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.BlockCut;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
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

  private static final int LONGEST_PLACE = 60;

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

  /**
   * What {@link #propose} would refuse: every problem at once, by the name of the part. Empty: it
   * can be proposed.
   */
  public List<Problem> problems(Actor actor, Proposal asked) {
    return work.in(
        handle -> {
          requireSide(handle, actor, asked.clinicianId(), asked.siteId());
          return check(handle, asked.siteId()).problems(asked);
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
          List<Problem> problems = check(handle, asked.siteId()).problems(asked);
          if (!problems.isEmpty()) {
            throw new Refused(Fault.INPUT, "The swap was not proposed.", problems);
          }
          SwapCheck.Times times = SwapCheck.Times.of(asked, site);
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
                  .bind("weeks", check(handle, site.id()).withinWeeks(asked.day()))
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
          SwapCheck.Times times = SwapCheck.Times.of(swap);
          List<Problem> problems =
              check(handle, swap.siteId())
                  .inTheWay(swap.clinicianId(), swap.takenDay(), swap.givenDay(), times);
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
          SwapEnd end = new SwapEnd(handle, now);
          due.forEach(swap -> end.of(swap, desk.people().site(swap.siteId())));
          return due.size();
        });
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

  /**
   * The agreed swaps of a clinic that take or give time between two days, both included, by the day
   * that is taken; the pages of the day show them.
   */
  public List<Swap> agreed(String siteId, LocalDate from, LocalDate to) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + Swap.COLUMNS
                        + """
                         where s.site_id = :site and s.state in ('open', 'kept', 'broken')
                          and (s.taken_day between :from and :to or s.given_day between :from and :to)
                        order by s.taken, s.id
                        """)
                .bind("site", siteId)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Swap.class)
                .list());
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

  private SwapCheck check(Handle handle, String siteId) {
    return new SwapCheck(handle, desk.people().site(siteId), work.now());
  }

  private void audit(
      Handle handle, Actor actor, String action, Swap swap, java.util.Map<String, ?> detail) {
    Audit.write(handle, work.now(), actor, action, "swap:" + swap.id(), null, detail);
  }
}
