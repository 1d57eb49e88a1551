package org.duecourse.worklist;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duecourse.worklist.Judged.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Judges a term from weeks that were counted: no database, no clock.
 *
 * <p>A term is judged over its last so many whole weeks in which it held and which no relief leaves
 * out; relief reaches back further for the weeks that it leaves out. It is judged anew at the end
 * of each week, and missed since the end of the first week of those in a row, up to now, after
 * which it was missed. Weeks of relief neither break such a row nor count in it. The trigger is
 * reached when the row has lasted for the term's months, weeks of relief not counted.
 *
 * <pre>
 *   weeks      1 2 3 … 13 | 14 | 15 | 16          judged over 13
 *   judged at             ^    ^    ^    ^
 *                        met  met missed missed    missed since the Monday after week 15
 * </pre>
 */
final class TermJudge {
  private final ContractTerm term;
  private final String siteId;
  private final List<Relief> reliefs;
  private final Map<LocalDate, TermWeek> weeks;

  /**
   * Prepares to judge.
   *
   * @param reliefs those of the term
   * @param weeks what was counted; a week that is not there counted nothing
   */
  TermJudge(ContractTerm term, String siteId, List<Relief> reliefs, List<TermWeek> weeks) {
    this.term = term;
    this.siteId = siteId;
    this.reliefs = reliefs.stream().filter(relief -> relief.termId() == term.id()).toList();
    this.weeks =
        weeks.stream()
            .collect(Collectors.toMap(TermWeek::monday, week -> week, (a, b) -> a, TreeMap::new));
  }

  /** How the term stands when this week has begun: the weeks before it are over. */
  Judged at(LocalDate monday) {
    LocalDate end = term.ends();
    LocalDate until = end != null && end.isBefore(monday) ? end : monday;
    Window now = window(until);
    LocalDate since = null;
    if (now.verdict() == Verdict.MISSED) {
      since = until;
      for (LocalDate at = until.minusWeeks(1); at.isAfter(term.starts()); at = at.minusWeeks(1)) {
        if (relief(at.minusWeeks(1)) != null) {
          continue;
        }
        if (window(at).verdict() != Verdict.MISSED) {
          break;
        }
        since = at;
      }
    }
    Integer months = term.triggerMonths();
    return new Judged(
        term,
        siteId,
        now.from(),
        until,
        now.count(),
        term.rollingWeeks(),
        now.part(),
        now.whole(),
        now.value(),
        now.verdict(),
        now.relieved(),
        since,
        since != null
            && months != null
            && !since.plusMonths(months).plusWeeks(relievedWeeks(since, until)).isAfter(until));
  }

  private long relievedWeeks(LocalDate from, LocalDate until) {
    return from.datesUntil(until, java.time.Period.ofWeeks(1))
        .filter(monday -> relief(monday) != null)
        .count();
  }

  /** The weeks that end on a Monday, with what they come to. */
  private record Window(
      LocalDate from,
      int count,
      double part,
      double whole,
      @Nullable Double value,
      Verdict verdict,
      List<Judged.Relieved> relieved) {}

  private Window window(LocalDate until) {
    double part = 0;
    double whole = 0;
    int count = 0;
    List<Judged.Relieved> relieved = new ArrayList<>();
    LocalDate from = until;
    for (LocalDate monday = until.minusWeeks(1);
        !monday.isBefore(term.starts()) && count < term.rollingWeeks();
        monday = monday.minusWeeks(1)) {
      from = monday;
      String reason = relief(monday);
      if (reason != null) {
        relieved.addFirst(new Judged.Relieved(monday, reason));
        continue;
      }
      count++;
      TermWeek week = weeks.get(monday);
      if (week != null) {
        part += week.part();
        whole += week.whole();
      }
    }
    return new Window(
        from,
        count,
        part,
        whole,
        value(part, whole),
        count < term.rollingWeeks() ? Verdict.NOT_YET : verdict(part, whole),
        relieved);
  }

  private @Nullable String relief(LocalDate monday) {
    return reliefs.stream()
        .filter(relief -> relief.relieves(siteId, monday))
        .map(Relief::reason)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Double value(double part, double whole) {
    return switch (term.kind()) {
      case PROTECTED_HOURS_WEEK, PATIENTS_WEEK -> whole > 0 ? (Double) (part / whole) : null;
      case NEW_TO_RETURN_RATIO -> part > 0 ? (Double) ((whole - part) / part) : null;
    };
  }

  private Verdict verdict(double part, double whole) {
    if (whole == 0) {
      return Verdict.NOTHING;
    }
    boolean met =
        switch (term.kind()) {
          case PROTECTED_HOURS_WEEK -> part == whole;
          case NEW_TO_RETURN_RATIO -> whole - part >= term.value() * part;
          case PATIENTS_WEEK -> part <= term.value() * whole;
        };
    return met ? Verdict.MET : Verdict.MISSED;
  }
}
