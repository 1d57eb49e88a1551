package org.duecourse.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.records.Duck;

/** Reads a Parquet file back, each value as text. */
final class Parquets {
  private Parquets() {}

  static List<List<String>> rows(Path file, List<String> columns) {
    try (Duck duck = Duck.open(Duck.Settings.DEFAULT)) {
      return duck.query(
          "select * from read_parquet(" + Duck.quote(file.toString()) + ")",
          row -> {
            List<String> values = new ArrayList<>();
            for (String column : columns) {
              Object value = row.getObject(column);
              values.add(
                  value instanceof Number number
                      ? Double.toString(number.doubleValue())
                      : String.valueOf(value));
            }
            return values;
          });
    }
  }
}
