package org.duecourse.worklist;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.Work;
import org.jdbi.v3.core.Handle;

/** Counts the weeks of clinics, judges their terms, and keeps the tasks about missed ones. */
final class TermRounds {
  /** How far back rows of missed weeks are followed. */
  private static final int LONGEST_WEEKS = 120;

  private final Desk desk;
  private final Work work;

  TermRounds(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
  }

  /** How these clinics stand to the terms that hold for them this week. */
  List<Judged> judge(List<String> siteIds, List<ContractTerm> terms, List<Relief> reliefs) {
    return work.read(
        handle ->
            siteIds.stream()
                .map(desk.people()::site)
                .flatMap(site -> judge(handle, site, terms, reliefs).stream())
                .toList());
  }

  private List<Judged> judge(
      Handle handle, Site site, List<ContractTerm> terms, List<Relief> reliefs) {
    LocalDate monday = ProtectedTime.monday(site.dayOf(work.now()));
    List<Judged> judged = new ArrayList<>();
    for (ContractTerm.Kind kind : ContractTerm.Kind.values()) {
      holding(terms, kind, site.id(), monday)
          .ifPresent(
              term -> {
                LocalDate earliest = monday.minusWeeks(LONGEST_WEEKS);
                LocalDate from = term.starts().isAfter(earliest) ? term.starts() : earliest;
                judged.add(
                    new TermJudge(
                            term,
                            site.id(),
                            reliefs,
                            TermCounts.of(handle, kind, site.id(), from, monday))
                        .at(monday));
              });
    }
    return judged;
  }

  private static Optional<ContractTerm> holding(
      List<ContractTerm> terms, ContractTerm.Kind kind, String siteId, LocalDate day) {
    return terms.stream()
        .filter(term -> term.kind() == kind && term.holdsOn(day))
        .filter(term -> term.siteId() == null || siteId.equals(term.siteId()))
        .min(Comparator.comparing(term -> term.siteId() == null));
  }

  /** Makes and closes the tasks about these. */
  void raise(List<Judged> all) {
    work.run(handle -> all.forEach(each -> raise(handle, each)));
  }

  private void raise(Handle handle, Judged judged) {
    String about = judged.term().id() + "-" + judged.siteId();
    LocalDate since = judged.missedSince();
    if (since == null) {
      if (judged.verdict() == Judged.Verdict.MET) {
        closeAll(handle, about);
      }
      return;
    }
    about += "-" + since;
    String what = judged.term().kind().words().toLowerCase(java.util.Locale.ROOT);
    once(
        handle,
        TaskKind.CONTRACT_TERM,
        about,
        judged.siteId(),
        "A term of the contract is missed since " + since + ": " + what + ".");
    if (judged.triggered()) {
      once(
          handle,
          TaskKind.HIRE_TRIGGER,
          about,
          judged.siteId(),
          "A term of the contract was missed for "
              + judged.term().triggerMonths()
              + " months in a row, since "
              + since
              + ": "
              + what
              + ". The contract asks to hire.");
    }
  }

  /** Makes a task unless there was one about the same already, open or done. */
  private void once(Handle handle, TaskKind kind, String about, String siteId, String why) {
    boolean there =
        handle
            .createQuery("select exists (select 1 from task where dedupe = :dedupe)")
            .bind("dedupe", kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + about)
            .mapTo(Boolean.class)
            .one();
    if (!there) {
      Site site = desk.people().site(siteId);
      Tasks.about(
          handle,
          kind,
          siteId,
          null,
          about,
          why,
          Tasks.due(handle, site, kind, false, work.now()),
          work.now());
    }
  }

  private void closeAll(Handle handle, String about) {
    handle
        .createUpdate(
            """
            update task set state = 'done', outcome = 'the term is met again', closed_at = :now, closed_by = 'desk',
              version = version + 1
            where state = 'open' and kind in ('contract_term', 'hire_trigger')
              and (dedupe like 'contract_term:' || :about || '-%' or dedupe like 'hire_trigger:' || :about || '-%')
            """)
        .bind("now", work.now())
        .bind("about", about)
        .execute();
  }
}
