package org.duecourse.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duecourse.measure.MeasureResult;

/**
 * Tries to work out hidden counts from what is shown, knowing the rule of the profile: writes down
 * every equality between published figures, solves them by elimination, and narrows what each count
 * can be until nothing changes. Shares nothing with the code that hides.
 */
final class Attacker {
  private static final double TINY = 1e-6;

  private final Profile profile;
  private final Map<String, Integer> unknowns = new LinkedHashMap<>();
  private final List<double[]> bounds = new ArrayList<>();
  private final List<Map<Integer, Double>> equations = new ArrayList<>();

  Attacker(List<Shown> published) {
    this.profile = published.get(0).profile();
    published.forEach(this::read);
    published.forEach(this::sumsOfRows);
    for (int a = 0; a < published.size(); a++) {
      for (int b = 0; b < published.size(); b++) {
        MeasureResult coarse = published.get(a).result();
        MeasureResult fine = published.get(b).result();
        if (a != b
            && coarse.measure().equals(fine.measure())
            && fine.by().containsAll(coarse.by())) {
          totals(coarse, fine, published.get(b));
        }
        if (a < b && coarse.measure().equals(fine.measure())) {
          sameGrandTotal(published.get(a), published.get(b));
        }
        if (coarse.measure().equals("return-lateness")
            && fine.measure().equals("unbooked-orders")
            && coarse.by().equals(fine.by())) {
          bands(coarse, fine);
        }
      }
    }
    eliminate();
    narrow();
  }

  /** Whether a count can only be one number. */
  boolean knows(String measure, Map<String, String> place, String key) {
    Integer at = unknowns.get(name(measure, place, key));
    if (at == null) {
      return false;
    }
    double[] range = bounds.get(at);
    return range[1] - range[0] < 1 - TINY;
  }

  /** The range that a count must lie in. */
  String range(String measure, Map<String, String> place, String key) {
    double[] range = bounds.get(unknowns.get(name(measure, place, key)));
    return range[0] + " to " + range[1];
  }

  private static String name(String measure, Map<String, String> place, String key) {
    return measure + " " + key + " " + place;
  }

  private int unknown(String name) {
    return unknowns.computeIfAbsent(
        name,
        n -> {
          bounds.add(new double[] {0, 1e9});
          return bounds.size() - 1;
        });
  }

  static Map<String, String> place(MeasureResult result, Map<String, ?> row) {
    Map<String, String> place = new TreeMap<>();
    result.by().forEach(key -> place.put(key, String.valueOf(row.get(key))));
    if (row.containsKey("band")) {
      place.put("band", String.valueOf(row.get("band")));
    }
    return place;
  }

  static List<String> counts(MeasureResult result) {
    return result.keys().stream()
        .filter(key -> !key.equals("band") && !key.endsWith("_share") && !key.endsWith("_mean"))
        .toList();
  }

  private void read(Shown shown) {
    MeasureResult result = shown.result();
    for (int i = 0; i < result.rows().size(); i++) {
      Map<String, ?> row = result.rows().get(i);
      for (String key : counts(result)) {
        double[] range = bounds.get(unknown(name(result.measure(), place(result, row), key)));
        if (row.get(key) instanceof Number value) {
          range[0] = value.doubleValue();
          range[1] = value.doubleValue();
          if (profile.roundTo() > 1 && !(value.longValue() == 0 && profile.hideFrom() == 1)) {
            range[0] = Math.max(profile.hideTo() + 1, value.longValue() - 2);
            range[1] = value.longValue() + 2;
          }
        } else if (profile.hideFrom() == 1) {
          range[0] = 1;
        }
      }
      result.keys().stream()
          .filter(key -> key.endsWith("_share"))
          .forEach(key -> readShare(result, row, key));
    }
  }

  private static String of(String measure, String share) {
    return switch (measure + " " + share) {
      case "first-wait within_limit_share" -> "attended";
      case "first-wait offer_within_limit_share" -> "offered";
      case "return-interval within_limit_share" -> "returns";
      default -> "decided";
    };
  }

