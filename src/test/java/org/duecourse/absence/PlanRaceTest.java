package org.duecourse.absence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** Lee is away on Tuesday; while the plan is applied, somebody else takes one of its places. */
class PlanRaceTest {
  private static RunLine line(Run run, Visit visit) {
    return run.lines().stream()
        .filter(line -> line.visitId().equals(visit.id()))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until a session of this database waits for another. */
  private static void somebodyWaits(Handle handle) {
    long until = System.nanoTime() + 20_000_000_000L;
    while (handle
            .createQuery(
                """
                select count(*) from pg_stat_activity a
                where a.datname = current_database() and cardinality(pg_blocking_pids(a.pid)) > 0
                """)
            .mapTo(Integer.class)
            .one()
        == 0) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @Test
  void onlyTheLineWhosePlaceIsTakenAtThatMomentStaysBehind() {
    try (DeskWorld world = DeskWorld.eastside()) {
      Visit ada =
          world.booked(
              world.returnOrder("2026-06-15", "2026-06-16", "2026-06-19"),
              "lee",
              "2026-06-16",
              "10:00");
      Visit ben =
          world.booked(
              world.returnOrder("2026-06-16", "2026-06-16", "2026-06-16"),
              "lee",
              "2026-06-16",
              "11:00");
      Visit other =
          world.booked(
              world.returnOrder(world.patient(), "cho", "2026-06-22", "2026-06-23", "2026-06-26"),
              "cho",
              "2026-06-23",
              "10:00");
      world
          .desk()
          .absences()
          .announce(
              MANAGER,
              "eastside",
              "lee",
              DeskWorld.instant("2026-06-16", "06:00"),
              DeskWorld.instant("2026-06-16", "18:00"),
              "illness",
              null);
      long absence = world.desk().absences().ahead("eastside").getFirst().id();
      RebookRuns runs = RebookRuns.over(world.desk());
      Run draft = runs.draft(MANAGER, absence, 0);
      runs.approve(MANAGER, draft.id(), 0);
      RunLine ours = line(draft, ben);
      RebookRuns.Applied applied;
      try (Handle rival = world.store().jdbi().open()) {
        rival.begin();
        rival
            .createUpdate(
                """
                insert into claim (resource, during, appointment_id)
                select c.resource, tstzrange(cast(:at as timestamptz), cast(:at as timestamptz) + interval '45 minutes'), :visit
                from clinician c where c.id = :clinician
                """)
            .bind("at", Objects.requireNonNull(ours.newStarts()))
            .bind("visit", other.id())
            .bind("clinician", ours.newClinicianId())
            .execute();
        CompletableFuture<RebookRuns.Applied> applying =
            CompletableFuture.supplyAsync(() -> runs.apply(MANAGER, draft.id(), 0));
        world.store().jdbi().useHandle(PlanRaceTest::somebodyWaits);
        rival.commit();
        applied = applying.join();
      }
      assertThat(applied.moved()).isEqualTo(1);
      assertThat(line(applied.run(), ben).lostWhy()).contains("Somebody else took the place");
      assertThat(line(applied.run(), ada).result()).isEqualTo("moved");
      assertThat(world.visit(ben.id()).state()).isEqualTo(VisitState.BOOKED);
      assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
      assertThat(Objects.requireNonNull(applied.next()).lines())
          .extracting(RunLine::visitId)
          .isEqualTo(List.of(ben.id()));
      world.nothingIsBroken();
    }
  }
}
