package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of what has to be done, over HTTP. */
class TaskPagesTest {
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .account("second", false, List.of("eastside"), Role.SCHEDULER)
            .account("northclerk", false, List.of("north"), Role.SCHEDULER)
            .account("reader", false, List.of(), Role.COMPLIANCE);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static String task(String order) {
    return desk.store
        .texts(
            "select id::text from task where order_id = '" + order + "' and state = 'open' limit 1")
        .getFirst();
  }

  @Test
  void aTaskIsTakenOnceAndAnOrderDoesNotFallOutByClosingIt() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    String id = task(order);
    Visitor clerk = desk.signedIn("clerk").get("/tasks?site=eastside");
    assertThat(clerk.text())
        .contains("Book the return visit", "free, for: scheduler", "Book " + order, "Overdue (");
    assertThat(clerk.post("/tasks/" + id + "/claim", "site", "eastside").follow().text())
        .contains("You have taken the task.", "you");
    Visitor second = desk.signedIn("second").get("/tasks");
    assertThat(second.text()).contains("taken by clerk");
    second.post("/tasks/" + id + "/claim");
    assertThat(second.status()).isEqualTo(422);
    assertThat(second.text()).contains("clerk took this task on June 8 at 9:00 a.m.");
    clerk.post("/tasks/" + id + "/complete", "site", "eastside", "outcome-" + id, "");
    assertThat(clerk.text()).contains("Say what came of it, in 1 to 500 characters.");
    clerk.post("/tasks/" + id + "/complete", "site", "eastside", "outcome-" + id, "called <b>");
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.body()).contains("value=\"called &lt;b>\"");
    assertThat(clerk.text()).contains("an open order with neither a visit nor a task");
    clerk.post("/orders/" + order + "/ask", "what", "REFER_OUT");
    clerk.get("/tasks");
    clerk.post("/tasks/" + id + "/complete", "site", "eastside", "outcome-" + id, "called");
    assertThat(clerk.follow().text()).contains("what came of it is noted");
    assertThat(clerk.get("/orders/" + order).text()).contains("done: called");
    world.nothingIsBroken();
  }

  @Test
  void filtersCountAndAnEmptyOneSaysWhatComesNext() {
    world.returnOrder("2026-06-20", "2026-06-24", "2026-06-26");
    Visitor clerk = desk.signedIn("clerk").get("/tasks?show=overdue");
    assertThat(clerk.text()).containsAnyOf("Nothing is overdue. Next: June", "Overdue since");
    assertThat(clerk.get("/tasks?show=today").status()).isEqualTo(200);
    assertThat(clerk.get("/tasks?show=nonsense").text()).contains("All (");
    assertThat(desk.signedIn("northclerk").get("/tasks").text()).contains("Nothing is due.");
    desk.clock.forward(Duration.ofDays(30));
    assertThat(desk.signedIn("clerk").get("/tasks?show=overdue").text()).contains("Overdue since");
    desk.clock.forward(Duration.ofDays(-30));
  }

  @Test
  void tasksOfAnotherClinicAreNotThereAndReadersDoNotAct() {
    String id = task(world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15"));
    Visitor north = desk.signedIn("northclerk").get("/tasks");
    assertThat(north.post("/tasks/" + id + "/claim").status()).isEqualTo(404);
    assertThat(north.post("/tasks/" + id + "/complete", "outcome-" + id, "x").status())
        .isEqualTo(404);
    assertThat(north.get("/tasks?site=eastside").status()).isEqualTo(404);
    Visitor reader = desk.signedIn("reader").get("/tasks?site=eastside");
    assertThat(reader.body()).doesNotContain("/claim", "/complete");
    assertThat(reader.post("/tasks/" + id + "/claim").status()).isEqualTo(403);
  }
}
