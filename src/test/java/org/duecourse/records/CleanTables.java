package org.duecourse.records;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The clean tables of a log as text, in an order of their own. */
final class CleanTables {
  private CleanTables() {}

  /** Each row as its values with bars between, in the order of the columns of tables.sql. */
  static Map<String, List<String>> of(AccessLog log) {
    Map<String, List<String>> result = new TreeMap<>();
    for (String table : LogTable.names()) {
      List<String> columns =
          log.duck()
              .query(
                  "select column_name from information_schema.columns where table_schema = 'main' and table_name = '"
                      + table
                      + "' order by ordinal_position",
                  row -> "coalesce(\"" + row.getString(1) + "\"::varchar, 'null')");
      result.put(
          table,
          log.duck()
              .query(
                  "select concat_ws('|', "
                      + String.join(", ", columns)
                      + ") from "
                      + table
                      + " order by 1",
                  row -> row.getString(1)));
    }
    return result;
  }
}
