package org.duecourse.worklist;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.desk.Work;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Terms of contracts as dated data: adopted by a manager of all clinics, never overwritten, only
 * ended. A term holds for whole weeks. Where one is adopted for a clinic and another for all, the
 * clinic's own counts there.
 */
public final class ContractTerms {
  /** Why a term gives relief. */
  public static final List<String> RELIEFS = List.of("leave", "demand_spike");

  private static final int YEARS = 10;

  private final Desk desk;
  private final Work work;

  private ContractTerms(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
    work.know(ContractTerm.class, Relief.class, TermWeek.class);
  }

  /** Terms over an open desk. */
  public static ContractTerms over(Desk desk) {
    return new ContractTerms(desk);
  }

  /**
   * A term to adopt.
   *
   * @param siteId the clinic; null: all clinics
   * @param triggerMonths after so many months missed the employer has to hire; null: no such clause
   * @param from the Monday from which it holds
   * @param source where it is written
   */
  public record NewTerm(
      ContractTerm.Kind kind,
      @Nullable String siteId,
      double value,
      int rollingWeeks,
      @Nullable Integer triggerMonths,
      int swapWeeks,
      LocalDate from,
      String source) {}

  /** Every term that was ever adopted, those that hold first. */
  public List<ContractTerm> all() {
    return work.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + ContractTerm.COLUMNS
                        + "order by upper(t.valid) is not null, t.kind, t.site_id nulls first, lower(t.valid) desc, t.id")
                .mapTo(ContractTerm.class)
                .list());
  }

  /** The reliefs that stand, the newest first. */
  public List<Relief> reliefs() {
    return work.read(
        handle ->
            handle
                .createQuery("select " + Relief.COLUMNS + "order by lower(r.valid) desc, r.id")
                .mapTo(Relief.class)
                .list());
  }

  /** Adopts a term; only a manager of all clinics does. */
  public long adopt(Actor actor, NewTerm term) {
    requireManagerOfAll(actor, "Adopting a term of a contract");
    List<Problem> problems = new ArrayList<>();
    LocalDate today = LocalDate.ofInstant(work.now(), java.time.ZoneOffset.UTC);
    if (term.value() < term.kind().least() || term.value() > term.kind().most()) {
      problems.add(
          new Problem(
              "value",
              "A term of this kind is from "
                  + term.kind().least()
                  + " to "
                  + term.kind().most()
                  + "."));
    }
    if (term.from().getDayOfWeek() != DayOfWeek.MONDAY) {
      problems.add(
          new Problem(
              "from",
              term.from()
                  + " is no Monday; a term holds for whole weeks. Maybe "
                  + ProtectedTime.monday(term.from())
                  + "."));
    }
    if (Math.abs(java.time.temporal.ChronoUnit.YEARS.between(today, term.from())) >= YEARS) {
      problems.add(
          new Problem("from", term.from() + " is more than " + YEARS + " years from today."));
    }
    if (term.rollingWeeks() < 1 || term.rollingWeeks() > 52) {
      problems.add(new Problem("weeks", "A term is judged over 1 to 52 weeks."));
    }
    Integer months = term.triggerMonths();
    if (months != null && (months < 1 || months > 24)) {
      problems.add(
          new Problem("months", "A trigger comes after 1 to 24 months, or there is none."));
    }
    if (term.swapWeeks() < 0 || term.swapWeeks() > 12) {
      problems.add(new Problem("swapWeeks", "Time is given back within 0 to 12 weeks."));
    }
    if (term.source().strip().length() < 5 || term.source().length() > 500) {
      problems.add(new Problem("source", "Say where the term is written, in 5 to 500 characters."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The term was not adopted.", problems);
    }
    String site = term.siteId();
    if (site != null) {
      desk.people().site(site);
    }
    return work.in(
        handle -> {
          long id =
              handle
                  .createQuery(
                      """
                      insert into contract_term (kind, site_id, value, rolling_weeks, trigger_months, swap_weeks, valid,
                        source, entered_at, entered_by)
                      values (:kind, :site, :value, :weeks, :months, :swapWeeks, daterange(:from, null), :source, :now, :by)
                      returning id
                      """)
                  .bind("kind", term.kind().name().toLowerCase(java.util.Locale.ROOT))
                  .bind("site", site)
                  .bind("value", java.math.BigDecimal.valueOf(term.value()))
                  .bind("weeks", term.rollingWeeks())
                  .bind("months", months)
                  .bind("swapWeeks", term.swapWeeks())
                  .bind("from", term.from())
                  .bind("source", term.source().strip())
                  .bind("now", work.now())
                  .bind("by", actor.account())
                  .mapTo(Long.class)
                  .one();
          Audit.write(
              handle,
              work.now(),
              actor,
              "term.adopt",
              "term:" + id,
              null,
              Audit.of(
                  "kind", term.kind(), "site", site, "value", term.value(), "from", term.from()));
          return id;
        });
  }

  /**
   * Ends a term from a Monday on; what was before stays.
   *
   * @param until the Monday on which it no longer holds, after this week has begun
   */
  public void end(Actor actor, long id, LocalDate until) {
    requireManagerOfAll(actor, "Ending a term of a contract");
    work.run(
        handle -> {
          ContractTerm term = term(handle, id, " for update");
          LocalDate today = LocalDate.ofInstant(work.now(), java.time.ZoneOffset.UTC);
          if (term.endedAt() != null) {
            throw Refused.conflict("This term was ended already.");
          }
          LocalDate least =
              term.starts().isAfter(today) ? term.starts() : ProtectedTime.monday(today);
          if (until.getDayOfWeek() != DayOfWeek.MONDAY || !until.isAfter(least)) {
            throw new Refused(
                Fault.INPUT,
                "The term was not ended.",
                List.of(
                    new Problem(
                        "until",
                        "A term ends on a Monday after " + least + ": the past is as it was.")));
          }
          handle
              .createUpdate(
                  """
                  update contract_term set valid = daterange(lower(valid), :until), ended_at = :now, ended_by = :by
                  where id = :id
                  """)
              .bind("until", until)
              .bind("now", work.now())
              .bind("by", actor.account())
              .bind("id", id)
              .execute();
          Audit.write(
              handle, work.now(), actor, "term.end", "term:" + id, null, Audit.of("until", until));
        });
  }

  /**
   * Notes that a term gives relief for some days; their weeks are left out when it is judged, and
   * named.
   *
   * @param siteId the clinic; null: wherever the term holds, for a manager of all clinics
   * @param to the last day
   */
  public long relieve(
      Actor actor,
      long termId,
      @Nullable String siteId,
      LocalDate from,
      LocalDate to,
      String reason,
      String note) {
    if (siteId == null) {
      requireManagerOfAll(actor, "Noting a relief for all clinics");
    } else if (!ProtectedTime.manages(actor) || !actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    List<Problem> problems = new ArrayList<>();
    if (to.isBefore(from) || to.isAfter(from.plusYears(1))) {
      problems.add(new Problem("to", "A relief runs forward, for a year at most."));
    }
    if (!RELIEFS.contains(reason)) {
      problems.add(new Problem("reason", "Choose why: leaves, or a spike of demand."));
    }
    if (note.strip().length() < 5 || note.length() > 200) {
      problems.add(
          new Problem("note", "Say what happened, in 5 to 200 characters, without names."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The relief was not noted.", problems);
    }
    return work.in(
        handle -> {
          ContractTerm term = term(handle, termId, "");
          if (siteId != null && term.siteId() != null && !siteId.equals(term.siteId())) {
            throw Refused.input("This term holds at another clinic.");
          }
          long id =
              handle
                  .createQuery(
                      """
                      insert into contract_relief (term_id, site_id, valid, reason, note, entered_at, entered_by)
                      values (:term, :site, daterange(:from, :to, '[]'), :reason, :note, :now, :by) returning id
                      """)
                  .bind("term", termId)
                  .bind("site", siteId)
                  .bind("from", from)
                  .bind("to", to)
                  .bind("reason", reason)
                  .bind("note", note.strip())
                  .bind("now", work.now())
                  .bind("by", actor.account())
                  .mapTo(Long.class)
                  .one();
          Audit.write(
              handle,
              work.now(),
              actor,
              "term.relieve",
              "term:" + termId,
              null,
              Audit.of("site", siteId, "from", from, "to", to, "reason", reason));
          return id;
        });
  }

  /** Takes a relief back. */
  public void withdraw(Actor actor, long reliefId) {
    work.run(
        handle -> {
          Relief relief =
              handle
                  .createQuery("select " + Relief.COLUMNS + " and r.id = :id for update")
                  .bind("id", reliefId)
                  .mapTo(Relief.class)
                  .findOne()
                  .orElseThrow(() -> Access.notThere("relief " + reliefId));
          String site = relief.siteId();
          if (site == null) {
            requireManagerOfAll(actor, "Taking back a relief for all clinics");
          } else if (!ProtectedTime.manages(actor) || !actor.isAt(site)) {
            throw Access.notThere("relief " + reliefId);
          }
          handle
              .createUpdate(
                  "update contract_relief set withdrawn_at = :now, withdrawn_by = :by where id = :id")
              .bind("now", work.now())
              .bind("by", actor.account())
              .bind("id", reliefId)
              .execute();
          Audit.write(
              handle,
              work.now(),
              actor,
              "term.relief_withdraw",
              "term:" + relief.termId(),
              null,
              Audit.of("relief", reliefId));
        });
  }

  /**
   * How clinics stand to the terms that hold for them this week; no person is in it. A clinic's own
   * term goes before one of the same kind for all.
   *
   * @param siteIds the clinics, in the order of the answer
   */
  public List<Judged> judge(List<String> siteIds) {
    return new TermRounds(desk).judge(siteIds, all(), reliefs());
  }

  /**
   * Gives the managers of clinics a task for each term that is missed, once for each row of missed
   * weeks, and another when its trigger is reached; closes them when the term is met again. To be
   * called daily.
   *
   * @return how many terms are missed
   */
  public int raise() {
    List<String> sites = desk.people().sites().stream().filter(Site::active).map(Site::id).toList();
    List<Judged> judged = judge(sites);
    new TermRounds(desk).raise(judged);
    return (int) judged.stream().filter(each -> each.missedSince() != null).count();
  }

  private static ContractTerm term(Handle handle, long id, String lock) {
    return handle
        .createQuery("select " + ContractTerm.COLUMNS + "where t.id = :id" + lock)
        .bind("id", id)
        .mapTo(ContractTerm.class)
        .findOne()
        .orElseThrow(() -> Access.notThere("term " + id));
  }

  /** Whether an account manages all clinics, so that terms are in its hands. */
  public static boolean managesAll(Actor actor) {
    return ProtectedTime.manages(actor) && actor.sites().isEmpty();
  }

  private static void requireManagerOfAll(Actor actor, String doing) {
    if (!managesAll(actor)) {
      throw Refused.notAllowed(
          doing + " is done by a clinic manager or patient access manager of all clinics.");
    }
  }
}
