package org.duecourse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.disclosure.Shown;
import org.jspecify.annotations.Nullable;

/**
 * A result in JSON as it may be shown: a hidden figure is null, and its key is in the row's {@code
 * suppressed}, so that nobody takes it for one that is not known.
 */
public final class SuppressedJson {
  private SuppressedJson() {}

  /** The keys of the contract, then {@code suppression}. */
  public static Map<String, @Nullable Object> of(Shown shown) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(shown.result().json());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < shown.result().rows().size(); i++) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>(shown.result().rows().get(i));
      if (shown.profile().hides()) {
        row.put("suppressed", List.copyOf(shown.hidden().get(i)));
      }
      rows.add(row);
    }
    json.put("rows", rows);
    Map<String, @Nullable Object> suppression = new LinkedHashMap<>();
    suppression.put("profile", shown.profile().id());
    suppression.put("notice", shown.notice());
    suppression.put("hidden_exclusions", List.copyOf(shown.hiddenExclusions()));
    json.put("suppression", suppression);
    return json;
  }
}
