package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;
import static org.duecourse.desk.DeskWorld.instant;
import static org.duecourse.desk.DeskWorld.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Booking;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.SetAside;
import org.duecourse.measure.Dimension;
import org.duecourse.measure.MeasureResult;
import org.duecourse.measure.MeasureSettings;
import org.duecourse.measure.Measures;
import org.duecourse.measure.Measuring;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.LogWriter;
import org.duecourse.records.ReadSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five weeks of Lee and Cho at Eastside from June 8, 2026, under a term of 5 hours: a visit that
 * lay in protected time before the term was adopted, a swap that was kept and one that was broken,
 * an illness, and a swap that is open still.
 */
class ProtectedTimeKeptTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 6, 8);
  private static final LocalDate TODAY = LocalDate.of(2026, 7, 14);

  private static void weeks(DeskWorld world) {
    ProtectedTime time = ProtectedTime.over(world.desk());
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    assertThat(
            world.book(
                order,
                place("lee", "2026-06-10", "17:00"),
                SetAside.because("the only hour that she can come")))
        .isInstanceOf(Booking.Done.class);
    ContractTerms.over(world.desk())
        .adopt(
            MANAGER,
            new ContractTerms.NewTerm(
                ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                null,
                5,
                13,
                null,
                2,
                MONDAY,
                "the contract of these tests"));
    swap(time, "lee", 16, 25);
    swap(time, "cho", 16, 24);
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            "cho",
            instant("2026-06-24", "00:00"),
            instant("2026-06-25", "00:00"),
            "illness");
    world.itIs("2026-06-29", "08:00");
    time.swaps().settle();
    swap(time, "lee", 30, 44);
    Practitioner cho = world.desk().people().practitioner("cho");
    world
        .desk()
        .people()
        .keep(
            MANAGER,
            new Practitioner(
                "cho",
                cho.name(),
                cho.discipline(),
                cho.languages(),
                null,
                0.9,
                true,
                cho.sites(),
                cho.version()));
    world.itIs("2026-07-14", "08:00");
    time.swaps().settle();
  }

  private static void swap(ProtectedTime time, String who, int day, int given) {
    long id =
        time.swaps()
            .propose(
                MANAGER,
                new Swaps.Proposal(
                    who,
                    "eastside",
                    LocalDate.of(2026, 6, 1).plusDays(day - 1),
                    LocalTime.of(17, 0),
                    LocalTime.of(18, 0),
                    Purpose.RETURN,
                    LocalDate.of(2026, 6, 1).plusDays(given - 1),
                    LocalTime.of(18, 0),
                    "people wait past their limit"));
    time.swaps().agree(who.equals("lee") ? LEE : DeskWorld.CHO, id, 0);
  }

  private static Map<String, @Nullable Object> row(
      MeasureResult result, Map<String, String> where) {
    return result.rows().stream()
        .filter(
            row ->
                where.entrySet().stream().allMatch(e -> e.getValue().equals(row.get(e.getKey()))))
        .findFirst()
        .orElseThrow(() -> new AssertionError(where + " in " + result.rows()));
  }

  @Test
  void anExportedLogGivesTheFiguresThatTheWeeksGive(@TempDir Path folder) throws IOException {
    try (DeskWorld world = DeskWorld.eastside()) {
      weeks(world);
      world.desk().logExport().write(folder.resolve("log"), LogWriter.Form.CSV);
      String text = Files.readString(folder.resolve("log/protected_weeks.csv"));
      assertThat(text.lines())
          .hasSize(1 + 2 * 6)
          .contains(
              "lee 2026-06-08,lee,2026-06-08,eastside,300,255,0",
              "lee 2026-06-15,lee,2026-06-15,eastside,240,240,0",
              "lee 2026-06-22,lee,2026-06-22,eastside,360,360,0",
              "cho 2026-06-15,cho,2026-06-15,eastside,270,240,0",
              "cho 2026-06-22,cho,2026-06-22,eastside,216,240,0",
              "lee 2026-06-29,lee,2026-06-29,eastside,240,240,1");
      assertThat(text).doesNotContain("Dr.");
      try (AccessLog log =
          LogReader.read(folder.resolve("log"), ReadSettings.asOfToday(TODAY).withAsOf(TODAY))) {
        assertThat(log.setAside()).isEmpty();
        Measuring measuring = new Measuring(log, MeasureSettings.splitBy());
        var card = Measures.byId("protected-time-kept");
        ProtectedTime time = ProtectedTime.over(world.desk());
        MeasureResult byMonth =
            measuring.measure(card, List.of(Dimension.CLINICIAN, Dimension.MONTH));
        for (String who : List.of("lee", "cho")) {
          for (String month : List.of("2026-06", "2026-07")) {
            long due = 0;
            long kept = 0;
            long whole = 0;
            long all = 0;
            for (LocalDate monday = MONDAY;
                monday.plusDays(6).isBefore(TODAY);
                monday = monday.plusWeeks(1)) {
              if (monday.toString().startsWith(month)) {
                ProtectedWeek week = time.week(MANAGER, who, monday);
                due += week.owedMinutes();
                kept += Math.min(week.owedMinutes(), week.keptMinutes());
                whole += week.belowMinutes() == 0 ? 1 : 0;
                all++;
              }
            }
            Map<String, @Nullable Object> row =
                row(byMonth, Map.of("clinician", who, "month", month));
            assertThat(row.get("protected_minutes_due"))
                .as("%s %s", who, month)
                .isEqualTo((double) due);
            assertThat(row.get("protected_minutes_kept"))
                .as("%s %s", who, month)
                .isEqualTo((double) kept);
            assertThat(row.get("weeks")).isEqualTo(all);
            assertThat(row.get("weeks_kept")).isEqualTo(whole);
          }
        }
        Map<String, @Nullable Object> site =
            row(measuring.measure(card, List.of(Dimension.SITE)), Map.of("site", "eastside"));
        // Lee 300+240+360+240+300; Cho, at 0.9: 270 (the broken swap moved nothing), 270, 216, 270,
        // 270.
        assertThat(site.get("protected_minutes_due")).isEqualTo(1440.0 + 1296.0);
        // Lee is 45 short in the first week, Cho 30 in the week from which the broken swap took.
        assertThat(site.get("protected_minutes_kept")).isEqualTo(1440.0 + 1296.0 - 45 - 30);
        assertThat((Double) site.get("kept_share")).isEqualTo(2661.0 / 2736.0);
        assertThat(site)
            .containsEntry("weeks", 10L)
            .containsEntry("weeks_kept", 8L)
            .containsEntry("swaps_open", 1L);
        MeasureResult all = measuring.measure(card, List.of());
        assertThat(all.leftOut()).containsEntry("not_over", 2L);
      }
    }
  }

  @Test
  void aLogWithoutTheTableIsNotComputableAndOneWithoutATermSaysSo(@TempDir Path folder)
      throws IOException {
    try (DeskWorld world = DeskWorld.eastside()) {
      world.booked(
          world.returnOrder("2026-06-08", "2026-06-09", "2026-06-12"),
          "lee",
          "2026-06-09",
          "09:00");
      world.desk().logExport().write(folder.resolve("log"), LogWriter.Form.CSV);
      try (AccessLog log = LogReader.read(folder.resolve("log"), ReadSettings.asOfToday(TODAY))) {
        assertThat(
                new Measuring(log, MeasureSettings.splitBy())
                    .measure(Measures.byId("protected-time-kept"))
                    .notComputable())
            .extracting(MeasureResult.NotComputable::reason)
            .containsExactly("no clinicians' weeks");
      }
      Files.delete(folder.resolve("log/protected_weeks.csv"));
      try (AccessLog log = LogReader.read(folder.resolve("log"), ReadSettings.asOfToday(TODAY))) {
        assertThat(
                new Measuring(log, MeasureSettings.splitBy())
                    .measure(Measures.byId("protected-time-kept"))
                    .notComputable())
            .extracting(MeasureResult.NotComputable::reason)
            .contains("protected_weeks: the log has no such table");
      }
    }
  }
}
