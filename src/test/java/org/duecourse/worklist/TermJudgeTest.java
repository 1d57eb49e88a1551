package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.duecourse.worklist.ContractTerm.Kind;
import org.duecourse.worklist.Judged.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Terms that are judged over 13 weeks from Monday, January 5, 2026. */
class TermJudgeTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 5);

  private static ContractTerm term(Kind kind, double value, int weeks, @Nullable Integer months) {
    return new ContractTerm(
        7,
        kind,
        null,
        value,
        weeks,
        months,
        2,
        START,
        null,
        "a contract",
        Instant.EPOCH,
        "boss",
        null,
        null);
  }

  private static Relief relief(LocalDate from, LocalDate to) {
    return new Relief(
        1, 7, "eastside", from, to, "demand_spike", "a new plan", Instant.EPOCH, "boss");
  }

  /** Weeks from the start with the same counts. */
  private static List<TermWeek> weeks(int n, double part, double whole) {
    List<TermWeek> weeks = new ArrayList<>();
    for (int w = 0; w < n; w++) {
      weeks.add(new TermWeek(START.plusWeeks(w), part, whole));
    }
    return weeks;
  }

  private static Judged judge(
      ContractTerm term, List<Relief> reliefs, List<TermWeek> weeks, int at) {
    return new TermJudge(term, "eastside", reliefs, weeks).at(START.plusWeeks(at));
  }

  @Test
  void theRatioIsJudgedFromTheFirstFullQuarterOn() {
    ContractTerm ratio = term(Kind.NEW_TO_RETURN_RATIO, 4, 13, 3);
    Judged early = judge(ratio, List.of(), weeks(40, 10, 45), 12);
    assertThat(early.verdict()).isEqualTo(Verdict.NOT_YET);
    assertThat(early.weeks()).isEqualTo(12);
    assertThat(early.value()).as("shown, not judged").isEqualTo(3.5);
    Judged first = judge(ratio, List.of(), weeks(40, 10, 45), 13);
    assertThat(first.verdict()).isEqualTo(Verdict.MISSED);
    assertThat(first.missedSince()).isEqualTo(LocalDate.of(2026, 4, 6));
    assertThat(first.triggered()).isFalse();
    assertThat(judge(ratio, List.of(), weeks(40, 10, 50), 13).verdict())
        .as("exactly 1 to 4")
        .isEqualTo(Verdict.MET);
    assertThat(judge(ratio, List.of(), List.of(), 13).verdict()).isEqualTo(Verdict.NOTHING);
    assertThat(judge(ratio, List.of(), weeks(13, 0, 5), 13))
        .extracting(Judged::verdict, Judged::value)
        .as("no first visit")
        .containsExactly(Verdict.MET, null);
  }

  @Test
  void theTriggerIsReachedWhenItWasMissedForThreeMonths() {
    ContractTerm ratio = term(Kind.NEW_TO_RETURN_RATIO, 4, 13, 3);
    List<TermWeek> weeks = weeks(40, 10, 45);
    // First missed on Monday, April 6; three months later is July 6, the start of the 27th week.
    assertThat(judge(ratio, List.of(), weeks, 25).triggered()).isFalse();
    assertThat(judge(ratio, List.of(), weeks, 26).triggered()).isTrue();
    assertThat(judge(term(Kind.NEW_TO_RETURN_RATIO, 4, 13, null), List.of(), weeks, 39).triggered())
        .as("no such clause")
        .isFalse();
    List<TermWeek> better = new ArrayList<>(weeks);
    better.set(18, new TermWeek(START.plusWeeks(18), 1, 200));
    Judged again = judge(ratio, List.of(), better, 33);
    assertThat(again.missedSince())
        .as("met from week 19 to week 31")
        .isEqualTo(START.plusWeeks(32));
    assertThat(again.triggered()).isFalse();
  }

  @Test
  void weeksOfReliefAreLeftOutAndNamedAndDoNotEndARow() {
    ContractTerm ratio = term(Kind.NEW_TO_RETURN_RATIO, 4, 13, 3);
    Relief spike = relief(START.plusWeeks(14).plusDays(2), START.plusWeeks(16).plusDays(1));
    Judged judged = judge(ratio, List.of(spike), weeks(40, 10, 45), 20);
    assertThat(judged.relieved())
        .extracting(Judged.Relieved::monday, Judged.Relieved::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(START.plusWeeks(14), "demand_spike"),
            org.assertj.core.groups.Tuple.tuple(START.plusWeeks(15), "demand_spike"),
            org.assertj.core.groups.Tuple.tuple(START.plusWeeks(16), "demand_spike"));
    assertThat(judged.weeks()).isEqualTo(13);
    assertThat(judged.from()).as("three weeks further back").isEqualTo(START.plusWeeks(4));
    assertThat(judged.missedSince()).isEqualTo(START.plusWeeks(13));
    assertThat(
            judge(ratio, List.of(relief(START, START.plusWeeks(30))), weeks(40, 10, 45), 20)
                .verdict())
        .as("nothing is left to judge")
        .isEqualTo(Verdict.NOT_YET);
  }

  @Test
  void hoursAreKeptByEverybodyAndVisitsAreAMost() {
    ContractTerm hours = term(Kind.PROTECTED_HOURS_WEEK, 5, 4, null);
    assertThat(judge(hours, List.of(), weeks(4, 6, 6), 4).verdict()).isEqualTo(Verdict.MET);
    Judged short1 = judge(hours, List.of(), weeks(4, 5, 6), 4);
    assertThat(short1.verdict()).isEqualTo(Verdict.MISSED);
    assertThat(short1.value()).isEqualTo(20.0 / 24);
    ContractTerm most = term(Kind.PATIENTS_WEEK, 30, 4, null);
    assertThat(judge(most, List.of(), weeks(4, 60, 2), 4).verdict()).isEqualTo(Verdict.MET);
    assertThat(judge(most, List.of(), weeks(4, 60.5, 2), 4).verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void everyVerdictIsTheOneThatASecondCalculationGives() {
    SplittableRandom random = new SplittableRandom(13);
    Set<Verdict> seen = new HashSet<>();
    int triggered = 0;
    for (int n = 0; n < 400; n++) {
      Kind kind = Kind.values()[random.nextInt(3)];
      int rolling = 1 + random.nextInt(13);
      ContractTerm term =
          term(
              kind,
              kind == Kind.PATIENTS_WEEK ? 25 : 2,
              rolling,
              random.nextBoolean() ? null : (Integer) (1 + random.nextInt(4)));
      List<TermWeek> weeks = new ArrayList<>();
      for (int w = 0; w < 50; w++) {
        int whole = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(4);
        double part =
            kind == Kind.PATIENTS_WEEK
                ? whole * (15 + random.nextInt(15))
                : kind == Kind.PROTECTED_HOURS_WEEK && random.nextInt(9) > 0
                    ? whole
                    : random.nextInt(whole + 1);
        weeks.add(new TermWeek(START.plusWeeks(w), part, whole));
      }
      List<Relief> reliefs = new ArrayList<>();
      for (int r = random.nextInt(3); r > 0; r--) {
        LocalDate from = START.plusDays(random.nextInt(300));
        reliefs.add(relief(from, from.plusDays(random.nextInt(40))));
      }
      int at = 1 + random.nextInt(49);
      Judged judged = judge(term, reliefs, weeks, at);
      Verdict verdict = plain(term, reliefs, weeks, at);
      assertThat(judged.verdict()).as("%s", n).isEqualTo(verdict);
      Integer first = null;
      if (verdict == Verdict.MISSED) {
        first = at;
        for (int back = at - 1; back > 0; back--) {
          if (relieved(reliefs, back - 1)) {
            continue;
          }
          if (plain(term, reliefs, weeks, back) != Verdict.MISSED) {
            break;
          }
          first = back;
        }
      }
      LocalDate since = first == null ? null : START.plusWeeks(first);
      assertThat(judged.missedSince()).as("%s", n).isEqualTo(since);
      Integer months = term.triggerMonths();
      int left = 0;
      for (int w = first == null ? at : first; w < at; w++) {
        left += relieved(reliefs, w) ? 1 : 0;
      }
      boolean hire =
          since != null
              && months != null
              && !since.plusMonths(months).plusWeeks(left).isAfter(START.plusWeeks(at));
      assertThat(judged.triggered()).isEqualTo(hire);
      seen.add(verdict);
      triggered += hire ? 1 : 0;
    }
    assertThat(seen).containsExactlyInAnyOrder(Verdict.values());
    assertThat(triggered).isPositive();
  }

  private static boolean relieved(List<Relief> reliefs, int week) {
    return reliefs.stream()
        .anyMatch(
            relief ->
                relief
                    .starts()
                    .datesUntil(relief.ends().plusDays(1))
                    .anyMatch(day -> ProtectedTime.monday(day).equals(START.plusWeeks(week))));
  }

  private static Verdict plain(
      ContractTerm term, List<Relief> reliefs, List<TermWeek> weeks, int at) {
    List<TermWeek> counted = new ArrayList<>();
    for (int w = at - 1; w >= 0 && counted.size() < term.rollingWeeks(); w--) {
      if (!relieved(reliefs, w)) {
        counted.add(weeks.get(w));
      }
    }
    if (counted.size() < term.rollingWeeks()) {
      return Verdict.NOT_YET;
    }
    double part = counted.stream().mapToDouble(TermWeek::part).sum();
    double whole = counted.stream().mapToDouble(TermWeek::whole).sum();
    if (whole == 0) {
      return Verdict.NOTHING;
    }
    double over =
        switch (term.kind()) {
          case PROTECTED_HOURS_WEEK -> whole - part;
          case NEW_TO_RETURN_RATIO -> term.value() * part - (whole - part);
          case PATIENTS_WEEK -> part - term.value() * whole;
        };
    return over > 0 ? Verdict.MISSED : Verdict.MET;
  }
}
