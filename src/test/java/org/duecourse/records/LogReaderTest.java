package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  @TempDir Path folder;

  private static final ReadSettings SETTINGS = ReadSettings.asOfToday(LocalDate.of(2026, 1, 1));

  @Test
  void theCleanTablesHaveTheColumnsOfTheirDefinition() throws Exception {
    for (LogTable table : LogTable.values()) {
      String header = String.join(",", table.columns().stream().map(Column::name).toList());
      Files.writeString(folder.resolve(table.tableName() + ".csv"), header + "\n");
    }
    Files.writeString(
        folder.resolve("appointments.csv"),
        "appointment_id,patient_id,start_at,status\nA1,P1,2025-03-02T09:00:00,attended\n");
    try (AccessLog log = LogReader.read(folder, SETTINGS);
        Duck defined = Duck.open(Duck.Settings.DEFAULT)) {
      defined.run(Duck.sql(LogReader.class, "tables.sql", java.util.Map.of()));
      assertThat(columns(log.duck())).isEqualTo(columns(defined));
      assertThat(log.asOf()).isEqualTo("2025-03-02");
    }
  }

  private static List<String> columns(Duck duck) {
    return duck.query(
        "select table_name || ' ' || column_name || ' ' || data_type from information_schema.columns where table_schema = 'main' and table_name in ('"
            + String.join("', '", LogTable.names())
            + "') order by 1",
        row -> row.getString(1));
  }
}
