package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What patients ask for, what they turn down, and what a named role books over a rule. */
class WishesAndOverridesTest {
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
    world.clinician("moss", "north");
    world.week("moss", "north", "2026-06-08");
    world.site("hidden");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside", "north"), Role.SCHEDULER)
            .account("northclerk", false, List.of("north"), Role.SCHEDULER)
            .account("manager", false, List.of(), Role.CLINIC_MANAGER);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @AfterEach
  void nobodyIsLostOrBookedTwice() {
    world.nothingIsBroken();
  }

  private static List<String> places(Visitor visitor) {
    return Pattern.compile("name=\"place\" value=\"([^\"]+)\"")
        .matcher(visitor.body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String hidden(Visitor visitor, String name) {
    Matcher matcher =
        Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(visitor.body());
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  @Test
  void wishesThatMustBeMetLeaveOutEveryOtherTimeAndStayWithTheChoice() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-19");
    String address = "/orders/" + order + "/book";
    Visitor clerk = desk.signedIn("clerk");
    clerk.get(address + "?weekday=WEDNESDAY&part=AFTERNOON&must=yes&notBefore=2026-06-12");
    assertThat(places(clerk))
        .isNotEmpty()
        .allMatch(place -> place.contains("~2026-06-17T2") || place.contains("~2026-06-17T19"));
    assertThat(clerk.text())
        .contains("not what the patient can do")
        .contains(
            "asks for: Wednesday, in the afternoon, not before June 12, 2026, nothing else will do");
    assertThat(clerk.body())
        .contains("<input type=\"hidden\" name=\"weekday\" value=\"WEDNESDAY\">")
        .contains("/earlier?weekday=WEDNESDAY&amp;part=AFTERNOON&amp;notBefore=2026-06-12");
    assertThat(clerk.get(address + "?notBefore=soon").status()).isEqualTo(422);
    assertThat(clerk.get(address + "?weekday=SOMEDAY&way=PIGEON").status()).isEqualTo(200);
  }

  @Test
  void anotherClinicIsLookedAtWhereTheOwnOneHasNoTime() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-11");
    String address = "/orders/" + order + "/book?other=north&step=OTHER_SITES";
    Visitor clerk = desk.signedIn("clerk").get(address);
    assertThat(clerk.text()).contains("Harbor north");
    assertThat(clerk.get("/orders/" + order + "/book?other=hidden").status()).isEqualTo(404);
    assertThat(clerk.get("/orders/" + order + "/book?step=OTHER_SITES").status()).isEqualTo(200);
  }

  @Test
  void noneOfTheseLooksFurtherStepByStep() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-11");
    Visitor clerk = desk.signedIn("clerk").get("/orders/" + order + "/book");
    for (String words : List.of("legal limit", "7 days later", "14 days later", "far ahead")) {
      assertThat(clerk.text()).contains("None of these: look");
      String next = clerk.body().replaceAll("(?s).*<a href=\"([^\"]+)\">None of these.*", "$1");
      assertThat(clerk.get(next.replace("&amp;", "&")).text()).contains(words);
    }
    assertThat(clerk.text()).doesNotContain("None of these: look");
  }

  @Test
  void aPatientWhoWantsLaterIsNotedAndSeesOnlyLaterDays() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Visitor clerk = desk.signedIn("clerk").get("/orders/" + order + "/book");
    clerk.post("/orders/" + order + "/declined", "wants", "later");
    assertThat(clerk.text()).contains("Choose one of the times.");
    String place = places(clerk).getFirst();
    String day = place.replaceAll(".*~(2026-..-..)T.*", "$1");
    clerk.post("/orders/" + order + "/declined", "wants", "later", "place", place);
    assertThat(clerk.follow().text()).contains("It is noted that the patient chose later.");
    assertThat(places(clerk)).isNotEmpty().noneMatch(later -> later.contains("~" + day));
    assertThat(clerk.get("/orders/" + order).text()).contains("declined, later is wanted");
  }

  @Test
  void aNamedRoleBooksBesideAnotherVisitWithAReason() {
    String first = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    world.booked(first, "lee", "2026-06-12", "10:00");
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    String address = "/orders/" + order + "/override";
    Visitor clerk = desk.signedIn("clerk").get("/orders/" + order + "/book");
    assertThat(clerk.body()).doesNotContain(address);
    assertThat(clerk.get(address).status()).isEqualTo(403);
    Visitor manager = desk.signedIn("manager").get("/orders/" + order + "/book");
    assertThat(manager.body()).contains(address);
    manager.get(address);
    String version = hidden(manager, "version");
    manager.post(address, "version", version, "key", "k-1");
    assertThat(manager.text())
        .contains("Choose with whom.", "Choose how they meet.", "Enter the day", "Say why");
    String[] form = {
      "version",
      version,
      "key",
      "k-2",
      "clinician",
      "lee",
      "day",
      "2026-06-12",
      "time",
      "10:00",
      "way",
      "IN_PERSON",
      "reason",
      "The patient leaves on Saturday"
    };
    manager.post(address, form);
    assertThat(manager.status()).isEqualTo(409);
    assertThat(manager.text()).contains("has another visit then");
    String[] beside = java.util.Arrays.copyOf(form, form.length + 2);
    beside[3] = "k-3";
    beside[form.length] = "overlap";
    beside[form.length + 1] = "yes";
    manager.post(address, beside);
    assertThat(manager.status()).as(manager.text()).isEqualTo(303);
    assertThat(manager.follow().text()).contains("Check the visit");
    String visit = manager.body().replaceAll("(?s).*/visits/([^/]+)/confirm.*", "$1");
    manager.post("/visits/" + visit + "/confirm");
    assertThat(manager.follow().text()).contains("rule set aside: The patient leaves on Saturday");
    assertThat(desk.signedIn("northclerk").get("/orders/" + order + "/book").status())
        .isEqualTo(404);
  }
}
