package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.duecourse.plan.CompareFigure.Verdict;

/**
 * The sentence on top of a comparison, by one rule for every side:
 *
 * <ol>
 *   <li>Which columns bring most return visits inside their window: the range of the share lies
 *       above one half.
 *   <li>Which proposals can be told apart from today by that share, and which way.
 *   <li>Which proposals cost more than today, cost less, or cannot be told apart in cost.
 * </ol>
 *
 * <p>Columns are named in the order filed; no rule looks at a name, a side or a place.
 */
public final class CompareSentence {
  private static final double MOST = 0.5;

  private final Comparison comparison;
  private final int columns;

  private CompareSentence(Comparison comparison) {
    this.comparison = comparison;
    columns = comparison.columns().size();
  }

  /** The sentences, one after the other. */
  public static String of(Comparison comparison) {
    CompareSentence words = new CompareSentence(comparison);
    return String.join(" ", words.most(), words.change(), words.cost()).strip();
  }

  private String most() {
    List<String> bring =
        where(0, i -> comparison.figure(i, CompareMeasure.RETURN_IN_WINDOW).low() > MOST);
    String does = "most return visits inside their window.";
    if (bring.isEmpty()) {
      return "None of these brings " + does;
    }
    return bring.size() == columns
        ? "Each of these brings " + does
        : "Only " + joined(bring) + (bring.size() == 1 ? " brings " : " bring ") + does;
  }

  private String change() {
    return each(
        CompareMeasure.RETURN_IN_WINDOW,
        "Return visits are in their window more often than today with ",
        "less often than today with ",
        "and cannot be told apart from today's with ",
        "and are the same as today with ");
  }

  private String cost() {
    if (comparison.figure(0, CompareMeasure.COST).mean() == 0) {
      return "Costs are not known: the clinic file gives no pay.";
    }
    return each(
        CompareMeasure.COST,
        "More than today is the cost of ",
        "less than today that of ",
        "not to be told apart from today's that of ",
        "the same as today's that of ");
  }

  /** One sentence that sorts the proposals by what their difference from today says. */
  private String each(
      CompareMeasure measure, String higher, String lower, String unclear, String same) {
    List<String> parts = new ArrayList<>();
    add(parts, higher, measure, Verdict.HIGHER);
    add(parts, lower, measure, Verdict.LOWER);
    add(parts, unclear, measure, Verdict.CANNOT_BE_TOLD_APART);
    add(parts, same, measure, Verdict.SAME);
    if (parts.isEmpty()) {
      return "";
    }
    // What stands first in the sentence names its subject.
    String text =
        String.join(", ", parts)
            .replaceFirst("^and (?=cannot|are)", "Return visits ")
            .replaceFirst("^less often", "Return visits are in their window less often")
            .replaceFirst("^(less than today|[^,]* today's) that of ", "$1 is the cost of ");
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private void add(List<String> parts, String words, CompareMeasure measure, Verdict verdict) {
    List<String> names = where(1, i -> comparison.difference(i, measure).verdict() == verdict);
    if (!names.isEmpty()) {
      parts.add(words + joined(names));
    }
  }

  private List<String> where(int from, IntPredicate rule) {
    return IntStream.range(from, columns).filter(rule).mapToObj(this::name).toList();
  }

  private String name(int column) {
    return "\"" + comparison.columns().get(column).proposal().name() + "\"";
  }

  private static String joined(List<String> names) {
    int last = names.size() - 1;
    return last <= 0
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
