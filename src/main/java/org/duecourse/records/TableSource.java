package org.duecourse.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.io.Suggestion;
import org.duecourse.records.Mapping.Foreign;
import org.duecourse.records.Mapping.TableMapping;
import org.duecourse.records.RawTable.RawColumn;
import org.duecourse.records.RawTable.RawType;
import org.jspecify.annotations.Nullable;

/** Finds the columns of a table in a file, by our own names or by those of a mapping. */
final class TableSource {
  private final LogTable table;
  private final TableMapping mapping;
  private final @Nullable String zone;
  private final List<String> problems = new ArrayList<>();

  TableSource(LogTable table, Mapping mapping) {
    this.table = table;
    this.mapping = mapping.of(table);
    this.zone = mapping.zone();
  }

  /** The rows of a file as those of the table. */
  RawTable in(FileSource file) {
    problems.clear();
    Map<String, RawColumn> ours = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      RawColumn found = find(column, file);
      if (found == null) {
        continue;
      }
      RawColumn fit = found.fitFor(column);
      if (fit == null) {
        problems.add(
            "has a column "
                + column.name()
                + " of a type in which it cannot be: "
                + found.type().name().toLowerCase(Locale.ROOT)
                + ". Maybe write it as text.");
      } else {
        ours.put(column.name(), fit);
      }
    }
    noteMissing(ours.keySet(), file);
    return new RawTable(
        table, file.file(), file.relation(), ours, file.line(), file.mayHideLines(), zone);
  }

  /** What is wrong with the columns; messages do not repeat the file's name. */
  List<String> problems() {
    return problems;
  }

  private @Nullable RawColumn find(Column column, FileSource file) {
    String name = column.name();
    String constant = mapping.constants().get(name);
    if (constant != null) {
      return with(name, Duck.quote(constant), RawType.TEXT);
    }
    Foreign foreign = mapping.columns().get(name);
    if (foreign == null) {
      RawColumn own = file.columns().get(name);
      return own == null ? null : with(name, own.sql(), own.type());
    }
    List<RawColumn> parts = new ArrayList<>();
    for (String part : foreign.names()) {
      RawColumn found = file.columns().get(part);
      if (found == null) {
        problems.add(
            "has no column '"
                + part
                + "', from which the mapping takes "
                + name
                + "."
                + Suggestion.didYouMean(part, file.columns().keySet()));
        return null;
      }
      parts.add(found);
    }
    if (parts.size() == 1) {
      return with(name, parts.getFirst().sql(), parts.getFirst().type());
    }
    String joined =
        parts.stream()
            .map(part -> "nullif(trim((" + part.sql() + ")::varchar), '')")
            .collect(Collectors.joining(" || " + Duck.quote(foreign.with()) + " || "));
    return with(name, "(" + joined + ")", RawType.TEXT);
  }

  private RawColumn with(String name, String sql, RawType type) {
    return new RawColumn(
        sql, type, mapping.words().getOrDefault(name, Map.of()), mapping.formats());
  }

  private void noteMissing(Set<String> found, FileSource file) {
    List<String> missing =
        table.columns().stream()
            .filter(c -> c.needed() && !found.contains(c.name()))
            .map(Column::name)
            .toList();
    if (missing.isEmpty() || !problems.isEmpty()) {
      return;
    }
    Set<String> spare = new HashSet<>(unknown(file));
    for (String name : missing) {
      problems.add(
          "has no column " + name + ", which is needed." + Suggestion.didYouMean(name, spare));
    }
  }

  /** The columns of a file that nothing reads. */
  List<String> unknown(FileSource file) {
    Set<String> used = new HashSet<>();
    mapping.columns().values().forEach(foreign -> used.addAll(foreign.names()));
    return file.columns().keySet().stream()
        .filter(name -> !table.has(name) && !used.contains(name))
        .toList();
  }

  /** The names in the file of the columns in which no line may break. */
  Set<String> wholeLines() {
    Set<String> names = new HashSet<>();
    for (Column column : table.columns()) {
      if (!Column.mayHoldLineBreaks(column.name())) {
        Foreign foreign = mapping.columns().get(column.name());
        names.addAll(foreign == null ? List.of(column.name()) : foreign.names());
      }
    }
    return names;
  }
}