  private static String part(String share) {
    return share.replace("_share", "");
  }

  private void readShare(MeasureResult result, Map<String, ?> row, String share) {
    Map<String, String> place = place(result, row);
    int of = unknown(name(result.measure(), place, of(result.measure(), share)));
    int part = unknown(name(result.measure(), place, part(share)));
    int rest = unknown(name(result.measure(), place, "rest of " + share));
    equation(of, List.of(part, rest));
    if (!(row.get(share) instanceof Number value)) {
      return;
    }
    double[] whole = bounds.get(of);
    double[] range = bounds.get(part);
    double shared = value.doubleValue();
    switch (profile.shares()) {
      case EXACT -> {
        range[0] = Math.max(range[0], Math.rint(whole[0] * shared));
        range[1] = Math.min(range[1], Math.rint(whole[1] * shared));
      }
      case FROM_ROUNDED -> {
        long rounded =
            Math.round(shared * ((Number) row.get(of(result.measure(), share))).longValue());
        range[0] = Math.max(range[0], rounded == 0 ? 0 : Math.max(8, rounded - 2));
        range[1] = Math.min(range[1], rounded == 0 ? 0 : rounded + 2);
      }
      case WHOLE -> {
        range[0] = Math.max(range[0], Math.ceil(whole[0] * (shared - 0.005) - TINY));
        range[1] = Math.min(range[1], Math.floor(whole[1] * (shared + 0.005) + TINY));
        double[] others = bounds.get(rest);
        others[0] = Math.max(others[0], Math.ceil(whole[0] * (1 - shared - 0.005) - TINY));
        others[1] = Math.min(others[1], Math.floor(whole[1] * (1 - shared + 0.005) + TINY));
      }
    }
  }

  private void sumsOfRows(Shown shown) {
    MeasureResult result = shown.result();
    for (Map<String, ?> row : result.rows()) {
      Map<String, String> place = place(result, row);
      switch (result.measure()) {
        case "first-wait" -> {
          sum(result, place, "requests", "attended", "waiting", "closed");
          sum(result, place, "requests", "offered", "not_offered");
          sum(result, place, "requests", "decided", "undecided");
          sum(result, place, "decided", "decided_met", "decided_missed");
          sum(result, place, "within_limit", "decided_met", "met, undecided");
        }
        case "return-lateness" -> {
          sum(result, place, "orders", "seen", "booked", "unbooked", "closed");
          sum(result, place, "orders", "decided", "undecided");
          sum(result, place, "seen", "in_window", "seen outside");
        }
        default -> {}
      }
    }
  }

  private void sum(MeasureResult result, Map<String, String> place, String whole, String... parts) {
    List<Integer> indexes = new ArrayList<>();
    for (String part : parts) {
      indexes.add(unknown(name(result.measure(), place, part)));
    }
    equation(unknown(name(result.measure(), place, whole)), indexes);
  }

  private void totals(MeasureResult coarse, MeasureResult fine, Shown shownFine) {
    List<String> keys = counts(coarse);
    for (Map<String, ?> row : coarse.rows()) {
      Map<String, String> place = place(coarse, row);
      for (String key : keys) {
        List<Integer> parts = new ArrayList<>();
        for (Map<String, ?> each : shownFine.result().rows()) {
          Map<String, String> finePlace = place(fine, each);
          if (finePlace.entrySet().containsAll(place.entrySet())) {
            parts.add(unknown(name(fine.measure(), finePlace, key)));
          }
        }
        equation(unknown(name(coarse.measure(), place, key)), parts);
      }
    }
  }

  /** Clinics and months add up to the same, even where that is not printed. */
  private void sameGrandTotal(Shown one, Shown other) {
    for (String key : counts(one.result())) {
      Map<Integer, Double> equation = new HashMap<>();
      for (Map<String, ?> row : one.result().rows()) {
        equation.merge(
            unknown(name(one.result().measure(), place(one.result(), row), key)), 1.0, Double::sum);
      }
      for (Map<String, ?> row : other.result().rows()) {
        equation.merge(
            unknown(name(other.result().measure(), place(other.result(), row), key)),
            -1.0,
            Double::sum);
      }
      equations.add(equation);
    }
  }

