package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.crisis.Crisis;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.People.NewPatient;
import org.duecourse.desk.Place;
import org.duecourse.desk.Role;
import org.duecourse.desk.Visit;
import org.duecourse.worklist.Inbox;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.Swaps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/**
 * Whose records stand behind the routes: each role's account of Eastside asks every route with the
 * references of North's records and, as a therapist, of a colleague's patient. No answer names such
 * a person, none of these records changes, and what one may not see is answered like what is not
 * there.
 */
class RecordsBehindRoutesTest {
  private static final String START = "2026-06-17T17:00:00Z";

  private static DeskWorld world;
  private static RunningDesk desk;
  private static Records own;
  private static Records colleagues;
  private static Records norths;

  /** What there is about somebody who waits for an earlier time, and of the clinic. */
  private record Records(
      String family,
      String site,
      String clinician,
      String patient,
      String order,
      String visit,
      String held,
      String heldOrder,
      String task,
      String notice,
      String offer,
      long block,
      long group,
      long absence,
      String crisis,
      String message,
      long swap) {
    /** The reference that stands in a path under this word. */
    String reference(String under) {
      return switch (under) {
        case "orders" -> order;
        case "visits", "bookings" -> visit;
        case "holds" -> held;
        case "tasks" -> task;
        case "people", "patients" -> patient;
        case "messages" -> notice;
        case "offers" -> offer;
        case "groups" -> String.valueOf(group);
        case "absences" -> String.valueOf(absence);
        case "crisis", "crises" -> crisis;
        case "inbox" -> message;
        case "kinds" -> "MESSAGE";
        case "swaps" -> String.valueOf(swap);
        case "clinics" -> site;
        case "clinicians" -> clinician;
        default -> "";
      };
    }
  }

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
    world.clinician("nora", "north");
    world.week("nora", "north", "2026-06-08");
    own = records("Ownfolk", "eastside", "lee");
    colleagues = records("Colleaguefolk", "eastside", "cho");
    norths = records("Northfolk", "north", "nora");
    desk = RunningDesk.on(world.store(), settings -> settings);
    for (Role role : Role.values()) {
      desk.server
          .accounts()
          .create(
              new AccountDraft(
                  login(role),
                  "Colleague " + login(role),
                  EnumSet.of(role),
                  List.of("eastside"),
                  role == Role.THERAPIST ? "lee" : null,
                  null),
              RunningDesk.PASSWORD,
              false,
              new Accounts.Maker(new Actor("setup", Set.of(), Set.of(), null), false));
    }
  }

  @AfterAll
  static void close() {
    world.nothingIsBroken();
    desk.close();
  }

  private static String login(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static String patient(String family, String site) {
    return world
        .desk()
        .people()
        .add(
            DeskWorld.CLERK,
            new NewPatient(
                null,
                "Ada",
                family,
                LocalDate.of(1988, 1, 1),
                site,
                "en",
                "555-0177",
                null,
                "phone"));
  }

  private static String order(String family, String site, String clinician) {
    return world
        .desk()
        .orders()
        .enter(
            DeskWorld.CLERK,
            NewOrder.returnVisit(
                patient(family, site),
                site,
                clinician,
                LocalDate.of(2026, 6, 8),
                LocalDate.of(2026, 6, 9),
                LocalDate.of(2026, 6, 10),
                LocalDate.of(2026, 6, 12)))
        .getFirst();
  }

  private static Visit at(String order, String site, String clinician, String day, String time) {
    Booking booking =
        world
            .desk()
            .bookings()
            .book(
                DeskWorld.CLERK,
                order,
                0,
                new Place(clinician, site, DeskWorld.instant(day, time), Mode.IN_PERSON, null),
                null,
                null,
                "staff");
    return ((Booking.Done) booking).visit();
  }

  private static Records records(String family, String site, String clinician) {
    Visit given = at(order(family, site, clinician), site, clinician, "2026-06-10", "10:00");
    String waiting = order(family, site, clinician);
    Visit visit = at(waiting, site, clinician, "2026-06-12", "10:00");
    world.desk().orders().wantEarlier(DeskWorld.MANAGER, waiting, true, 4);
    world.desk().bookings().cancel(DeskWorld.CLERK, given.id(), 0, Bookings.By.PATIENT, "time");
    world.desk().earlierTimes().work();
    EarlierTimes.Notice notice =
        world.desk().earlierTimes().toTell(DeskWorld.CLERK, site, 100).stream()
            .filter(each -> waiting.equals(each.orderId()))
            .findFirst()
            .orElseThrow();
    String unbooked = order(family, site, clinician);
    Booking held =
        world
            .desk()
            .bookings()
            .hold(
                DeskWorld.CLERK,
                unbooked,
                0,
                new Place(
                    clinician,
                    site,
                    DeskWorld.instant("2026-06-11", "14:00"),
                    Mode.IN_PERSON,
                    null),
                null,
                family);
    world
        .desk()
        .supply()
        .add(
            DeskWorld.MANAGER,
            clinician,
            site,
            LocalDate.of(2026, 6, 20),
            LocalTime.of(10, 0),
            LocalTime.of(11, 0),
            Purpose.GROUP,
            60,
            "another group on Saturday");
    long block =
        world
            .desk()
            .supply()
            .add(
                DeskWorld.MANAGER,
                clinician,
                site,
                LocalDate.of(2026, 6, 13),
                LocalTime.of(10, 0),
                LocalTime.of(11, 0),
                Purpose.GROUP,
                60,
                "a group on Saturday");
    world
        .desk()
        .absences()
        .declare(
            DeskWorld.MANAGER,
            site,
            clinician,
            DeskWorld.instant("2026-07-14", "00:00"),
            DeskWorld.instant("2026-07-15", "00:00"),
            "leave");
    return new Records(
        family,
        site,
        clinician,
        visit.patientId(),
        waiting,
        visit.id(),
        ((Booking.Done) held).visit().id(),
        unbooked,
        text("select id from task where order_id = '" + unbooked + "' and state = 'open' limit 1"),
        String.valueOf(notice.id()),
        String.valueOf(notice.offerId()),
        block,
        world.desk().groups().plan(DeskWorld.MANAGER, block, "Evening group", 4, 1),
        Long.parseLong(
            text(
                "select id from absence where clinician_id = '"
                    + clinician
                    + "' and lower(during) > '2026-07-01'")),
        Crisis.over(world.desk())
            .enter(
                DeskWorld.CLERK,
                new Crisis.NewRequest(site, visit.patientId(), "", "phone", "urgent")),
        Inbox.over(world.desk())
            .receive(
                DeskWorld.CLERK,
                new Inbox.NewMessage(
                    site,
                    visit.patientId(),
                    "",
                    null,
                    "phone",
                    "paperwork",
                    false,
                    "A form for " + family + ".",
                    null),
                null),
        ProtectedTime.over(world.desk())
            .swaps()
            .propose(
                DeskWorld.MANAGER,
                new Swaps.Proposal(
                    clinician,
                    site,
                    LocalDate.of(2026, 6, 18),
                    LocalTime.of(17, 0),
                    LocalTime.of(18, 0),
                    Purpose.RETURN,
                    LocalDate.of(2026, 6, 19),
                    LocalTime.of(18, 0),
                    "one more return visit")));
  }

  private static String text(String sql) {
    return world.store().texts(sql.replaceFirst("select id", "select id::text")).getFirst();
  }

  /** Whose records an account of a role at Eastside may not see. */
  private static List<Records> hidden(Role role) {
    if (role == Role.PRESCRIBER) {
      return List.of(norths, colleagues, own);
    }
    return role == Role.THERAPIST ? List.of(norths, colleagues) : List.of(norths);
  }

  private static List<Route> guarded(boolean api) {
    return Routes.ALL.stream()
        .filter(route -> !route.access().isOpen() && route.kind() != Route.Kind.FILTER)
        .filter(route -> (route.kind() == Route.Kind.API) == api)
        .filter(route -> !route.path().startsWith("/accounts") && !route.path().equals("/password"))
        .toList();
  }

  /** The path with the references of these records in it. */
  private static String path(Route route, Records of) {
    StringBuilder path = new StringBuilder();
    String before = "";
    for (String part : route.path().substring(1).split("/")) {
      path.append('/').append(part.startsWith("{") ? segment(part, before, of) : part);
      before = part;
    }
    return path.toString();
  }

  private static String segment(String part, String before, Records of) {
    String reference =
        part.equals("{clinician}") ? of.clinician() : of.reference(before.replace(".csv", ""));
    return reference.isEmpty() ? "1" : reference;
  }

  /** Whether the path names a record of a person or of a clinic. */
  private static boolean names(Route route) {
    return route.path().contains("{id}");
  }

  /** Every field that any form has, filled in so that the records are asked for. */
  private static String[] fields(Records of, String reason) {
    return new String[] {
      "version",
      "1",
      "by",
      "CLINIC",
      "reason",
      reason,
      "answer",
      "yes",
      "site",
      of.site(),
      "siteId",
      of.site(),
      "clinician",
      of.clinician(),
      "order",
      of.heldOrder(),
      "block",
      String.valueOf(of.block() - 1),
      "patient",
      of.patient(),
      "place",
      of.clinician() + "~" + of.site() + "~" + START + "~IN_PERSON",
      "latest",
      "2026-07-20",
      "to",
      "2026-07-20",
      "from",
      "2026-06-16",
      "until",
      "2026-06-17",
      "day",
      "2026-06-16",
      "key",
      "walk-" + of.family() + "-" + reason.length(),
      "title",
      "Skills",
      "seats",
      "4",
      "kind",
      "RETURN",
      "earliest",
      "2026-06-15",
      "target",
      "2026-06-16",
      "anchor",
      "2026-06-08",
      "closeReason",
      "not_needed",
      "what",
      "OTHER_CLINIC",
      "wants",
      "yes",
      "outcome",
      "done",
      "outcome-" + of.task(),
      "done",
      "words",
      of.family(),
      "channel-" + of.task(),
      "phone",
      "reached-" + of.task(),
      "no_answer",
      "until-" + of.task(),
      "2026-06-10",
      "because-" + of.task(),
      "asked to call back",
      "patient-" + of.crisis(),
      own.patient(),
      "clinician-" + of.crisis(),
      "lee",
      "to-" + of.crisis(),
      "Mobile team",
      "accepted-" + of.crisis(),
      "Mr. Example",
      "reserve",
      "0",
      "channel",
      "phone",
      "topic",
      "paperwork",
      "body",
      "asks for a form",
      "how",
      "phone",
      "forWhom",
      of.clinician(),
      "clinicianId",
      of.clinician(),
      "after",
      "POST_DISCHARGE",
      "why",
      "asks for a form",
      "due",
      "1 business day",
      "dueUrgent",
      "same day",
      "pool",
      "SCHEDULER",
      "priority",
      "50",
      "escalate",
      "1 business day",
      "escalateTo",
      "CLINIC_MANAGER",
      "closing",
      "note",
      "flag",
      "yes",
      "into",
      own.patient(),
      "do",
      "merge",
      "minutes",
      "45",
      "start",
      "17:00",
      "end",
      "17:30",
      "purpose",
      "RETURN",
      "givenDay",
      "2026-06-17",
      "givenStart",
      "18:30"
    };
  }

  /** A body that the route would take if the records were the caller's. */
  private static String body(Route route, Records of) {
    String place =
        "{'clinician':'%s','site':'%s','start':'%s','mode':'IN_PERSON'}"
            .formatted(of.clinician(), of.site(), START);
    String path = route.path().replace("/api/v1/", "");
    String body =
        switch (path) {
          case "orders", "orders/{id}/supersede" ->
              """
              {'kind':'RETURN','patient':'%s','site':'%s','clinician':'%s','anchor':'2026-06-08',
               'earliest':'2026-06-15','target':'2026-06-16','latest':'2026-06-19'}"""
                  .formatted(of.patient(), of.site(), of.clinician());
          case "orders/{id}/extend" ->
              "{'latest':'2026-07-20','reason':'a longer wait does no harm'}";
          case "orders/{id}/close" -> "{'reason':'not_needed'}";
          case "orders/{id}/earlier" -> "{'wanted':false}";
          case "orders/{id}/offers" ->
              "{'place':" + place + ",'answer':'declined','reason':'time'}";
          case "waitlist/offers/{id}/decline" -> "{'reason':'time'}";
          case "holds", "bookings" -> "{'order':'" + of.heldOrder() + "','place':" + place + "}";
          case "bookings/{id}/move" -> "{'place':" + place + ",'by':'PATIENT','reason':'time'}";
          case "bookings/{id}/new-time" -> "{'agreed':false,'reason':'time'}";
          case "bookings/{id}/cancel" -> "{'by':'PATIENT','reason':'time'}";
          case "series" -> "{'visits':[{'order':'" + of.heldOrder() + "','place':" + place + "}]}";
          case "patients" ->
              "{'givenName':'Ada','familyName':'Sample','site':'%s','contactBy':'none'}"
                  .formatted(of.site());
          case "patients/{id}/merge" -> "{'into':'" + own.patient() + "'}";
          case "tasks/{id}/complete" -> "{'outcome':'done'}";
          case "tasks/{id}/attempt" -> "{'channel':'phone','outcome':'no_answer'}";
          case "tasks/{id}/defer" -> "{'notBefore':'2026-06-10','reason':'asked to call back'}";
          case "tasks" ->
              "{'kind':'AGENCY','site':'%s','patient':'%s','why':'asks for a form'}"
                  .formatted(of.site(), of.patient());
          case "inbox" ->
              "{'site':'%s','patient':'%s','channel':'phone','topic':'care','body':'asks for a call'}"
                  .formatted(of.site(), of.patient());
          case "inbox/{id}/answer" -> "{'channel':'phone','outcome':'done'}";
          case "patients/{id}/care-after" ->
              "{'kind':'POST_DISCHARGE','site':'%s','clinician':'%s','day':'2026-06-07'}"
                  .formatted(of.site(), of.clinician());
          case "patients/{id}/flag" -> "{'atRisk':true,'reason':'asked by the team'}";
          case "crises" ->
              "{'site':'%s','patient':'%s','channel':'phone','urgency':'urgent'}"
                  .formatted(of.site(), of.patient());
          case "crises/{id}/transfer" -> "{'to':'the county team','acceptedBy':'their lead'}";
          case "crises/{id}/known" -> "{'patient':'" + own.patient() + "'}";
          case "crises/{id}/order" -> "{'clinician':'" + of.clinician() + "'}";
          case "cover" ->
              """
              {'site':'%s','clinician':'%s','from':'2026-06-16T16:00:00Z','to':'2026-06-16T18:00:00Z','how':'phone'}"""
                  .formatted(of.site(), of.clinician());
          case "reserve" -> "{'site':'%s','minutes':30}".formatted(of.site());
          case "absences", "absences/displaced" ->
              """
              {'site':'%s','clinician':'%s','from':'2026-06-16T07:00:00Z','to':'2026-06-17T07:00:00Z',
               'kind':'illness'}"""
                  .formatted(of.site(), of.clinician());
          default -> "{}";
        };
    return body.replace('\'', '"');
  }

  /** These records as they stand: what a walk must not change. */
  private static List<String> standing(Records of) {
    String person = "in (select id from patient where family_name = '" + of.family() + "')";
    List<String> rows = new ArrayList<>();
    for (String sql :
        List.of(
            "select x::text from patient x where id " + person,
            "select x::text from visit_order x where patient_id " + person,
            "select x::text from appointment x where patient_id " + person,
            "select x::text from task x where patient_id " + person,
            "select x::text from offer x where patient_id " + person,
            "select x::text from notice x where patient_id " + person,
            "select count(*)::text from extension where order_id in (select id from visit_order where patient_id "
                + person
                + ")",
            "select count(*)::text from patient where site_id = 'north'",
            "select count(*)::text from group_session where site_id = 'north'",
            "select x::text from group_session x where id = " + of.group(),
            "select x::text from absence x where id = " + of.absence(),
            "select count(*)::text from absence where site_id = 'north'",
            "select x::text from protected_swap x where id = " + of.swap(),
            "select count(*)::text from protected_swap where site_id = 'north'",
            "select x::text from crisis_request x where id = '" + of.crisis() + "'",
            "select count(*)::text from crisis_request where site_id = 'north'",
            "select count(*)::text from crisis_cover where site_id = 'north'",
            "select count(*)::text from reserve_policy where site_id = 'north'",
            "select count(*)::text from contact_attempt where patient_id " + person,
            "select x::text from message x where patient_id " + person,
            "select count(*)::text from message where site_id = 'north'",
            "select count(*)::text from task_rule where site_id = 'north'",
            "select x::text from site x where id = 'north'",
            "select x::text from clinician x where id = 'nora'",
            "select count(*)::text from template where clinician_id = 'nora'",
            "select count(*)::text from room where site_id = 'north'")) {
      rows.addAll(world.store().texts(sql + " order by 1"));
    }
    return rows;
  }

  @Test
  void theWalkAsksForWhatIsThere() {
    Visitor clerk = desk.signedIn(login(Role.SCHEDULER));
    assertThat(clerk.get("/people/" + colleagues.patient()).text()).contains("Colleaguefolk");
    assertThat(clerk.get("/orders/" + own.order()).text()).contains("Ownfolk");
    assertThat(clerk.get("/messages?site=eastside").text())
        .contains("Ownfolk", "Colleaguefolk")
        .doesNotContain("Northfolk");
    Visitor lee = desk.signedIn(login(Role.THERAPIST));
    assertThat(lee.get("/people/" + own.patient()).text()).contains("Ownfolk");
    assertThat(lee.get("/messages?site=eastside").text()).contains("Ownfolk");
    assertThat(lee.get("/day?site=eastside&day=2026-06-12").text()).contains("Ownfolk");
    assertThat(hidden(Role.THERAPIST)).containsExactly(norths, colleagues);
  }

  @Test
  void noPageNamesOrChangesWhatTheAccountMayNotSee() {
    List<String> wrong = new ArrayList<>();
    for (Role role : Role.values()) {
      Visitor visitor = desk.signedIn(login(role)).get("/");
      for (Records of : hidden(role)) {
        List<String> before = standing(of);
        for (Route route : guarded(false)) {
          if (!route.access().allows(Set.of(role))) {
            continue;
          }
          for (String reason : List.of("time", "a reason in a sentence")) {
            String asked = path(route, of);
            if (route.method().equals(HttpMethod.GET)) {
              visitor.get(asked);
              judge(wrong, role, route, of, visitor.status(), visitor.body());
              visitor.get(asked + "?site=" + of.site() + "&day=2026-06-12&subject=order:1");
            } else {
              visitor.post(asked, fields(of, reason));
            }
            judge(wrong, role, route, of, visitor.status(), visitor.body());
            if (!standing(of).equals(before)) {
              wrong.add(role + " changed " + of.family() + " by " + route);
              before = standing(of);
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void judge(
      List<String> wrong, Role role, Route route, Records of, int status, String body) {
    // What was typed into a form comes back in it.
    String shown = body.replaceAll("value=\"" + of.family() + "[^\"]*\"", "");
    if (shown.contains(of.family())) {
      wrong.add(role + " is shown " + of.family() + " by " + route);
    }
    boolean supplied = route.path().startsWith("/clinic") || route.path().startsWith("/calendar");
    if (names(route) && !supplied && status != 404 && !ownClinics(route, of)) {
      wrong.add(role + " gets " + status + " for " + of.family() + " by " + route);
    }
    if (status >= 500) {
      wrong.add(role + " gets " + status + " by " + route);
    }
  }

  /** Groups and absences are the clinic's, not a patient's. */
  private static boolean ownClinics(Route route, Records of) {
    return of.site().equals("eastside")
        && (route.path().contains("/groups/") || route.path().contains("/absences/"));
  }

  @Test
  void noAnswerOfTheInterfaceNamesOrChangesWhatTheAccountMayNotSee() {
    List<String> wrong = new ArrayList<>();
    for (Role role : Role.values()) {
      String token =
          desk.server
              .context()
              .getBean(AccountTokens.class)
              .create(
                  login(role),
                  "the walk",
                  1,
                  desk.server.accounts().find(login(role)).orElseThrow());
      Visitor visitor = desk.visitor();
      for (Records of : hidden(role)) {
        List<String> before = standing(of);
        for (Route route : guarded(true)) {
          if (!route.access().allows(Set.of(role))) {
            continue;
          }
          String asked = path(route, of);
          if (route.method().equals(HttpMethod.GET)) {
            visitor.get(
                asked + "?site=" + of.site() + "&day=2026-06-12&words=" + of.family(),
                "Authorization",
                "Bearer " + token);
          } else {
            visitor.postRaw(
                asked,
                body(route, of),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                java.util.UUID.randomUUID().toString(),
                "If-Match",
                "\"1\"");
          }
          judge(wrong, role, route, of, visitor.status(), visitor.body());
          if (!standing(of).equals(before)) {
            wrong.add(role + " changed " + of.family() + " by " + route + " " + visitor.status());
            before = standing(of);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
