package org.duecourse.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duecourse.records.Duck;
import org.jspecify.annotations.Nullable;

/** Writes a table as Parquet; the type of a column is that of its values. */
public final class ParquetTable {
  private static final int ROWS_AT_ONCE = 500;

  private ParquetTable() {}

  /** Writes into a path of the caller's choice, for {@link org.duecourse.io.AtomicFile}. */
  public static void write(Table table, Path file) {
    try (Duck duck = Duck.open(Duck.Settings.DEFAULT)) {
      List<String> columns = new ArrayList<>();
      for (int i = 0; i < table.columns().size(); i++) {
        columns.add(name(table.columns().get(i)) + " " + type(table, i));
      }
      duck.run("create table result (" + String.join(", ", columns) + ")");
      for (int from = 0; from < table.rows().size(); from += ROWS_AT_ONCE) {
        int to = Math.min(table.rows().size(), from + ROWS_AT_ONCE);
        duck.run(
            "insert into result values "
                + table.rows().subList(from, to).stream()
                    .map(ParquetTable::row)
                    .collect(Collectors.joining(", ")));
      }
      duck.run("copy result to " + Duck.quote(file.toString()) + " (format parquet)");
    }
  }

  private static String row(List<@Nullable Object> row) {
    return row.stream().map(Duck::literal).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String name(String column) {
    return "\"" + column.replace("\"", "\"\"") + "\"";
  }

  private static String type(Table table, int column) {
    String type = "";
    for (List<@Nullable Object> row : table.rows()) {
      String here =
          switch (row.get(column)) {
            case null -> "";
            case Integer n -> "bigint";
            case Long n -> "bigint";
            case Number n -> "double";
            case Boolean b -> "boolean";
            case java.time.LocalDate d -> "date";
            default -> "varchar";
          };
      if (here.isEmpty() || here.equals(type)) {
        continue;
      }
      boolean numbers = List.of("bigint", "double", "").containsAll(List.of(type, here));
      type = type.isEmpty() ? here : numbers ? "double" : "varchar";
    }
    return type.isEmpty() ? "varchar" : type;
  }
}
