package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.People;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists as files: the same rows as the page, by the same rules. */
class FilesTest {
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .account("northclerk", false, List.of("north"), Role.SCHEDULER)
            .account("reader", false, List.of(), Role.COMPLIANCE);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void openOrdersAreAFileAndANameIsNeverAFormula() {
    String patient =
        world
            .desk()
            .people()
            .add(
                DeskWorld.CLERK,
                new People.NewPatient(
                    "P-formula", "Ada", "=SUM(A1)", null, "eastside", "en", null, null, "none"));
    String order = world.returnOrder(patient, "lee", "2026-06-09", "2026-06-11", "2026-06-15");
    Visitor clerk = desk.signedIn("clerk").get("/orders?site=eastside");
    assertThat(clerk.body()).contains("/orders.csv?site=eastside");
    clerk.get("/orders.csv?site=eastside");
    assertThat(clerk.header("Content-Disposition")).contains("orders-eastside-2026-06-08.csv");
    assertThat(clerk.body())
        .startsWith("order,patient_id,patient,kind,earliest,")
        .contains(
            order + ",P-formula,\"'=SUM(A1), Ada\",return visit,2026-06-09,2026-06-11,2026-06-15,");
    assertThat(desk.signedIn("northclerk").get("/orders.csv?site=eastside").status())
        .isEqualTo(404);
  }

  @Test
  void theAuditIsAFileWithTheFilterOfThePageAndReadingItIsInIt() {
    desk.signedIn("clerk").get("/day");
    Visitor reader = desk.signedIn("reader").get("/audit?actor=clerk&action=day.");
    assertThat(reader.text()).contains("Read the day list of clinic eastside", "from: June 8");
    assertThat(reader.body()).contains("/audit.csv?actor=clerk&amp;action=day.");
    reader.get("/audit.csv?actor=clerk&action=day.");
    assertThat(reader.body().lines().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.contains(",clerk,scheduler,day.read,site:eastside,,Read the day"));
    assertThat(reader.get("/audit?actor=reader").text()).contains("Read the audit");
    assertThat(reader.get("/audit.csv?from=never").status()).isEqualTo(422);
    assertThat(desk.signedIn("clerk").get("/audit.csv").status()).isEqualTo(403);
  }
}
