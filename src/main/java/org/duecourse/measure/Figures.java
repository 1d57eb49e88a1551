package org.duecourse.measure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the figures of a card from what its SQL counted. */
final class Figures {
  private final Card card;
  private final Yardstick.@Nullable Version limit;

  /**
   * Prepares for one measure.
   *
   * @param limit the limit in force on the as-of day; null where the measure has none
   */
  Figures(Card card, Yardstick.@Nullable Version limit) {
    this.card = card;
    this.limit = limit;
  }

  /** The figures of one row; an empty row gives counts of 0 and nulls. */
  Map<String, @Nullable Object> of(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    Map<String, @Nullable Object> survival =
        card.keys().stream().anyMatch(Figures::isSurvival)
            ? SurvivalFigures.of(row, limit)
            : Map.of();
    for (Card.Key key : card.keys()) {
      String name = key.name();
      switch (key.form()) {
        case COUNT -> figures.put(name, count(row.get(name)));
        case NUMBER -> figures.put(name, number(row.get(name)));
        case FLAG -> figures.put(name, row.get(name));
        case SPREAD -> spread(figures, name, Spread.of(row.get(name)));
        case SHARE -> share(figures, name, count(row.get(key.of())), count(row.get(key.over())));
        case SURVIVAL, SURVIVAL_WITH_INTERVAL ->
            key.outputs().forEach(each -> figures.put(each, survival.get(each)));
      }
    }
    return figures;
  }

  private static boolean isSurvival(Card.Key key) {
    return switch (key.form()) {
      case SURVIVAL, SURVIVAL_WITH_INTERVAL -> true;
      case COUNT, NUMBER, FLAG, SPREAD, SHARE -> false;
    };
  }

  private static void spread(Map<String, @Nullable Object> figures, String name, Spread spread) {
    boolean empty = spread.size() == 0;
    figures.put(name + "_mean", empty ? null : spread.mean());
    figures.put(name + "_median", empty ? null : spread.quantile(0.5));
    figures.put(name + "_p90", empty ? null : spread.quantile(0.9));
  }

  private static void share(
      Map<String, @Nullable Object> figures, String name, long of, long over) {
    Interval interval = over == 0 ? null : Interval.wilson(of, over);
    figures.put(name, over == 0 ? null : (double) of / over);
    figures.put(name + "_low", interval == null ? null : interval.low());
    figures.put(name + "_high", interval == null ? null : interval.high());
  }

  private static long count(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** A number in the two types that outputs have: whole numbers and fractions. */
  static @Nullable Object number(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Integer whole -> (Object) whole.longValue();
      case Short whole -> whole.longValue();
      case BigInteger whole -> whole.longValueExact();
      case BigDecimal fraction -> fraction.doubleValue();
      case Float fraction -> fraction.doubleValue();
      default -> value;
    };
  }
}
