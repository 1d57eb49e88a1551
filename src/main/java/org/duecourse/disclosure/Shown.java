package org.duecourse.disclosure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.measure.MeasureResult;
import org.duecourse.records.AccessLog.SetAside;
import org.jspecify.annotations.Nullable;

/**
 * A result as it may be shown: hidden figures are null and named, rounded ones are rounded.
 *
 * @param profile the rule that it was shown under
 * @param result the result, with what may not be shown taken out
 * @param hidden for each row, the keys that are not shown
 * @param hiddenExclusions reasons for which a small number of rows was left out or set aside; the
 *     numbers are not in the result, and no total over them may be shown
 */
public record Shown(
    Profile profile, MeasureResult result, List<Set<String>> hidden, Set<String> hiddenExclusions) {

  /** Notes go as well: they hold counts. */
  static Shown of(
      Profile profile,
      MeasureResult result,
      List<Map<String, @Nullable Object>> rows,
      List<Set<String>> hidden) {
    Map<String, Long> leftOut = new LinkedHashMap<>();
    Set<String> small = new LinkedHashSet<>();
    result
        .leftOut()
        .forEach(
            (reason, count) -> {
              if (profile.isSmall(count)) {
                small.add(reason);
              } else {
                leftOut.put(reason, profile.rounded(count));
              }
            });
    List<SetAside> setAside = new ArrayList<>();
    for (SetAside each : result.setAside()) {
      if (profile.isSmall(each.rows())) {
        small.add(each.table() + ": " + each.reason());
      } else {
        setAside.add(new SetAside(each.table(), each.reason(), profile.rounded(each.rows())));
      }
    }
    MeasureResult shown =
        new MeasureResult(
            result.measure(),
            result.version(),
            result.standard(),
            result.calendar(),
            result.asOf(),
            result.by(),
            result.keys(),
            rows,
            setAside,
            leftOut,
            result.notComputable(),
            profile.hides() ? List.of() : result.notes());
    return new Shown(profile, shown, hidden, small);
  }

  /** Whether a figure is hidden: then its value is null, and not because it is not known. */
  public boolean isHidden(int row, String key) {
    return hidden.get(row).contains(key);
  }

  /** What the reader is told about small numbers, in one sentence. */
  public String notice() {
    return profile.hides()
        ? "Small numbers are not shown, by "
            + profile.id()
            + ": "
            + profile.legend()
            + ". In a CSV file they read "
            + profile.token()
            + "."
        : INTERNAL_USE;
  }

  /** What stands on every result in which nothing was hidden. */
  public static final String INTERNAL_USE =
      "For internal use: small numbers are shown. To publish, choose a profile with --suppress.";
}
