package org.duecourse.disclosure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.disclosure.CountModel.Cell;
import org.duecourse.disclosure.TableCells.PrintedAt;
import org.duecourse.measure.MeasureResult;
import org.jspecify.annotations.Nullable;

/**
 * Hides small counts in all results of one report, and whatever they could be worked out from.
 * Happens once, before anything is rendered, so that every format hides the same.
 *
 * <p>What holds: for each hidden small count there is another set of counts that obeys every sum
 * between all rows and results handed in, agrees with every shown figure, and has another number in
 * that place (by {@link Profile#apart} at least). What was shown elsewhere, or on another day, is
 * not looked at.
 */
public final class Suppression {
  private final Profile profile;
  private final Map<String, MeasureCounts> structures = MeasureCounts.all();

  /** Suppression by a profile. */
  public Suppression(Profile profile) {
    this.profile = profile;
  }

  /** All results of one report, as they may be shown together. */
  public List<Shown> apply(List<MeasureResult> results) {
    if (!profile.hides()) {
      return results.stream()
          .map(
              result ->
                  Shown.of(
                      profile,
                      result,
                      result.rows(),
                      result.rows().stream().map(row -> Set.<String>of()).toList()))
          .toList();
    }
    CountModel model = new CountModel(profile);
    TableCells tables = new TableCells(structures, results, model);
    model.hideSmall();
    guard(model, tables);
    List<Shown> shown = new ArrayList<>();
    for (int r = 0; r < results.size(); r++) {
      shown.add(shown(results.get(r), r, tables));
    }
    return shown;
  }

  private static void guard(CountModel model, TableCells tables) {
    OtherWorld worlds = new OtherWorld(model);
    MovedPeople people = new MovedPeople(model);
    for (Cell cell : tables.finestFirst()) {
      if (model.isSmall(cell)) {
        if (worlds.existsFor(cell)) {
          continue;
        }
        List<Cell> toHide = people.toHide(cell);
        if (toHide == null) {
          // No world was found. Nothing is the one report from which nothing can be worked out.
          model.hideAll();
          return;
        }
        toHide.forEach(model::hide);
      }
    }
  }

  private Shown shown(MeasureResult result, int index, TableCells tables) {
    MeasureCounts structure = TableCells.structure(structures, result);
    List<Map<String, PrintedAt>> printed = new ArrayList<>();
    result.rows().forEach(row -> printed.add(new LinkedHashMap<>()));
    for (PrintedAt figure : tables.figures()) {
      if (figure.result() == index) {
        figure.keys().forEach(key -> printed.get(figure.row()).put(key, figure));
      }
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<Set<String>> hidden = new ArrayList<>();
    for (int i = 0; i < result.rows().size(); i++) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>(result.rows().get(i));
      Set<String> gone = new LinkedHashSet<>();
      for (String key : result.keys()) {
        if (row.get(key) instanceof Number && !mayShow(key, structure, printed.get(i))) {
          gone.add(key);
        }
      }
      round(row, structure);
      gone.forEach(key -> row.put(key, null));
      rows.add(row);
      hidden.add(gone);
    }
    return Shown.of(profile, result, rows, hidden);
  }

  /**
   * A count or share by its own sign; a mean or quantile while its count and every share of that
   * count are shown, because together they would tell how many lie beyond the limit; a key that
   * {@code counts.yaml} does not know never.
   */
  private static boolean mayShow(
      String key, MeasureCounts structure, Map<String, PrintedAt> printed) {
    PrintedAt own = printed.get(key);
    if (own != null) {
      return own.figure().shown;
    }
    if (structure.open().contains(key)) {
      return true;
    }
    String over = structure.figures().get(key);
    PrintedAt of = over == null ? null : printed.get(over);
    return of != null
        && of.figure().shown
        && structure.shares().stream()
            .filter(share -> share.of().equals(over))
            .map(share -> printed.get(share.share()))
            .allMatch(share -> share == null || share.figure().shown);
  }

  /** Shows what may be shown as coarsely as the profile asks. */
  private void round(Map<String, @Nullable Object> row, MeasureCounts structure) {
    if (profile.roundTo() == 1) {
      return;
    }
    Map<String, @Nullable Object> exact = new LinkedHashMap<>(row);
    for (String key : structure.counts()) {
      if (exact.get(key) instanceof Number count) {
        row.put(key, profile.rounded(count.longValue()));
      }
    }
    for (MeasureCounts.Share share : structure.shares()) {
      if (exact.get(share.share()) instanceof Number value
          && exact.get(share.of()) instanceof Number of) {
        long total = profile.rounded(of.longValue());
        if (profile.isSmall(of.longValue())) {
          continue;
        }
        double shown =
            switch (profile.shares()) {
              case EXACT -> value.doubleValue();
              case FROM_ROUNDED ->
                  (double) profile.rounded(Math.round(value.doubleValue() * of.longValue()))
                      / total;
              case WHOLE -> Math.round(value.doubleValue() * 100) / 100.0;
            };
        row.put(share.share(), shown);
        row.put(share.share() + "_low", wilson(shown, total, -1));
        row.put(share.share() + "_high", wilson(shown, total, 1));
      }
    }
    for (String key : structure.figures().keySet()) {
      if (exact.get(key) instanceof Number value) {
        row.put(key, decimals(value.doubleValue(), key.endsWith("_mean") ? 1 : 0));
      }
    }
  }

  /** An end of the 95 % interval by Wilson, from what is shown, so that it tells nothing more. */
  private static double wilson(double share, long of, int side) {
    double z = 1.959963984540054;
    double centre = share + z * z / (2 * of);
    double half = z * Math.sqrt(share * (1 - share) / of + z * z / (4.0 * of * of));
    return decimals(Math.clamp((centre + side * half) / (1 + z * z / of), 0, 1), 3);
  }

  private static double decimals(double value, int places) {
    return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).doubleValue();
  }
}
