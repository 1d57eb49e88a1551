package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clinics, clinicians and their weeks, entered over HTTP by those who may. */
class SupplyPagesTest {
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
    world.clinician("moss", "north");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("admin", Role.ADMINISTRATOR)
            .account("access", Role.ACCESS_MANAGER)
            .account("eastaccess", false, List.of("eastside"), Role.ACCESS_MANAGER)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static Visitor week(Visitor visitor, String clinician, String action, String... more) {
    String[] form = {
      "site",
      "valley",
      "from",
      "2026-06-09",
      "days-0",
      "MONDAY",
      "days-0",
      "WEDNESDAY",
      "weeks-0",
      "EVERY",
      "from-0",
      "09:00",
      "to-0",
      "12:00",
      "purpose-0",
      "RETURN",
      "minutes-0",
      "45",
      "modes-0",
      "IN_PERSON",
      "modes-0",
      "VIDEO",
      "days-1",
      "FRIDAY",
      "weeks-1",
      "ODD",
      "from-1",
      "08:00",
      "to-1",
      "09:00",
      "purpose-1",
      "CRISIS",
      "minutes-1",
      "60",
      "modes-1",
      "PHONE",
      "release-1",
      "24",
      "do",
      action
    };
    String[] whole = java.util.Arrays.copyOf(form, form.length + more.length);
    System.arraycopy(more, 0, whole, form.length, more.length);
    return visitor.post("/clinicians/" + clinician + "/week", whole);
  }

  @Test
  void anEmptyClinicIsSetUpWithRoomClinicianAndWeek() {
    Visitor admin = desk.signedIn("admin").get("/clinics/new");
    admin.post(
        "/clinics",
        "id",
        "valley",
        "name",
        "",
        "zone",
        "Mars/Dome",
        "calendar",
        "",
        "horizonDays",
        "many",
        "holdMinutes",
        "10",
        "offerBatch",
        "16",
        "offerMinutes",
        "240");
    assertThat(admin.status()).isEqualTo(422);
    assertThat(admin.text()).contains("'many' is not a whole number.");
    admin.post(
        "/clinics",
        "id",
        "valley",
        "name",
        "",
        "zone",
        "Mars/Dome",
        "calendar",
        "",
        "horizonDays",
        "60",
        "holdMinutes",
        "10",
        "offerBatch",
        "16",
        "offerMinutes",
        "240");
    assertThat(admin.text()).contains("Enter something here.", "'Mars/Dome' is no time zone.");
    admin.post(
        "/clinics",
        "id",
        "valley",
        "name",
        "Valley",
        "zone",
        "America/New_York",
        "calendar",
        "us-ca.core",
        "crisisLine",
        "555-0100",
        "horizonDays",
        "60",
        "holdMinutes",
        "10",
        "offerBatch",
        "16",
        "offerMinutes",
        "240");
    assertThat(admin.follow().text()).contains("The clinic is entered.", "America/New_York");
    admin.post("/clinics/valley/rooms", "roomId", "valley 1", "roomName", "");
    assertThat(admin.text()).contains("A reference has 1 to 40", "Enter something here.");
    admin.post("/clinics/valley/rooms", "roomId", "valley-1", "roomName", "Room 1");
    assertThat(admin.follow().text()).contains("The room Room 1 is entered.");
    admin.post("/clinicians", "id", "ray", "name", "Dr. Ray", "share", "half");
    assertThat(admin.text()).contains("'half' is not a whole number.");
    admin.post("/clinicians", "id", "ray", "name", "Dr. Ray", "share", "50", "discipline", "x");
    assertThat(admin.text())
        .contains("no profession that an order can ask for", "works at one clinic at least");
    String[] ray = {
      "id",
      "ray",
      "name",
      "Dr. Ray",
      "share",
      "50",
      "discipline",
      "therapist",
      "languages",
      "en, es",
      "sites",
      "valley"
    };
    admin.post("/clinicians", ray);
    assertThat(admin.follow().text())
        .contains("The clinician is entered.", "en, es", "50%", "There is no week yet.")
        .doesNotContain("Enter the week");
    admin.post("/clinicians", ray);
    assertThat(admin.status()).isEqualTo(422);
    Visitor access = desk.signedIn("access").get("/clinicians?site=valley");
    assertThat(access.text()).contains("1 clinician, 1 without a week", "no week yet");
    access.get("/clinicians/ray/week?site=valley");
    assertThat(access.text()).contains("Week of Dr. Ray at Valley", "Row 3");
    week(access, "ray", "check");
    assertThat(access.status()).as(access.text()).isEqualTo(200);
    assertThat(access.text())
        .contains("blocks will be made, up to 60 days ahead", "6 h 30 min a week")
        .contains("Monday, Wednesday: return visits, places of 45 minutes, in person or by video")
        .contains("Friday, odd weeks of the year: kept for crisis")
        .contains("for anybody from 24 hours before");
    assertThat(blocks("ray")).as("the check changes nothing").isEqualTo("0");
    String said = access.text().replaceAll(".*?(\\d+) blocks will be made.*", "$1");
    week(access, "ray", "keep");
    assertThat(access.follow().text()).contains("The week is kept from June 9, 2026 on.");
    assertThat(blocks("ray")).isEqualTo(said).isNotEqualTo("0");
    access.get("/clinicians/ray/week?site=valley");
    assertThat(access.body()).contains("name=\"from-1\" type=\"time\" value=\"09:00\"");
  }

