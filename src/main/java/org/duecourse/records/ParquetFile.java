package org.duecourse.records;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.io.Refused;
import org.duecourse.records.RawTable.RawColumn;
import org.duecourse.records.RawTable.RawType;

/** A Parquet file: its columns have types of their own. */
final class ParquetFile {
  private ParquetFile() {}

  private record Described(String name, String type) {}

  /** The file as a relation; the "line" of a row is its number, from 1. */
  static FileSource open(Path file, Duck duck, boolean lines) {
    String relation =
        "read_parquet("
            + Duck.quote(duck.plainPath(file))
            + ", binary_as_string = true, hive_partitioning = false, file_row_number = true)";
    List<Described> described;
    try {
      described =
          duck.query(
              "describe select * from " + relation,
              row -> new Described(row.getString(1), row.getString(2)));
    } catch (Duck.DuckFault e) {
      throw Refused.input("cannot be read as Parquet. Maybe it was cut off while it was copied.");
    }
    Map<String, RawColumn> columns = new LinkedHashMap<>();
    for (Described column : described) {
      String name = column.name().strip().toLowerCase(Locale.ROOT);
      if (!name.equals("file_row_number")
          && columns.put(name, column(column.name(), column.type())) != null) {
        throw Refused.input("has the column '" + name + "' twice. Maybe remove one.");
      }
    }
    return new FileSource(file, relation, columns, lines ? "file_row_number + 1" : null, false);
  }

  private static RawColumn column(String name, String type) {
    String sql = '"' + name.replace("\"", "\"\"") + '"';
    return switch (type) {
      case "VARCHAR" -> RawColumn.text(sql);
      case "TIMESTAMP WITH TIME ZONE" -> of(sql, RawType.TIMESTAMP_WITH_ZONE);
      case "DATE" -> of(sql, RawType.DAY);
      case "DOUBLE", "FLOAT" -> of(sql, RawType.NUMBER);
      default -> {
        if (type.startsWith("TIMESTAMP")) {
          yield of(sql, RawType.TIMESTAMP);
        }
        boolean many = type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
        if (many || type.equals("BLOB") || type.startsWith("TIME")) {
          yield of(sql, RawType.OTHER);
        }
        boolean whole = type.endsWith("INT") || type.endsWith("INTEGER");
        yield type.startsWith("DECIMAL") || whole
            ? of(sql, RawType.NUMBER)
            : RawColumn.text(sql + "::varchar");
      }
    };
  }

  private static RawColumn of(String sql, RawType type) {
    return new RawColumn(sql, type, Map.of(), List.of());
  }
}
