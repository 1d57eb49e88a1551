package org.duecourse.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One DuckDB in this process, within a memory limit; what does not fit goes to a folder that is
 * removed at the end. Not for several threads.
 */
public final class Duck implements AutoCloseable {
  private final Connection connection;
  private final Path spill;
  private final Thread cleaner;

  /**
   * How much a run may use.
   *
   * @param memoryLimit such as "2GB"; null leaves DuckDB's own limit, 80 % of the machine
   * @param spillFolder where what does not fit is put, in a folder of its own; null is the system's
   *     temporary folder
   * @param threads how many threads; 0 is all
   */
  public record Settings(@Nullable String memoryLimit, @Nullable Path spillFolder, int threads) {
    /** No limit of our own. */
    public static final Settings DEFAULT = new Settings(null, null, 0);
  }

  private Duck(Connection connection, Path spill, Thread cleaner) {
    this.connection = connection;
    this.spill = spill;
    this.cleaner = cleaner;
  }

  /** Opens an empty database. */
  public static Duck open(Settings settings) {
    try {
      Path parent = settings.spillFolder();
      Path spill =
          parent == null
              ? Files.createTempDirectory("duecourse-")
              : Files.createTempDirectory(parent, "duecourse-");
      Thread cleaner = new Thread(() -> removeFolder(spill));
      Runtime.getRuntime().addShutdownHook(cleaner);
      Duck duck = new Duck(DriverManager.getConnection("jdbc:duckdb:"), spill, cleaner);
      duck.run("set temp_directory = " + quote(spill.toString()));
      duck.run("set TimeZone = 'UTC'");
      if (settings.memoryLimit() != null) {
        duck.run("set memory_limit = " + quote(settings.memoryLimit()));
      }
      if (settings.threads() > 0) {
        duck.run("set threads = " + settings.threads());
      }
      return duck;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements that answer nothing. */
  public void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new DuckFault(sql, e);
    }
  }

  /** Runs a query and hands over each row, without gathering them. */
  void each(String sql, RowReader<?> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw new DuckFault(sql, e);
    }
  }

  /** Makes one value of the current row. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a query and makes one value of each row. */
  public <T> List<T> query(String sql, RowReader<T> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw new DuckFault(sql, e);
    }
  }

  /**
   * The path of a file as DuckDB reads it: a name with signs that DuckDB takes for a pattern gets a
   * link beside the spilled data.
   */
  String plainPath(Path file) {
    String path = file.toAbsolutePath().toString();
    if (path.chars().noneMatch(c -> "*?[]{}".indexOf(c) >= 0)) {
      return path;
    }
    try {
      Path folder = Files.createTempDirectory(spill, "link");
      String ending = path.substring(path.lastIndexOf('.') + 1);
      return Files.createSymbolicLink(folder.resolve("file." + ending), file.toRealPath())
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One row of an answer by the names of its columns, for packages that know no database. */
  public interface Row {
    /** Text; empty where there is none. */
    String text(String column);

    /** A number; NaN where there is none. */
    double number(String column);

    /** A day; null where there is none. */
    @Nullable LocalDate day(String column);
  }

  /** Runs a query and makes one value of each row, without the types of the database. */
  public <T> List<T> read(String sql, Function<Row, T> reader) {
    return query(sql, row -> reader.apply(new RowOfResult(row)));
  }

  private record RowOfResult(ResultSet row) implements Row {
    @Override
    public String text(String column) {
      String text = value(column, String.class);
      return text == null ? "" : text;
    }

    @Override
    public double number(String column) {
      Double number = value(column, Double.class);
      return number == null ? Double.NaN : number;
    }

    @Override
    public @Nullable LocalDate day(String column) {
      return value(column, LocalDate.class);
    }

    private <T> @Nullable T value(String column, Class<T> type) {
      try {
        Object value =
            type == Double.class
                ? Double.valueOf(row.getDouble(column))
                : type == String.class ? row.getString(column) : row.getObject(column, type);
        return row.wasNull() || value == null ? null : type.cast(value);
      } catch (SQLException e) {
        throw new DuckFault(column, e);
      }
    }
  }

  /** The connection, for appenders and copies. */
  public Connection connection() {
    return connection;
  }

  /**
   * Reads a file of SQL that lies beside a class and fills its named values: {@code :as_of} becomes
   * a literal.
   *
   * @param values texts, days, whole numbers and fractions by name; each name in the file must be
   *     there
   */
  public static String sql(Class<?> beside, String file, Map<String, ?> values) {
    try (var in = beside.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + file + " beside " + beside.getName());
      }
      return fill(new String(in.readAllBytes(), StandardCharsets.UTF_8), values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills the named values of SQL; a longer name is filled before one that it starts with. */
  public static String fill(String sql, Map<String, ?> values) {
    String result = sql;
    List<String> names = new ArrayList<>(values.keySet());
    names.sort(Comparator.comparingInt(String::length).reversed());
    for (String name : names) {
      result = result.replace(":" + name, literal(values.get(name)));
    }
    return result;
  }

  /** A value as SQL has it. */
  public static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case LocalDate day -> "date '" + day + "'";
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> quote(value.toString());
    };
  }

  /** A text as SQL has it, with quotes doubled. */
  public static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      removeFolder(spill);
      try {
        Runtime.getRuntime().removeShutdownHook(cleaner);
      } catch (IllegalStateException shuttingDown) {
        // The hook is running and removes the folder too.
      }
    }
  }

  private static void removeFolder(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // Left for the system to clean: nothing in it is needed, and failing here would hide the
      // result.
    }
  }

  /** A statement that DuckDB refused; the message is DuckDB's. */
  public static final class DuckFault extends RuntimeException {
    DuckFault(String sql, SQLException cause) {
      super(cause.getMessage() + "\nin: " + sql, cause);
    }
  }
}
