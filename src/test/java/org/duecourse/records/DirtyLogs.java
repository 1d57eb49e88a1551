package org.duecourse.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Small random logs in which everything that can go wrong does, from a seed. */
final class DirtyLogs {
  private static final List<String> ZONES =
      List.of(
          "America/Los_Angeles", "Europe/London", "Asia/Kolkata", "Africa/Cairo", "Mars/Base", "");

  private final SplittableRandom random;

  DirtyLogs(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The fields of every table, as text. */
  Map<LogTable, List<Map<String, String>>> next() {
    Map<LogTable, List<Map<String, String>>> log = new EnumMap<>(LogTable.class);
    for (LogTable table : LogTable.values()) {
      if (table != LogTable.APPOINTMENTS && random.nextInt(5) == 0) {
        continue;
      }
      List<Map<String, String>> rows = new ArrayList<>();
      int count = table == LogTable.SITES ? 4 : 10 + random.nextInt(60);
      for (int i = 0; i < count; i++) {
        if (!rows.isEmpty() && random.nextInt(8) == 0) {
          rows.add(new HashMap<>(rows.get(random.nextInt(rows.size()))));
        } else {
          rows.add(row(table));
        }
      }
      log.put(table, rows);
    }
    return log;
  }

  private Map<String, String> row(LogTable table) {
    Map<String, String> row = new HashMap<>();
    for (Column column : table.columns()) {
      String value =
          column.needed() && random.nextInt(40) > 0 || random.nextInt(3) > 0
              ? value(column)
              : blank();
      if (value != null) {
        row.put(column.name(), value);
      }
    }
    return row;
  }

  private @Nullable String blank() {
    return random.nextInt(4) == 0 ? " " : null;
  }

  private String value(Column column) {
    String name = column.name();
    return switch (column.type()) {
      case TEXT ->
          name.equals("zone")
              ? ZONES.get(random.nextInt(ZONES.size()))
              : padded(
                  switch (name) {
                    case "site_id" -> "S" + random.nextInt(4);
                    case "patient_id" -> "P" + random.nextInt(4);
                    default ->
                        name.endsWith("_id")
                            ? name.substring(0, 1).toUpperCase(Locale.ROOT) + random.nextInt(25)
                            : List.of("plain", "a, b", "say \"hi\"", "Zoë\nand Li")
                                .get(random.nextInt(4));
                  });
      case WORD -> {
        String word = column.words().get(random.nextInt(column.words().size()));
        yield switch (random.nextInt(12)) {
          case 0 -> word.toUpperCase(Locale.ROOT);
          case 1 -> " " + word + " ";
          case 2 -> random.nextInt(3) == 0 ? "whatever" : word;
          default -> word;
        };
      }
      case TIME -> padded(time());
      case DAY -> random.nextInt(6) == 0 ? time() : day();
      case NUMBER ->
          List.of("50", "12.5", "0", "-3", "x", "nan", "inf", "1_0", "1e2", ".5", " 45 ")
              .get(random.nextInt(11));
    };
  }

  private String padded(String text) {
    return switch (random.nextInt(20)) {
      case 0 -> " " + text;
      case 1 -> text + " ";
      default -> text;
    };
  }

  private String day() {
    return switch (random.nextInt(60)) {
      case 0 -> "2023-02-30";
      case 1 -> "n/a";
      case 2 -> "2014-12-31";
      case 3 -> "2031-01-01";
      case 4 -> "infinity";
      case 5 -> "03/02/2025";
      default -> LocalDate.of(2025, 3, 1).plusDays(random.nextInt(60)).toString();
    };
  }

  private String time() {
    String time =
        "%02d:%02d"
            .formatted(random.nextInt(60) == 0 ? 24 : random.nextInt(24), 15 * random.nextInt(4));
    String day = day();
    // Los Angeles puts its clocks forward on 9 March 2025, London on 30 March, Cairo on 25 April at
    // midnight.
    return switch (random.nextInt(16)) {
      case 0 -> day;
      case 1 -> day + " " + time;
      case 2 -> day + "T" + time + ":00Z";
      case 3 -> day + "T" + time + ":30.25-08:00";
      case 4 -> day + " " + time + ":00+0530";
      case 5 -> day + "T" + time + "+01";
      case 6 -> "2025-03-09T02:30:00";
      case 7 -> "2025-03-30 01:15:00";
      case 8 -> "2025-04-25T00:" + (random.nextBoolean() ? "00" : "20") + ":00";
      case 9 -> day + " 09:00 PM";
      case 10 ->
          random.nextBoolean()
              ? day + "T" + time + ":61"
              : day.replace('-', '/') + " " + time + ":00";
      default -> day + "T" + time + ":00";
    };
  }

  /** The same rows in another order. */
  Map<LogTable, List<Map<String, String>>> shuffled(Map<LogTable, List<Map<String, String>>> log) {
    Map<LogTable, List<Map<String, String>>> result = new EnumMap<>(LogTable.class);
    log.forEach(
        (table, rows) -> {
          List<Map<String, String>> other = new ArrayList<>(rows);
          Collections.shuffle(other, new java.util.Random(random.nextLong()));
          result.put(table, other);
        });
    return result;
  }

  /** Writes the tables as CSV files with every column of the contract. */
  static void write(Map<LogTable, List<Map<String, String>>> log, Path folder) {
    log.forEach(
        (table, rows) -> {
          StringBuilder text = new StringBuilder();
          List<String> names = table.columns().stream().map(Column::name).toList();
          text.append(String.join(",", names)).append("\n");
          for (Map<String, String> row : rows) {
            text.append(
                String.join(
                    ",", names.stream().map(n -> quoted(row.getOrDefault(n, ""))).toList()));
            text.append("\n");
          }
          try {
            Files.writeString(folder.resolve(table.tableName() + ".csv"), text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static String quoted(String field) {
    return field.matches("[^,\"\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
