package org.duecourse.records;

import java.util.List;
import java.util.Map;

/**
 * Links that do not hold become null: the visit is kept, but is not linked. A link is bad when it
 * points to nothing, to a row of another patient, or to a row of a later day.
 */
final class Links {
  private final Duck duck;
  private final Map<LogTable, CleanedTable> tables;

  Links(Duck duck, Map<LogTable, CleanedTable> tables) {
    this.duck = duck;
    this.tables = tables;
  }

  void check() {
    String visit =
        " when t.patient_id <> f.patient_id then 'link_of_another_patient'"
            + " when f.start_day < t.%s then 'link_to_a_later_row'";
    check(LogTable.APPOINTMENTS, LogTable.REQUESTS, visit.formatted("received_day"));
    check(LogTable.APPOINTMENTS, LogTable.ORDERS, visit.formatted("ordered_day"));
    check(LogTable.OFFERS, LogTable.REQUESTS, "");
    check(LogTable.OFFERS, LogTable.ORDERS, "");
  }

  private void check(LogTable from, LogTable to, String conditions) {
    CleanedTable table = tables.get(from);
    String id = to.id().name();
    if (table == null || !table.raw().present().contains(id)) {
      return;
    }
    if (!tables.containsKey(to)) {
      duck.run("update %1$s set %2$s = null where %2$s is not null".formatted(table.name(), id));
      return;
    }
    duck.run(
        ("create or replace temp table swept as select * from (select f.rowid as r, case when t.%1$s is null then 'link_to_none'%2$s end as reason"
                + " from %3$s f left join %4$s t on t.%1$s = f.%1$s where f.%1$s is not null) where reason is not null")
            .formatted(id, conditions, table.name(), to.tableName()));
    List<String> reasons =
        duck.query(
            "select reason, count(*) from swept group by reason order by reason",
            row -> {
              table.note(id, row.getString(1), row.getLong(2));
              return row.getString(1);
            });
    if (!reasons.isEmpty()) {
      duck.run(
          "update %s set %s = null where rowid in (select r from swept)"
              .formatted(table.name(), id));
    }
  }
}
