package org.duecourse.records;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table as they were found, before any rule.
 *
 * @param table which table they are
 * @param file where they were found, for messages
 * @param relation what stands in a FROM clause
 * @param columns how each column of the contract that is there is had from the relation
 * @param line SQL for the line of the file at which a row starts; null where it is not known
 * @param mayHideLines whether a quote that is not closed may have swallowed lines unseen
 * @param defaultZone the zone of rows whose site has none; null: not known
 */
record RawTable(
    LogTable table,
    Path file,
    String relation,
    Map<String, RawColumn> columns,
    @Nullable String line,
    boolean mayHideLines,
    @Nullable String defaultZone) {

  /** The columns of the contract that are there. */
  Set<String> present() {
    return columns.keySet();
  }

  /** What the fields of a raw column are. */
  enum RawType {
    TEXT,
    TIMESTAMP,
    TIMESTAMP_WITH_ZONE,
    DAY,
    NUMBER,
    /** What no column of the contract can be: a list, a structure, bytes. */
    OTHER
  }

  /**
   * One raw column.
   *
   * @param sql an expression over the relation
   * @param type what its values are
   * @param words our word by foreign word, in lower case; empty: the words are our own
   * @param formats how days and times are written, for {@code strptime}; ISO 8601 is read in any
   *     case
   */
  record RawColumn(String sql, RawType type, Map<String, String> words, List<String> formats) {
    /** Text in our own words. */
    static RawColumn text(String sql) {
      return new RawColumn(sql, RawType.TEXT, Map.of(), List.of());
    }

    /** The same, fit for a column of the contract; null where its type cannot be. */
    @Nullable RawColumn fitFor(Column column) {
      return switch (column.type()) {
        case TEXT, WORD ->
            switch (type) {
              case TEXT -> this;
              case OTHER -> null;
              case TIMESTAMP, TIMESTAMP_WITH_ZONE, DAY, NUMBER -> asText();
            };
        case TIME, DAY ->
            switch (type) {
              case TEXT, TIMESTAMP, TIMESTAMP_WITH_ZONE, DAY -> this;
              case NUMBER -> formats.isEmpty() ? null : asText();
              case OTHER -> null;
            };
        case NUMBER -> type == RawType.TEXT || type == RawType.NUMBER ? this : null;
      };
    }

    private RawColumn asText() {
      return new RawColumn("(" + sql + ")::varchar", RawType.TEXT, words, formats);
    }
  }
}
