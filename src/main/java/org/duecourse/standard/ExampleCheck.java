package org.duecourse.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.calendar.Calendars;
import org.duecourse.standard.Example.Expected;
import org.duecourse.standard.Verdict.Finding;
import org.jspecify.annotations.Nullable;

/** Works the examples of a rule out and compares them with what its file says. */
public final class ExampleCheck {
  private final Judge judge;
  private final Function<String, Standard> standards;

  /** Finds the rules that examples name. */
  public ExampleCheck(Function<String, Standard> standards) {
    this.judge = Judge.withShippedCalendars();
    this.standards = standards;
  }

  /** The verdict on an example. */
  public Verdict verdict(Standard standard, Example example) {
    return judge.judge(standard, example.part(), example.given());
  }

  /** What comes out otherwise than the file says; empty where all agrees. */
  public List<String> differences(Standard standard, Example example) {
    List<String> found = new ArrayList<>();
    Expected expected = example.expected();
    Verdict verdict = verdict(standard, example);
    Finding finding = verdict.finding();
    compare("then", expected.outcome(), verdict.outcome(), found);
    compareIfSaid("because", expected.reason(), finding.reason(), found);
    compareIfSaid(
        "business_days",
        expected.businessDays(),
        finding.counted() == null ? null : finding.counted().businessDays(),
        found);
    compareIfSaid(
        "calendar_days",
        expected.calendarDays(),
        finding.counted() == null ? null : Math.toIntExact(finding.counted().calendarDays()),
        found);
    compareIfSaid(
        "visit_calendar_days",
        expected.visitCalendarDays(),
        verdict.visit() == null ? null : Math.toIntExact(verdict.visit().calendarDays()),
        found);
    compareIfSaid("days_late", expected.daysLate(), Math.toIntExact(finding.daysLate()), found);
    compareIfSaid("limit", expected.limit(), finding.limit(), found);
    compareIfSaid("effective_limit", expected.effectiveLimit(), finding.effectiveLimit(), found);
    compare(
        "calendar_sensitive",
        expected.calendarSensitive() == null
            ? List.of()
            : List.copyOf(expected.calendarSensitive()),
        verdict.calendarSensitive(),
        found);
    underOtherCalendars(standard, example, found);
    compare(
        "by_the_letter",
        expected.letter() == null ? null : expected.letter().outcome(),
        verdict.letter() == null ? null : verdict.letter().outcome(),
        found);
    if (expected.letter() != null && verdict.letter() != null) {
      compareIfSaid(
          "by_the_letter.business_days",
          expected.letter().businessDays(),
          verdict.letter().counted() == null ? null : verdict.letter().counted().businessDays(),
          found);
    }
    if (expected.other() != null) {
      Finding other =
          judge
              .judge(standards.apply(expected.other().standard()), null, example.given())
              .finding();
      compare("another_rule.then", expected.other().outcome(), other.outcome(), found);
      compareIfSaid(
          "another_rule.days_late",
          expected.other().daysLate(),
          Math.toIntExact(other.daysLate()),
          found);
    }
    return found;
  }

  private void underOtherCalendars(Standard standard, Example example, List<String> found) {
    for (var limit : example.expected().limits().entrySet()) {
      BusinessDays calendar = Calendars.byId(limit.getKey()).businessDays();
      Finding finding = judge.judge(standard, example.part(), example.given(), calendar).finding();
      compare(
          "limits." + limit.getKey(),
          limit.getValue(),
          finding.limit() == null ? null : finding.limit().day(),
          found);
    }
    for (Map.Entry<String, Verdict.Outcome> under : example.expected().under().entrySet()) {
      BusinessDays calendar = Calendars.byId(under.getKey()).businessDays();
      compare(
          "under." + under.getKey(),
          under.getValue(),
          judge.judge(standard, example.part(), example.given(), calendar).outcome(),
          found);
    }
  }

  private static void compareIfSaid(
      String what, @Nullable Object said, @Nullable Object found, List<String> differences) {
    if (said != null) {
      compare(what, said, found, differences);
    }
  }

  private static void compare(
      String what, @Nullable Object said, @Nullable Object found, List<String> differences) {
    if (!Objects.equals(said, found)) {
      differences.add(what + ": the file says " + words(said) + ", worked out " + words(found));
    }
  }

  private static String words(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Enum<?> word -> word.name().toLowerCase(java.util.Locale.ROOT);
      default -> value.toString();
    };
  }
}
