package org.duecourse.records;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file as a relation of text or typed columns, under the names of its own header.
 *
 * @param file where it lies
 * @param relation what stands in a FROM clause
 * @param columns expression and type by header name (trimmed, lower case), in the order of the file
 * @param line SQL for the line or row of the file; null where it is not known
 */
record FileSource(
    Path file,
    String relation,
    Map<String, RawTable.RawColumn> columns,
    @org.jspecify.annotations.Nullable String line) {

  /** The rows as those of a table in our own words. */
  RawTable as(LogTable table) {
    Map<String, RawTable.RawColumn> ours = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      RawTable.RawColumn found = columns.get(column.name());
      if (found != null) {
        ours.put(column.name(), found);
      }
    }
    return new RawTable(table, file, relation, ours, line, null);
  }

  /** The columns of the file that the table does not know. */
  List<String> unknown(LogTable table) {
    return columns.keySet().stream().filter(name -> !table.has(name)).toList();
  }
}