  private static String blocks(String clinician) {
    return desk.store
        .texts("select count(*)::text from block where clinician_id = '" + clinician + "'")
        .getFirst();
  }

  @Test
  void whatIsWrongInAWeekIsSaidAtItsRowAllAtOnce() {
    Visitor manager = desk.signedIn("manager").get("/clinicians/lee/week");
    assertThat(manager.text()).contains("Fill the form with the week of", "Dr. cho");
    manager.post(
        "/clinicians/lee/week",
        "site",
        "eastside",
        "from",
        "2026-06-10",
        "do",
        "check",
        "days-0",
        "MONDAY",
        "from-0",
        "nine",
        "to-0",
        "12:00",
        "modes-0",
        "VIDEO",
        "from-2",
        "09:00",
        "to-2",
        "10:00",
        "purpose-2",
        "RETURN",
        "minutes-2",
        "x");
    assertThat(manager.status()).isEqualTo(422);
    assertThat(manager.text())
        .contains("Row 1: 'nine' is not a time. Write it as 09:00.")
        .contains("Row 1: Choose what the time is for.")
        .contains("Row 3: Choose the days, or empty the times.")
        .contains("Row 3: 'x' is not a number")
        .contains("Row 3: Choose how patient and clinician can meet.");
    String[] twice = {
      "site",
      "eastside",
      "from",
      "2026-06-10",
      "do",
      "check",
      "days-0",
      "MONDAY",
      "from-0",
      "09:00",
      "to-0",
      "12:00",
      "modes-0",
      "VIDEO",
      "purpose-0",
      "RETURN",
      "days-1",
      "MONDAY",
      "from-1",
      "11:00",
      "to-1",
      "10:00",
      "modes-1",
      "VIDEO",
      "purpose-1",
      "FIRST",
      "days-2",
      "MONDAY",
      "from-2",
      "11:00",
      "to-2",
      "13:00",
      "modes-2",
      "VIDEO",
      "purpose-2",
      "FIRST"
    };
    manager.post("/clinicians/lee/week", twice);
    assertThat(manager.text())
        .contains("Row 2: 11:00 to 10:00 does not run forward within one day.")
        .contains("Row 3: It overlaps row 1 on MONDAY.");
    twice[3] = "2026-06-01";
    twice[19] = "13:00";
    twice[21] = "14:00";
    twice[29] = "14:00";
    twice[31] = "15:00";
    manager.post("/clinicians/lee/week", twice);
    assertThat(manager.text()).contains("A week starts today or later");
  }

  @Test
  void visitsOutsideTheNewWeekAreSaidBeforeItIsKept() {
    String order = world.returnOrder("2026-06-23", "2026-06-24", "2026-06-26");
    world.booked(order, "lee", "2026-06-24", "10:00");
    Visitor manager = desk.signedIn("manager").get("/clinicians/lee/week");
    manager.post("/clinicians/lee/week", "site", "eastside", "from", "2026-06-22", "do", "check");
    assertThat(manager.text()).contains("1 booked visit lies outside the new week", "no hours");
    assertThat(desk.server.desk().supply().weeks("lee", LocalDate.parse("2026-06-09")))
        .as("only looked at")
        .hasSize(1);
    world.nothingIsBroken();
  }

  @Test
  void anotherClinicsRecordsLookAsIfTheyWereNotThere() {
    Visitor access = desk.signedIn("eastaccess").get("/clinics");
    assertThat(access.text()).contains("Harbor eastside").doesNotContain("Harbor north");
    assertThat(access.get("/clinics/north").status()).isEqualTo(404);
    assertThat(access.get("/clinicians/moss").status()).isEqualTo(404);
    assertThat(access.get("/clinicians/moss/week").status()).isEqualTo(404);
    assertThat(access.get("/clinicians/lee/week?site=north").status()).isEqualTo(404);
    assertThat(access.get("/clinicians/lee/week?copy=moss").status()).isEqualTo(404);
    access.get("/clinicians/lee");
    access.post("/clinics/north", "version", "1");
    assertThat(access.status()).isEqualTo(404);
    access.post("/clinics/north/rooms", "roomId", "n1", "roomName", "Room");
    assertThat(access.status()).isEqualTo(404);
    access.post(
        "/clinicians/lee",
        "version",
        "1",
        "name",
        "Dr. Lee",
        "discipline",
        "therapist",
        "languages",
        "en",
        "share",
        "100",
        "sites",
        "eastside",
        "sites",
        "north");
    assertThat(access.status()).isEqualTo(403);
    access
        .get("/clinics")
        .post(
            "/clinics",
            "id",
            "hill",
            "name",
            "Hill",
            "zone",
            "UTC",
            "calendar",
            "us-ca.core",
            "horizonDays",
            "60",
            "holdMinutes",
            "10",
            "offerBatch",
            "16",
            "offerMinutes",
            "240");
    assertThat(access.status()).as("a clinic that the account would not see").isEqualTo(403);
  }

  @Test
  void twoWhoChangeAClinicianAtOnceAreTold() {
    Visitor access = desk.signedIn("access").get("/clinicians/cho");
    String[] form = {
      "version", "1", "name", "Dr. Cho", "discipline", "therapist",
      "languages", "en", "share", "80", "sites", "eastside"
    };
    assertThat(access.post("/clinicians/cho", form).status()).isEqualTo(303);
    assertThat(access.follow().text()).contains("The clinician is changed.", "80%");
    access.post("/clinicians/cho", form);
    assertThat(access.status()).isEqualTo(422);
    assertThat(access.text()).contains("changed");
  }
}
