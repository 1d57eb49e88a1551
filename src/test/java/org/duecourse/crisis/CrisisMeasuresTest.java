package org.duecourse.crisis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.duecourse.crisis.CoverPlan.Piece;
import org.duecourse.desk.Actor;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
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
 * The crisis service of Eastside and North in June 2026, measured from the log that the desk writes
 * and counted a second time from what its pages show.
 */
class CrisisMeasuresTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 6, 8);
  private static final LocalDate AS_OF = LocalDate.of(2026, 7, 9);
  private static final Actor OSEI =
      new Actor(
          "osei",
          EnumSet.of(Role.CRISIS_CLINICIAN, Role.TRIAGE_CLINICIAN),
          Set.of("eastside"),
          null);

  private static Map<String, @Nullable Object> row(MeasureResult result, String key, String value) {
    return result.rows().stream()
        .filter(row -> value.equals(row.get(key)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(value + " in " + result.rows()));
  }

  private static AccessLog exported(DeskWorld world, Path folder) {
    world.desk().logExport().write(folder.resolve("log"), LogWriter.Form.CSV);
    return LogReader.read(folder.resolve("log"), ReadSettings.asOfToday(AS_OF).withAsOf(AS_OF));
  }

  /** People named by chance, illnesses, a strike of everybody and somebody from elsewhere in it. */
  private static void weeks(DeskWorld world, Crisis crisis) {
    world.site("north");
    world.clinician("nora", "north");
    world.week("nora", "north", "2026-06-08");
    SplittableRandom random = new SplittableRandom(46);
    List<String> people = List.of("lee", "cho", "nora");
    for (int i = 0; i < 60; i++) {
      LocalDate day = FIRST.plusDays(random.nextInt(30));
      int from = 7 * 60 + 15 * random.nextInt(44);
      crisis.name(
          MANAGER,
          random.nextInt(4) == 0 ? "north" : "eastside",
          people.get(random.nextInt(3)),
          DeskWorld.instant(day.toString(), time(from)),
          DeskWorld.instant(day.toString(), time(from + 15 * (1 + random.nextInt(12)))),
          "phone");
    }
    for (String who : List.of("lee", "cho")) {
      String day = FIRST.plusDays(random.nextInt(25)).toString();
      world
          .desk()
          .absences()
          .declare(
              MANAGER,
              random.nextBoolean() ? "eastside" : null,
              who,
              DeskWorld.instant(day, "08:20"),
              DeskWorld.instant(day, "15:10"),
              "illness");
    }
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            null,
            DeskWorld.instant("2026-06-16", "08:00"),
            DeskWorld.instant("2026-06-16", "16:00"),
            "strike");
    crisis.name(
        MANAGER,
        "eastside",
        "nora",
        DeskWorld.instant("2026-06-16", "10:00"),
        DeskWorld.instant("2026-06-16", "12:00"),
        "in_person");
  }

  private static String time(int minutes) {
    return String.format(java.util.Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
  }

  @Test
  void coverIsCountedByHalfHoursAsThePagesShowIt(@TempDir Path folder) throws IOException {
    try (DeskWorld world = DeskWorld.eastside()) {
      Crisis crisis = Crisis.over(world.desk());
      world.booked(
          world.returnOrder("2026-06-08", "2026-06-09", "2026-06-12"),
          "lee",
          "2026-06-09",
          "09:00");
      weeks(world, crisis);
      world.itIs("2026-07-10", "08:00");
      Map<String, List<String>> lines = new java.util.HashMap<>();
      try (AccessLog log = exported(world, folder)) {
        assertThat(log.setAside()).isEmpty();
        Files.readAllLines(folder.resolve("log/crisis_cover.csv")).stream()
            .skip(1)
            .map(line -> List.of(line.split(",", -1)))
            .forEach(line -> lines.put(line.getFirst(), line));
        MeasureResult result =
            new Measuring(log, MeasureSettings.splitBy())
                .measure(Measures.byId("crisis-cover"), List.of(Dimension.SITE));
        for (String site : List.of("eastside", "north")) {
          long days = 0;
          long whole = 0;
          long open = 0;
          long covered = 0;
          for (LocalDate day = FIRST; !day.isAfter(AS_OF); day = day.plusDays(1)) {
            List<Piece> pieces = crisis.cover(site, day);
            if (pieces.isEmpty()) {
              assertThat(lines).as("closed").doesNotContainKey(site + " " + day);
              continue;
            }
            long all = halfHours(pieces);
            long named = halfHours(pieces.stream().filter(Piece::isCovered).toList());
            assertThat(lines.get(site + " " + day))
                .as(site + " " + day)
                .endsWith(String.valueOf(all), String.valueOf(named));
            days++;
            whole += named == all ? 1 : 0;
            open += all;
            covered += named;
          }
          Map<String, @Nullable Object> row = row(result, "site", site);
          assertThat(row)
              .containsEntry("days", days)
              .containsEntry("days_covered", whole)
              .containsEntry("half_hours_open", (double) open)
              .containsEntry("half_hours_covered", (double) covered);
          assertThat(covered)
              .as("chance named somebody, and not everywhere")
              .isBetween(1L, open - 1);
        }
        assertThat(lines.get("eastside 2026-06-16"))
            .as("two hours by somebody from elsewhere, and what was named after 4 p.m.")
            .satisfies(
                line -> assertThat(Integer.parseInt(line.getLast())).isGreaterThanOrEqualTo(4));
      }
    }
  }

  private static long halfHours(List<Piece> pieces) {
    return pieces.stream()
        .mapToLong(piece -> Duration.between(piece.from(), piece.to()).toMinutes() / 30)
        .sum();
  }

  @Test
  void requestsAreAnsweredByTheirClocks(@TempDir Path folder) throws IOException {
    try (DeskWorld world = DeskWorld.eastside()) {
      Crisis crisis = Crisis.over(world.desk());
      world.booked(
          world.returnOrder("2026-06-08", "2026-06-09", "2026-06-12"),
          "lee",
          "2026-06-09",
          "09:00");
      List<String> ids = new ArrayList<>();
      for (String urgency : List.of("emergency", "emergency", "urgent", "urgent", "emergency")) {
        ids.add(
            crisis.enter(
                OSEI,
                new Crisis.NewRequest(
                    "eastside", null, "the caller of " + ids.size(), "phone", urgency)));
      }
      world.passes(Duration.ofMinutes(30));
      crisis.contacted(OSEI, ids.get(0));
      world.passes(Duration.ofMinutes(210));
      crisis.seen(OSEI, ids.get(0));
      world.passes(Duration.ofSeconds(60));
      crisis.seen(OSEI, ids.get(1));
      world.passes(Duration.ofHours(19));
      crisis.transferred(OSEI, ids.get(2), "the county's mobile team", "their night lead");
      world.itIs("2026-06-10", "08:00");
      world.desk().logExport().write(folder.resolve("log"), LogWriter.Form.CSV);
      LocalDate asOf = LocalDate.of(2026, 6, 9);
      try (AccessLog log =
          LogReader.read(
              folder.resolve("log"),
              ReadSettings.asOfToday(LocalDate.of(2026, 6, 10)).withAsOf(asOf))) {
        MeasureResult result =
            new Measuring(log, MeasureSettings.splitBy())
                .measure(Measures.byId("crisis-response"), List.of(Dimension.URGENCY));
        assertThat(row(result, "urgency", "emergency"))
            .as("one at 4 hours sharp, one a minute later, one never")
            .containsEntry("requests", 3L)
            .containsEntry("contacted", 2L)
            .containsEntry("decided", 3L)
            .containsEntry("decided_met", 1L)
            .containsEntry("same_day", 2L)
            .containsEntry("contact_minutes_median", (30 + 241) / 2.0);
        assertThat(row(result, "urgency", "urgent"))
            .as("one handed over warmly on the next morning, one still waiting past 24 hours")
            .containsEntry("requests", 2L)
            .containsEntry("contacted", 0L)
            .containsEntry("decided", 2L)
            .containsEntry("decided_met", 1L)
            .containsEntry("same_day", 0L);
      }
      assertThat(Files.readString(folder.resolve("log/crisis_requests.csv")))
          .as("no caller's name leaves the desk")
          .doesNotContain("the caller of");
    }
  }
}
