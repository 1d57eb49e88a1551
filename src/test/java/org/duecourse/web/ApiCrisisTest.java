package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A program at Eastside takes a crisis in, answers it, names people and sets the time that is kept.
 */
class ApiCrisisTest {
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside(60);
    world.site("north");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("crisis", false, List.of("eastside"), Role.CRISIS_CLINICIAN)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .account("north", false, List.of("north"), Role.CLINIC_MANAGER, Role.CRISIS_CLINICIAN);
  }

  @AfterAll
  static void close() {
    world.nothingIsBroken();
    desk.close();
  }

  @Test
  void aRequestRunsFromTheCallToTheVisitAfterIt() {
    Caller clerk = new Caller(desk, "clerk");
    String body =
        "{'site':'eastside','caller':'a man at the door','channel':'walk_in','urgency':'emergency'}";
    String key = UUID.randomUUID().toString();
    clerk.post("/crises", body, "Idempotency-Key", key);
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
    String id = clerk.text("id");
    clerk.post("/crises", body, "Idempotency-Key", key);
    assertThat(clerk.text("id")).as("sent twice, entered once").isEqualTo(id);
    clerk.get("/crises?site=eastside");
    assertThat(clerk.text("requests", "0", "caller")).isEqualTo("a man at the door");
    assertThat(clerk.text("requests", "0", "due", "at")).isEqualTo("2026-06-08T13:00:00-07:00");
    assertThat(clerk.post("/crises/" + id + "/contact", "").status()).isEqualTo(403);
    Caller crisis = new Caller(desk, "crisis");
    assertThat(new Caller(desk, "north").post("/crises/" + id + "/seen", "").status())
        .isEqualTo(404);
    assertThat(crisis.post("/crises/" + id + "/contact", "").status()).isEqualTo(200);
    String patient = world.patient();
    crisis.post("/crises/" + id + "/order", "{'clinician':'lee'}");
    assertThat(crisis.status()).as("nobody knows yet who it is").isEqualTo(409);
    crisis.post("/crises/" + id + "/known", "{'patient':'" + patient + "'}");
    assertThat(crisis.status()).as(crisis.body()).isEqualTo(200);
    crisis.post("/crises/" + id + "/order", "{'clinician':'lee'}");
    assertThat(crisis.status()).as(crisis.body()).isEqualTo(201);
    assertThat(crisis.text("order")).startsWith("R-");
    crisis.post("/crises/" + id + "/transfer", "{'to':'x','acceptedBy':''}");
    assertThat(crisis.status()).as("a transfer without an answer is not warm").isEqualTo(422);
    assertThat(crisis.post("/crises/" + id + "/seen", "").status()).isEqualTo(200);
    assertThat(crisis.post("/crises/" + id + "/seen", "").status()).isEqualTo(409);
  }

  @Test
  void coverIsReadAndNamedAndTheTimeThatIsKeptIsSet() {
    Caller manager = new Caller(desk, "manager");
    manager.get("/cover?site=eastside&day=2026-06-09");
    assertThat(manager.text("pieces", "0", "clinicians", "0")).isEqualTo("cho");
    assertThat(manager.json().at("/pieces/1/clinicians").size()).as("nobody from 9 on").isZero();
    manager.post(
        "/cover",
        """
        {'site':'eastside','clinician':'lee','from':'2026-06-09T09:00:00-07:00','to':'2026-06-09T18:00:00-07:00','how':'phone'}""");
    assertThat(manager.status()).as(manager.body()).isEqualTo(200);
    assertThat(manager.text("pieces", "1", "clinicians", "0")).isEqualTo("lee");
    assertThat(
            new Caller(desk, "clerk").post("/reserve", "{'site':'eastside','minutes':60}").status())
        .isEqualTo(403);
    manager.post("/reserve", "{'site':'eastside','minutes':481}");
    assertThat(manager.status()).isEqualTo(422);
    manager.post("/reserve", "{'site':'eastside','minutes':60}");
    assertThat(manager.text("minutes")).isEqualTo("60");
    assertThat(manager.post("/reserve", "{'site':'north','minutes':60}").status()).isEqualTo(404);
    Visitor page = desk.signedIn("manager").get("/cover?site=eastside");
    assertThat(page.text()).contains("At least 60 minutes of crisis time are kept");
    page.post("/cover/reserve", "site", "eastside", "minutes", "many");
    assertThat(page.text()).contains("Nothing was changed.", "whole number from 0 to 480");
    page.get("/cover?site=eastside").post("/cover/reserve", "site", "eastside", "minutes", "30");
    assertThat(page.status()).isEqualTo(303);
    assertThat(world.store().texts("select floor_minutes::text from reserve_policy"))
        .containsExactly("30");
    assertThat(
            world.store().texts("select count(*)::text from audit where action = 'reserve.change'"))
        .containsExactly("2");
  }
}
