package org.duecourse.series;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first appointment and the one after it, side by side for every organisation, over the latest
 * twelve months of the table: who looks good on the first and is bad on the second?
 *
 * @param from the first of the twelve months
 * @param to the latest period of the table
 * @param good the value of the first measure from which an organisation looks good
 * @param goodByGoal whether {@code good} is a goal; else it is the edge of the best third
 * @param bad the value of the second measure from which an organisation is in the worst third
 * @param rows every organisation that has a row of either measure in these months, the hidden waits
 *     first, then by the second measure, worst first, those that cannot be ranked last
 */
public record SideBySide(
    String first,
    String second,
    LocalDate from,
    LocalDate to,
    @Nullable Double good,
    boolean goodByGoal,
    @Nullable Double bad,
    List<Row> rows) {
  /** An organisation is ranked from so many published months of each measure on. */
  public static final int LEAST_MONTHS = 6;

  /**
   * One organisation.
   *
   * @param looksGood on the first measure; false also where it is not ranked
   * @param isBad on the second measure; likewise
   */
  public record Row(
      String organisation,
      String name,
      Year first,
      Year second,
      boolean ranked,
      boolean looksGood,
      boolean isBad) {
    /** Good on the first appointment and bad on the second: the wait that first figures hide. */
    public boolean hidden() {
      return looksGood && isBad;
    }
  }

  /**
   * Twelve months of one measure.
   *
   * @param value the mean of the published months, weighted by the denominator where the table has
   *     one for each of them; null where no month is published
   * @param months how many months are published
   */
  public record Year(@Nullable Double value, int months) {
    static Year of(List<Observation> observations) {
      List<Observation> published =
          observations.stream().filter(each -> each.value() != null).toList();
      if (published.isEmpty()) {
        return new Year(null, 0);
      }
      boolean weighted = published.stream().allMatch(each -> weight(each) > 0);
      double sum = 0;
      double weights = 0;
      for (Observation each : published) {
        double weight = weighted ? weight(each) : 1;
        sum += weight * Objects.requireNonNull(each.value());
        weights += weight;
      }
      return new Year(sum / weights, published.size());
    }

    private static double weight(Observation each) {
      return each.denominator() == null ? 0 : each.denominator();
    }
  }

  /** A measure of the pair, with its better side and its goal. */
  public record Side(String measure, Better better, @Nullable Double goal) {}

  /** Compares all organisations of a table. */
  public static SideBySide of(PublishedTable table, Side first, Side second) {
    LocalDate to = table.latest();
    LocalDate from = to.minusMonths(11);
    List<Row> rows = new ArrayList<>();
    for (String organisation : table.organisations()) {
      List<Observation> firsts = within(table.observations(organisation, first.measure()), from);
      List<Observation> seconds = within(table.observations(organisation, second.measure()), from);
      if (!firsts.isEmpty() || !seconds.isEmpty()) {
        Year one = Year.of(firsts);
        Year two = Year.of(seconds);
        boolean ranked = one.months() >= LEAST_MONTHS && two.months() >= LEAST_MONTHS;
        rows.add(new Row(organisation, table.nameOf(organisation), one, two, ranked, false, false));
      }
    }
    Double good =
        first.goal() != null
            ? first.goal()
            : edge(rows, row -> value(row.first()), bestFirst(first.better()));
    Double bad = edge(rows, row -> value(row.second()), bestFirst(second.better()).reversed());
    List<Row> judged =
        rows.stream()
            .map(row -> judge(row, first.better(), good, second.better(), bad))
            .sorted(order(second.better()))
            .toList();
    return new SideBySide(
        first.measure(), second.measure(), from, to, good, first.goal() != null, bad, judged);
  }

  /** The organisations that the first appointment hides. */
  public List<Row> hidden() {
    return rows.stream().filter(Row::hidden).toList();
  }

  private static List<Observation> within(List<Observation> all, LocalDate from) {
    return all.stream().filter(each -> !each.period().isBefore(from)).toList();
  }

  private static Row judge(
      Row row, Better first, @Nullable Double good, Better second, @Nullable Double bad) {
    if (!row.ranked() || good == null || bad == null) {
      return row;
    }
    return new Row(
        row.organisation(),
        row.name(),
        row.first(),
        row.second(),
        true,
        first.meets(value(row.first()), good),
        !second.prefers(value(row.second()), bad));
  }

  private interface Value {
    double of(Row row);
  }

  /** The last value of the first third in an order; null where fewer than three are ranked. */
  private static @Nullable Double edge(List<Row> rows, Value value, Comparator<Double> order) {
    List<Double> ranked = rows.stream().filter(Row::ranked).map(value::of).sorted(order).toList();
    return ranked.size() < 3 ? null : ranked.get(ranked.size() / 3 - 1);
  }

  private static Comparator<Double> bestFirst(Better better) {
    return better == Better.HIGHER ? Comparator.reverseOrder() : Comparator.naturalOrder();
  }

  private static Comparator<Row> order(Better second) {
    return Comparator.comparing((Row row) -> !row.hidden())
        .thenComparing(row -> !row.ranked())
        .thenComparing(row -> value(row.second()), bestFirst(second).reversed())
        .thenComparing(Row::organisation);
  }

  private static double value(Year year) {
    return year.value() == null ? Double.NaN : year.value();
  }
}
