package org.duecourse.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.duecourse.io.Yaml;

/** The numbers of our own choosing that measures use, from {@code thresholds.yaml}. */
public final class Thresholds {
  /** How many days "recent" looks back: 13 weeks. */
  static final int RECENT_DAYS = 91;

  private static final Map<String, Number> VALUES = read();

  private Thresholds() {}

  /** All of them by name, as SQL names them. */
  public static Map<String, Number> values() {
    return VALUES;
  }

  private static Map<String, Number> read() {
    Yaml file = Yaml.resource(Thresholds.class, "thresholds.yaml");
    Yaml.Section top = file.top().anyKey();
    Map<String, Number> values = new LinkedHashMap<>();
    for (String key : top.keys()) {
      double value = top.number(key, 0, 1000);
      values.put(key, value == Math.rint(value) ? (Number) Math.round(value) : (Number) value);
    }
    file.refuse("nothing was measured");
    return Map.copyOf(values);
  }
}