  private void bands(MeasureResult lateness, MeasureResult bands) {
    for (Map<String, ?> row : lateness.rows()) {
      Map<String, String> place = place(lateness, row);
      List<Integer> parts = new ArrayList<>();
      for (Map<String, ?> each : bands.rows()) {
        if (place(bands, each).entrySet().containsAll(place.entrySet())) {
          parts.add(unknown(name("unbooked-orders", place(bands, each), "orders")));
        }
      }
      if (!parts.isEmpty()) {
        equation(unknown(name("return-lateness", place, "unbooked")), parts);
      }
    }
  }

  private void equation(int whole, List<Integer> parts) {
    Map<Integer, Double> equation = new HashMap<>();
    equation.merge(whole, -1.0, Double::sum);
    parts.forEach(part -> equation.merge(part, 1.0, Double::sum));
    equations.add(equation);
  }

  /** Gauss and Jordan over what is not known exactly; the solved rows are equations too. */
  private void eliminate() {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < bounds.size(); i++) {
      if (bounds.get(i)[1] > bounds.get(i)[0]) {
        open.add(i);
      }
    }
    double[][] rows = new double[equations.size()][open.size() + 1];
    for (int e = 0; e < rows.length; e++) {
      double[] row = rows[e];
      equations
          .get(e)
          .forEach(
              (unknown, factor) -> {
                int column = open.indexOf(unknown);
                if (column >= 0) {
                  row[column] += factor;
                } else {
                  row[open.size()] -= factor * bounds.get(unknown)[0];
                }
              });
    }
    int done = 0;
    for (int column = 0; column < open.size() && done < rows.length; column++) {
      int pivot = done;
      for (int r = done; r < rows.length; r++) {
        pivot = Math.abs(rows[r][column]) > Math.abs(rows[pivot][column]) ? r : pivot;
      }
      if (Math.abs(rows[pivot][column]) < TINY) {
        continue;
      }
      double[] swap = rows[pivot];
      rows[pivot] = rows[done];
      rows[done] = swap;
      double by = swap[column];
      for (int c = 0; c <= open.size(); c++) {
        swap[c] /= by;
      }
      for (int r = 0; r < rows.length; r++) {
        double factor = rows[r][column];
        if (r != done && Math.abs(factor) > TINY) {
          for (int c = 0; c <= open.size(); c++) {
            rows[r][c] -= factor * swap[c];
          }
        }
      }
      done++;
    }
    int constant = unknown("one");
    bounds.set(constant, new double[] {1, 1});
    for (int r = 0; r < done; r++) {
      Map<Integer, Double> solved = new HashMap<>();
      for (int c = 0; c < open.size(); c++) {
        if (Math.abs(rows[r][c]) > TINY) {
          solved.put(open.get(c), rows[r][c]);
        }
      }
      solved.put(constant, -rows[r][open.size()]);
      equations.add(solved);
    }
  }

  /** Each equation bounds each of its counts by the others; whole numbers only. */
  private void narrow() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map<Integer, Double> equation : equations) {
        for (Map.Entry<Integer, Double> each : equation.entrySet()) {
          double least = 0;
          double most = 0;
          for (Map.Entry<Integer, Double> other : equation.entrySet()) {
            if (!other.getKey().equals(each.getKey())) {
              double[] range = bounds.get(other.getKey());
              double factor = -other.getValue() / each.getValue();
              least += Math.min(factor * range[0], factor * range[1]);
              most += Math.max(factor * range[0], factor * range[1]);
            }
          }
          double[] range = bounds.get(each.getKey());
          if (Math.ceil(least - TINY) > range[0]) {
            range[0] = Math.ceil(least - TINY);
            changed = true;
          }
          if (Math.floor(most + TINY) < range[1]) {
            range[1] = Math.floor(most + TINY);
            changed = true;
          }
          if (range[0] > range[1]) {
            throw new AssertionError("what is shown contradicts itself: " + equation);
          }
        }
      }
    }
  }
}
