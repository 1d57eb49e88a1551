package org.duecourse.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the database itself says of the tables of the desk. */
final class Catalog {
  /**
   * Tables whose rows are worth nothing later: whoever was signed in is not signed in by an old
   * backup, and the code that makes the first administrator opens nothing that was brought back.
   */
  static final Set<String> PASSING = Set.of("web_session", "web_session_attributes", "setup_code");

  private final Connection connection;

  Catalog(Connection connection) {
    this.connection = connection;
  }

  /**
   * A table and the columns that are kept of it. Left out are columns that the database computes,
   * and transaction numbers (xid8), which mean nothing on another server and are set anew there.
   */
  record Table(String name, List<String> columns) {
    Table {
      columns = List.copyOf(columns);
    }

    /** The name as SQL has it. */
    String quoted() {
      return Catalog.quoted(name);
    }

    /** Name and columns, as COPY takes them. */
    String copied() {
      return quoted()
          + " ("
          + String.join(", ", columns.stream().map(Catalog::alone).toList())
          + ")";
    }
  }

  /**
   * A sequence and how far it is.
   *
   * @param called whether the value was given out already
   */
  record Sequence(String name, long value, boolean called) {}

  /** A trigger and how it is switched: O on, A always, R on replicas, D off. */
  record Trigger(String table, String name, String state) {
    /** What switches it as it was. */
    String restored() {
      String how =
          switch (state) {
            case "A" -> "enable always";
            case "R" -> "enable replica";
            case "D" -> "disable";
            default -> "enable";
          };
      return "alter table " + quoted(table) + " " + how + " trigger " + alone(name);
    }
  }

  /** A reference from rows of one table to rows of another. */
  record Reference(String name, String from, String to, boolean deferrable) {}

  /** All tables with rows worth keeping, by name. */
  List<Table> tables() throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select c.relname,
                  array(select a.attname::text from pg_attribute a
                        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                          and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
                        order by a.attnum)
                from pg_class c
                where c.relnamespace = 'duecourse'::regnamespace and c.relkind in ('r', 'p')
                  and not c.relispartition
                order by c.relname
                """)) {
      while (rows.next()) {
        if (!PASSING.contains(rows.getString(1)) && !rows.getString(1).equals(Schema.HISTORY)) {
          tables.add(
              new Table(rows.getString(1), Arrays.asList((String[]) rows.getArray(2).getArray())));
        }
      }
    }
    return tables;
  }

  /** The tables of {@link #PASSING} that are there. */
  List<Table> passing() throws SQLException {
    List<Table> there = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select relname from pg_class
                where relnamespace = 'duecourse'::regnamespace and relkind = 'r' order by relname
                """)) {
      while (rows.next()) {
        if (PASSING.contains(rows.getString(1))) {
          there.add(new Table(rows.getString(1), List.of()));
        }
      }
    }
    return there;
  }

  /** All sequences, by name. */
  List<Sequence> sequences() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select relname from pg_class
                where relnamespace = 'duecourse'::regnamespace and relkind = 'S' order by relname
                """)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    List<Sequence> sequences = new ArrayList<>();
    for (String name : names) {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("select last_value, is_called from " + quoted(name))) {
        row.next();
        sequences.add(new Sequence(name, row.getLong(1), row.getBoolean(2)));
      }
    }
    return sequences;
  }

  /** All triggers that somebody wrote. */
  List<Trigger> triggers() throws SQLException {
    List<Trigger> triggers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select c.relname, t.tgname, t.tgenabled::text
                from pg_trigger t join pg_class c on c.oid = t.tgrelid
                where c.relnamespace = 'duecourse'::regnamespace and not t.tgisinternal
                order by 1, 2
                """)) {
      while (rows.next()) {
        triggers.add(new Trigger(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return triggers;
  }

  /** All references between tables. */
  List<Reference> references() throws SQLException {
    List<Reference> references = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select k.conname, f.relname, t.relname, k.condeferrable
                from pg_constraint k
                join pg_class f on f.oid = k.conrelid
                join pg_class t on t.oid = k.confrelid
                where k.contype = 'f' and f.relnamespace = 'duecourse'::regnamespace
                  and t.relnamespace = 'duecourse'::regnamespace
                order by 1, 2
                """)) {
      while (rows.next()) {
        references.add(
            new Reference(
                rows.getString(1), rows.getString(2), rows.getString(3), rows.getBoolean(4)));
      }
    }
    return references;
  }

  /** How many rows a table has. */
  long rows(Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from " + table.quoted())) {
      count.next();
      return count.getLong(1);
    }
  }

  /** A name with its schema, as SQL has it. */
  static String quoted(String name) {
    return Schema.NAME + "." + alone(name);
  }

  /** A name, as SQL has it. */
  static String alone(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
