package org.duecourse.records;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of one of our tables on its way from FHIR: texts by column, blank where not told. */
final class FhirRow {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Sets a column; null leaves it blank. */
  FhirRow put(String column, @Nullable String value) {
    if (value == null) {
      values.remove(column);
    } else {
      values.put(column, value);
    }
    return this;
  }

  /** A column's text, or null where it is blank. */
  @Nullable String get(String column) {
    return values.get(column);
  }
}
