package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.duecourse.KeptInStep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The schema says of itself what each table and column means; a page is made of it. */
class SchemaTest {
  private static TestStore store;

  @BeforeAll
  static void open() {
    store = TestStore.fresh();
  }

  @AfterAll
  static void close() {
    store.close();
  }

  /** One row = one column of a table of the desk; Flyway's own table is not ours. */
  private record Column(
      String table, String about, String column, String type, boolean needed, String meaning) {}

  @Test
  void everyTableAndEveryColumnSaysWhatItMeans() {
    List<Column> columns = columns();
    assertThat(columns.stream().map(Column::table).distinct().count()).isGreaterThan(20);
    assertThat(columns).filteredOn(c -> c.about().isBlank()).isEmpty();
    assertThat(columns).filteredOn(c -> c.meaning().isBlank()).isEmpty();
  }

  @Test
  void thePageOfTheSchemaIsWhatTheSchemaSays() {
    StringBuilder page = new StringBuilder();
    String table = "";
    for (Column c : columns()) {
      if (!c.table().equals(table)) {
        table = c.table();
        page.append("\n### `").append(table).append("`\n\n").append(c.about()).append(".\n\n");
        page.append("| column | type | meaning |\n|---|---|---|\n");
      }
      page.append("| `")
          .append(c.column())
          .append("` | ")
          .append(c.type())
          .append(c.needed() ? "" : ", may be null")
          .append(" | ")
          .append(c.meaning().replace("|", "\\|"))
          .append(" |\n");
    }
    KeptInStep.part(Path.of("docs/schema.md"), "tables", page.toString());
  }

  private static List<Column> columns() {
    return store
        .owner()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select c.relname, coalesce(obj_description(c.oid), '') as about, a.attname,
                               format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
                               coalesce(col_description(c.oid, a.attnum), '') as meaning
                        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace = 'duecourse'::regnamespace and c.relkind = 'r' and c.relname not like 'flyway%'
                        order by c.relname, a.attnum
                        """)
                    .map(
                        (rs, context) ->
                            new Column(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getString(3),
                                rs.getString(4),
                                rs.getBoolean(5),
                                rs.getString(6)))
                    .list());
  }
}
