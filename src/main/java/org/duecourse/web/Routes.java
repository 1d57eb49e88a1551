package org.duecourse.web;

import static org.duecourse.desk.Role.ACCESS_MANAGER;
import static org.duecourse.desk.Role.ADMINISTRATOR;
import static org.duecourse.desk.Role.CLINIC_MANAGER;
import static org.duecourse.desk.Role.COMPLIANCE;
import static org.duecourse.desk.Role.CRISIS_CLINICIAN;
import static org.duecourse.desk.Role.DATA_STEWARD;
import static org.duecourse.desk.Role.DIRECTOR;
import static org.duecourse.desk.Role.PRESCRIBER;
import static org.duecourse.desk.Role.SCHEDULER;
import static org.duecourse.desk.Role.THERAPIST;
import static org.duecourse.desk.Role.TRIAGE_CLINICIAN;
import static org.duecourse.desk.Role.UNION_ANALYST;
import static org.duecourse.web.Route.Kind.API;
import static org.duecourse.web.Route.Kind.FILE;
import static org.duecourse.web.Route.Kind.FILTER;
import static org.duecourse.web.Route.Kind.MENU;
import static org.duecourse.web.Route.Kind.PAGE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duecourse.desk.Role;

/**
 * Who may do what: the one table from which the rules of the server are built. What is not in it is
 * refused. A test walks each role over each line, and holds the table against the controllers.
 */
public final class Routes {
  private static final Access ANYONE = new Access.Anyone();
  private static final Access SIGNED_IN = new Access.SignedIn();
  private static final Access LINK = new Access.Link();
  private static final Access TREAT = Access.of(THERAPIST, PRESCRIBER, CRISIS_CLINICIAN);
  private static final Access PROTECT =
      Access.of(THERAPIST, PRESCRIBER, CRISIS_CLINICIAN, CLINIC_MANAGER, ACCESS_MANAGER);
  private static final Access ACCOUNTS = Access.of(ADMINISTRATOR);
  private static final Access AUDIT = Access.of(ADMINISTRATOR, COMPLIANCE);
  private static final Access SUPPLY = Access.of(ADMINISTRATOR, ACCESS_MANAGER);
  private static final Access WEEKS = Access.of(ACCESS_MANAGER, CLINIC_MANAGER);
  private static final Access SEE_SUPPLY = Access.of(ADMINISTRATOR, ACCESS_MANAGER, CLINIC_MANAGER);
  private static final Access BOOK =
      Access.of(
          SCHEDULER,
          TRIAGE_CLINICIAN,
          THERAPIST,
          PRESCRIBER,
          CRISIS_CLINICIAN,
          CLINIC_MANAGER,
          ACCESS_MANAGER);
  private static final Access READ =
      Access.of(
          SCHEDULER,
          TRIAGE_CLINICIAN,
          THERAPIST,
          PRESCRIBER,
          CRISIS_CLINICIAN,
          CLINIC_MANAGER,
          ACCESS_MANAGER,
          COMPLIANCE);
  private static final Access RUN = Access.of(CLINIC_MANAGER, ACCESS_MANAGER);
  private static final Access REPORT = Access.of(CLINIC_MANAGER, ACCESS_MANAGER, COMPLIANCE);
  private static final Access ANSWER =
      Access.of(CRISIS_CLINICIAN, TRIAGE_CLINICIAN, CLINIC_MANAGER);
  private static final Access QUEUE =
      Access.of(CRISIS_CLINICIAN, TRIAGE_CLINICIAN, CLINIC_MANAGER, SCHEDULER);
  private static final Access BOARD =
      Access.of(CLINIC_MANAGER, ACCESS_MANAGER, DIRECTOR, COMPLIANCE);
  private static final Access CONTRACT =
      Access.of(CLINIC_MANAGER, ACCESS_MANAGER, DIRECTOR, COMPLIANCE, UNION_ANALYST, DATA_STEWARD);
  private static final Access GROUPS =
      Access.of(
          TRIAGE_CLINICIAN,
          THERAPIST,
          PRESCRIBER,
          CRISIS_CLINICIAN,
          CLINIC_MANAGER,
          ACCESS_MANAGER);
  private static final Access OVERRIDE =
      Access.of(CLINIC_MANAGER, TRIAGE_CLINICIAN, CRISIS_CLINICIAN);
  private static final Access EXTEND =
      Access.of(TRIAGE_CLINICIAN, THERAPIST, PRESCRIBER, CRISIS_CLINICIAN);

  /** All routes, in the order of the menu. */
  public static final List<Route> ALL =
      List.of(
          Route.of(GET, "/", SIGNED_IN, MENU, "Home"),
          Route.of(GET, "/demo", SIGNED_IN, PAGE, "Play a strike day through, in the demo"),
          Route.of(POST, "/demo/time", SIGNED_IN, PAGE, "Let time pass, in the demo"),
          Route.of(GET, "/orders", READ, MENU, "Orders to book"),
          Route.of(GET, "/orders.csv", READ, FILE, "Orders to book as a list to download"),
          Route.of(GET, "/orders/{id}", READ, PAGE, "See an order"),
          Route.of(GET, "/orders/{id}/book", BOOK, PAGE, "Find a time"),
          Route.of(GET, "/orders/{id}/earlier", BOOK, PAGE, "See why not earlier"),
          Route.of(POST, "/orders/{id}/hold", BOOK, PAGE, "Hold a time"),
          Route.of(POST, "/orders/{id}/declined", BOOK, PAGE, "Note that a time was declined"),
          Route.of(GET, "/orders/{id}/override", OVERRIDE, PAGE, "Book over a rule"),
          Route.of(POST, "/orders/{id}/override", OVERRIDE, PAGE, "Book over a rule"),
          Route.of(POST, "/orders/{id}/ask", BOOK, PAGE, "Ask for what needs somebody else"),
          Route.of(POST, "/orders/{id}/extend", EXTEND, PAGE, "Extend a window"),
          Route.of(POST, "/orders/{id}/close", BOOK, PAGE, "Close an order"),
          Route.of(POST, "/orders/{id}/earlier-list", BOOK, PAGE, "Offer earlier times"),
          Route.of(GET, "/visits/{id}/check", BOOK, PAGE, "Check a held time"),
          Route.of(POST, "/visits/{id}/keep", BOOK, PAGE, "Keep a held time longer"),
          Route.of(POST, "/visits/{id}/release", BOOK, PAGE, "Give a held time back"),
          Route.of(POST, "/visits/{id}/confirm", BOOK, PAGE, "Book a held time"),
          Route.of(GET, "/visits/{id}/new-time", BOOK, PAGE, "Tell about the new time"),
          Route.of(POST, "/visits/{id}/new-time", BOOK, PAGE, "Tell about the new time"),
          Route.of(GET, "/visits/{id}/move", BOOK, PAGE, "Move a visit"),
          Route.of(POST, "/visits/{id}/move", BOOK, PAGE, "Move a visit"),
          Route.of(POST, "/visits/{id}/arrive", BOOK, PAGE, "Check somebody in"),
          Route.of(POST, "/visits/{id}/attend", BOOK, PAGE, "Note a completed visit"),
          Route.of(POST, "/visits/{id}/no-show", BOOK, PAGE, "Note a missed visit"),
          Route.of(GET, "/visits/{id}/cancel", BOOK, PAGE, "Cancel a visit"),
          Route.of(POST, "/visits/{id}/cancel", BOOK, PAGE, "Cancel a visit"),
          Route.of(GET, "/tasks", READ, MENU, "Tasks"),
          Route.of(POST, "/tasks/{id}/claim", BOOK, PAGE, "Take a task"),
          Route.of(POST, "/tasks/{id}/complete", BOOK, PAGE, "Note what came of a task"),
          Route.of(POST, "/tasks/{id}/attempt", BOOK, PAGE, "Note an attempt to reach somebody"),
          Route.of(POST, "/tasks/{id}/defer", BOOK, PAGE, "Put a task off"),
          Route.of(POST, "/tasks/{id}/release", BOOK, PAGE, "Give a task back"),
          Route.of(POST, "/tasks/hand-over", RUN, PAGE, "Hand over somebody's tasks"),
          Route.of(GET, "/tasks.csv", READ, FILE, "Tasks as a list to download"),
          Route.of(GET, "/inbox", READ, MENU, "Messages and calls"),
          Route.of(POST, "/inbox", BOOK, PAGE, "Enter a message"),
          Route.of(GET, "/inbox/{id}", READ, PAGE, "Read a message"),
          Route.of(POST, "/inbox/{id}/answer", BOOK, PAGE, "Note the answer to a message"),
          Route.of(POST, "/inbox/{id}/known", BOOK, PAGE, "Say who sent a message"),
          Route.of(POST, "/inbox/{id}/hand", BOOK, PAGE, "Hand a message to a clinician"),
          Route.of(GET, "/kinds", READ, PAGE, "See the kinds of work"),
          Route.of(GET, "/kinds/{kind}", RUN, PAGE, "Set a kind of work"),
          Route.of(POST, "/kinds/{kind}", RUN, PAGE, "Set a kind of work"),
          Route.of(GET, "/protected", PROTECT, MENU, "Protected time"),
          Route.of(GET, "/protected/swap", PROTECT, PAGE, "Propose a swap of protected time"),
          Route.of(POST, "/protected/check", PROTECT, PAGE, "Check a swap of protected time"),
          Route.of(POST, "/protected/swap", PROTECT, PAGE, "Propose a swap of protected time"),
          Route.of(GET, "/swaps/{id}", PROTECT, PAGE, "See a swap of protected time"),
          Route.of(POST, "/swaps/{id}/agree", PROTECT, PAGE, "Agree to a swap"),
          Route.of(POST, "/swaps/{id}/refuse", PROTECT, PAGE, "Say no to a swap"),
          Route.of(GET, "/day", READ, MENU, "Day"),
          Route.of(GET, "/day.csv", READ, FILE, "A day as a list to download"),
          Route.of(GET, "/week", READ, MENU, "Week"),
          Route.of(GET, "/people", READ, MENU, "People"),
          Route.of(POST, "/people/find", READ, PAGE, "Look for a person"),
          Route.of(GET, "/people/new", BOOK, PAGE, "Enter a person"),
          Route.of(POST, "/people", BOOK, PAGE, "Enter a person"),
          Route.of(GET, "/people/{id}", READ, PAGE, "See a person"),
          Route.of(GET, "/people/{id}/work", BOOK, PAGE, "Enter work for a person"),
          Route.of(POST, "/people/{id}/work", BOOK, PAGE, "Enter work for a person"),
          Route.of(POST, "/people/{id}/care-after", BOOK, PAGE, "Enter care after a hospital"),
          Route.of(POST, "/people/{id}/flag", EXTEND, PAGE, "Flag a risk, or take it back"),
          Route.of(GET, "/people/{id}/merge", RUN, PAGE, "Merge two records"),
          Route.of(POST, "/people/{id}/merge", RUN, PAGE, "Merge two records"),
          Route.of(GET, "/people/{id}/order", BOOK, PAGE, "Order a visit"),
          Route.of(POST, "/people/{id}/order", BOOK, PAGE, "Order a visit"),
          Route.of(GET, "/messages", BOOK, MENU, "Messages to send"),
          Route.of(POST, "/messages/{id}/told", BOOK, PAGE, "Note that somebody was told"),
          Route.of(GET, "/orders/{id}/offers/{offer}", BOOK, PAGE, "Note the answer to an offer"),
          Route.of(POST, "/orders/{id}/offers/{offer}", BOOK, PAGE, "Note the answer to an offer"),
          Route.of(GET, "/groups", READ, MENU, "Groups"),
          Route.of(POST, "/groups", GROUPS, PAGE, "Plan a group"),
          Route.of(GET, "/groups/{id}", READ, PAGE, "See a group"),
          Route.of(POST, "/groups/{id}/seat", BOOK, PAGE, "Give a seat in a group"),
          Route.of(GET, "/groups/{id}/cancel", GROUPS, PAGE, "Cancel a meeting of a group"),
          Route.of(POST, "/groups/{id}/cancel", GROUPS, PAGE, "Cancel a meeting of a group"),
          Route.of(GET, "/crisis", QUEUE, MENU, "Crisis"),
          Route.of(POST, "/crisis", QUEUE, PAGE, "Enter a crisis"),
          Route.of(POST, "/crisis/{id}/contact", ANSWER, PAGE, "Note a contact in a crisis"),
          Route.of(POST, "/crisis/{id}/seen", ANSWER, PAGE, "Note that a person was seen"),
          Route.of(POST, "/crisis/{id}/transfer", ANSWER, PAGE, "Note a warm transfer"),
          Route.of(POST, "/crisis/{id}/known", ANSWER, PAGE, "Say who a caller is"),
          Route.of(POST, "/crisis/{id}/order", ANSWER, PAGE, "Order the visit after a crisis"),
          Route.of(GET, "/cover", READ, MENU, "Crisis cover"),
          Route.of(POST, "/cover", RUN, PAGE, "Name somebody for crises"),
          Route.of(POST, "/cover/reserve", RUN, PAGE, "Set the crisis time that is kept"),
          Route.of(GET, "/absences", READ, MENU, "Absences"),
          Route.of(POST, "/absences", RUN, PAGE, "Enter an absence"),
          Route.of(POST, "/absences/check", RUN, PAGE, "See whom an absence displaces"),
          Route.of(GET, "/absences/{id}", RUN, PAGE, "See an absence and its plans"),
          Route.of(GET, "/absences/{id}/report", REPORT, PAGE, "See the report of a strike"),
          Route.of(GET, "/absences/{id}/report.csv", REPORT, FILE, "A strike's report as a list"),
          Route.of(POST, "/absences/{id}/plans", RUN, PAGE, "Plan the moves of an absence"),
          Route.of(GET, "/absences/{id}/plans/{plan}", RUN, PAGE, "See a plan"),
          Route.of(POST, "/absences/{id}/plans/{plan}/lines", RUN, PAGE, "Change a plan"),
          Route.of(GET, "/absences/{id}/plans/{plan}/check", RUN, PAGE, "Check a plan"),
          Route.of(POST, "/absences/{id}/plans/{plan}/approve", RUN, PAGE, "Approve a plan"),
          Route.of(POST, "/absences/{id}/plans/{plan}/apply", RUN, PAGE, "Move visits by a plan"),
          Route.of(POST, "/absences/{id}/withdraw", RUN, PAGE, "Take an absence back"),
          Route.of(GET, "/board", BOARD, MENU, "Board"),
          Route.of(GET, "/figures/{measure}", BOARD, PAGE, "See what is behind a figure"),
          Route.of(GET, "/contract", CONTRACT, MENU, "Board for both sides"),
          Route.of(GET, "/contract-terms", CONTRACT, MENU, "Contract terms"),
          Route.of(POST, "/contract-terms", RUN, PAGE, "Adopt a term of a contract"),
          Route.of(POST, "/contract-terms/{term}/end", RUN, PAGE, "End a term of a contract"),
          Route.of(POST, "/contract-terms/{term}/relief", RUN, PAGE, "Note a relief of a term"),
          Route.of(POST, "/contract-reliefs/{relief}/withdraw", RUN, PAGE, "Take a relief back"),
          Route.of(GET, "/contract.csv", CONTRACT, FILE, "The board for both sides as a list"),
          Route.of(GET, "/definitions/{measure}", SIGNED_IN, PAGE, "Read a definition"),
          Route.of(GET, "/clinics", SEE_SUPPLY, MENU, "Clinics"),
          Route.of(GET, "/clinics/new", SUPPLY, PAGE, "Enter a clinic"),
          Route.of(POST, "/clinics", SUPPLY, PAGE, "Enter a clinic"),
          Route.of(GET, "/clinics/{id}", SEE_SUPPLY, PAGE, "See a clinic"),
          Route.of(POST, "/clinics/{id}", SUPPLY, PAGE, "Change a clinic"),
          Route.of(POST, "/clinics/{id}/rooms", SUPPLY, PAGE, "Enter a room"),
          Route.of(GET, "/clinicians", SEE_SUPPLY, MENU, "Clinicians"),
          Route.of(GET, "/clinicians/new", SUPPLY, PAGE, "Enter a clinician"),
          Route.of(POST, "/clinicians", SUPPLY, PAGE, "Enter a clinician"),
          Route.of(GET, "/clinicians/{id}", SEE_SUPPLY, PAGE, "See a clinician"),
          Route.of(POST, "/clinicians/{id}", SUPPLY, PAGE, "Change a clinician"),
          Route.of(GET, "/clinicians/{id}/week", WEEKS, PAGE, "Change a clinician's week"),
          Route.of(POST, "/clinicians/{id}/week", WEEKS, PAGE, "Change a clinician's week"),
          Route.of(GET, "/clinicians/{id}/day", WEEKS, PAGE, "Change a clinician's day"),
          Route.of(POST, "/clinicians/{id}/day", WEEKS, PAGE, "Add time to a clinician's day"),
          Route.of(
              POST, "/clinicians/{id}/day/remove", WEEKS, PAGE, "Take time from a clinician's day"),
          Route.of(GET, "/accounts", ACCOUNTS, MENU, "Accounts"),
          Route.of(GET, "/accounts/new", ACCOUNTS, PAGE, "Make an account"),
          Route.of(POST, "/accounts", ACCOUNTS, PAGE, "Make an account"),
          Route.of(GET, "/accounts/{login}", ACCOUNTS, PAGE, "See an account"),
          Route.of(POST, "/accounts/{login}", ACCOUNTS, PAGE, "Change an account"),
          Route.of(POST, "/accounts/{login}/password", ACCOUNTS, PAGE, "Set a first password"),
          Route.of(POST, "/accounts/{login}/unlock", ACCOUNTS, PAGE, "Unlock an account"),
          Route.of(POST, "/accounts/{login}/disable", ACCOUNTS, PAGE, "Disable an account"),
          Route.of(POST, "/accounts/{login}/enable", ACCOUNTS, PAGE, "Enable an account"),
          Route.of(POST, "/accounts/{login}/tokens", ACCOUNTS, PAGE, "Make a token"),
          Route.of(POST, "/accounts/{login}/tokens/{id}/revoke", ACCOUNTS, PAGE, "Revoke a token"),
          Route.of(GET, "/audit", AUDIT, MENU, "Audit"),
          Route.of(GET, "/audit.csv", AUDIT, FILE, "Acts as a list to download"),
          Route.of(GET, "/calendar-link", TREAT, MENU, "Calendar link"),
          Route.of(POST, "/calendar-link", TREAT, PAGE, "Make a calendar link"),
          Route.of(POST, "/calendar-link/revoke", TREAT, PAGE, "End a calendar link"),
          Route.of(GET, "/calendar-links", ACCOUNTS, MENU, "Calendar links"),
          Route.of(POST, "/calendar-links/{clinician}", ACCOUNTS, PAGE, "Make a calendar link"),
          Route.of(
              POST, "/calendar-links/{clinician}/revoke", ACCOUNTS, PAGE, "End a calendar link"),
          Route.of(GET, "/feed/{token}", LINK, FILE, "A clinician's calendar, without patients"),
          Route.of(GET, "/offer/{token}", LINK, PAGE, "A patient's offer"),
          Route.of(POST, "/offer/{token}", LINK, PAGE, "A patient's answer"),
          Route.of(GET, "/offer/{token}/visit.ics", LINK, FILE, "A patient's visit, as a calendar"),
          Route.of(GET, "/password", SIGNED_IN, PAGE, "Change your password"),
          Route.of(POST, "/password", SIGNED_IN, PAGE, "Change your password"),
          Route.of(GET, "/continue", SIGNED_IN, PAGE, "Go on with a form from an ended session"),
          Route.of(POST, "/session/keep", SIGNED_IN, PAGE, "Keep the session alive"),
          Route.of(GET, "/sign-in", ANYONE, PAGE, "Sign in"),
          Route.of(POST, "/sign-in", ANYONE, FILTER, "Sign in"),
          Route.of(POST, "/sign-out", ANYONE, FILTER, "Sign out"),
          Route.of(GET, "/oauth2/authorization/{provider}", ANYONE, FILTER, "Sign in elsewhere"),
          Route.of(GET, "/login/oauth2/code/{provider}", ANYONE, FILTER, "Come back signed in"),
          Route.of(GET, "/setup", ANYONE, PAGE, "Make the first administrator"),
          Route.of(POST, "/setup", ANYONE, PAGE, "Make the first administrator"),
          Route.of(GET, "/api", ANYONE, PAGE, "What the interface offers"),
          Route.of(GET, "/api/openapi.json", ANYONE, API, "What the interface offers, as OpenAPI"),
          Route.of(GET, "/api/me", SIGNED_IN, API, "Whose token this is"),
          Route.of(POST, "/api/v1/orders", BOOK, API, "Enter an order"),
          Route.of(GET, "/api/v1/orders/{id}", READ, API, "Read an order"),
          Route.of(POST, "/api/v1/orders/{id}/extend", EXTEND, API, "Extend a window"),
          Route.of(POST, "/api/v1/orders/{id}/supersede", BOOK, API, "Replace an order"),
          Route.of(POST, "/api/v1/orders/{id}/close", BOOK, API, "Close an order"),
          Route.of(POST, "/api/v1/orders/{id}/earlier", BOOK, API, "Offer earlier times, or stop"),
          Route.of(POST, "/api/v1/orders/{id}/proposals", BOOK, API, "Find times"),
          Route.of(POST, "/api/v1/orders/{id}/offers", BOOK, API, "Note an offer and its answer"),
          Route.of(POST, "/api/v1/waitlist/offers/{id}/accept", BOOK, API, "Accept for a patient"),
          Route.of(
              POST, "/api/v1/waitlist/offers/{id}/decline", BOOK, API, "Decline for a patient"),
          Route.of(POST, "/api/v1/holds", BOOK, API, "Hold a time"),
          Route.of(POST, "/api/v1/holds/{id}/keep", BOOK, API, "Keep a held time longer"),
          Route.of(POST, "/api/v1/holds/{id}/release", BOOK, API, "Give a held time back"),
          Route.of(POST, "/api/v1/holds/{id}/confirm", BOOK, API, "Book a held time"),
          Route.of(POST, "/api/v1/bookings", BOOK, API, "Book a time at once"),
          Route.of(GET, "/api/v1/bookings/{id}", READ, API, "Read a visit"),
          Route.of(
              GET, "/api/v1/bookings/{id}/new-times", BOOK, API, "Read what could be had instead"),
          Route.of(
              POST, "/api/v1/bookings/{id}/new-time", BOOK, API, "Note what is said to a new time"),
          Route.of(POST, "/api/v1/bookings/{id}/move", BOOK, API, "Move a visit"),
          Route.of(POST, "/api/v1/bookings/{id}/cancel", BOOK, API, "Cancel a visit"),
          Route.of(POST, "/api/v1/bookings/{id}/no-show", BOOK, API, "Note a missed visit"),
          Route.of(POST, "/api/v1/bookings/{id}/arrive", BOOK, API, "Check somebody in"),
          Route.of(POST, "/api/v1/bookings/{id}/attend", BOOK, API, "Note a completed visit"),
          Route.of(POST, "/api/v1/series", BOOK, API, "Book the visits of a series"),
          Route.of(GET, "/api/v1/patients", READ, API, "Look for a person"),
          Route.of(POST, "/api/v1/patients", BOOK, API, "Enter a person"),
          Route.of(GET, "/api/v1/patients/{id}", READ, API, "Read a person's record"),
          Route.of(POST, "/api/v1/patients/{id}/merge", RUN, API, "Merge two records of a person"),
          Route.of(GET, "/api/v1/day", READ, API, "Read a clinic's day"),
          Route.of(GET, "/api/v1/tasks", READ, API, "Read a clinic's open tasks"),
          Route.of(POST, "/api/v1/tasks/{id}/claim", BOOK, API, "Take a task"),
          Route.of(POST, "/api/v1/tasks/{id}/complete", BOOK, API, "Close a task"),
          Route.of(POST, "/api/v1/tasks", BOOK, API, "Enter work by hand"),
          Route.of(POST, "/api/v1/tasks/{id}/attempt", BOOK, API, "Note an attempt to reach"),
          Route.of(POST, "/api/v1/tasks/{id}/defer", BOOK, API, "Put a task off"),
          Route.of(POST, "/api/v1/tasks/{id}/release", BOOK, API, "Give a task back"),
          Route.of(GET, "/api/v1/kinds", READ, API, "Read the kinds of work"),
          Route.of(GET, "/api/v1/inbox", READ, API, "Read messages to answer"),
          Route.of(POST, "/api/v1/inbox", BOOK, API, "Enter a message"),
          Route.of(GET, "/api/v1/inbox/{id}", READ, API, "Read a message"),
          Route.of(POST, "/api/v1/inbox/{id}/answer", BOOK, API, "Note the answer to a message"),
          Route.of(
              POST, "/api/v1/patients/{id}/care-after", BOOK, API, "Enter care after a hospital"),
          Route.of(POST, "/api/v1/patients/{id}/flag", EXTEND, API, "Flag a risk, or take it back"),
          Route.of(GET, "/api/v1/absences", READ, API, "Read a clinic's absences ahead"),
          Route.of(POST, "/api/v1/absences", RUN, API, "Enter an absence"),
          Route.of(POST, "/api/v1/absences/displaced", RUN, API, "See whom an absence displaces"),
          Route.of(POST, "/api/v1/absences/{id}/withdraw", RUN, API, "Take an absence back"),
          Route.of(POST, "/api/v1/absences/announced", RUN, API, "Announce an absence to plan"),
          Route.of(GET, "/api/v1/crises", QUEUE, API, "List people in a crisis"),
          Route.of(POST, "/api/v1/crises", QUEUE, API, "Enter a crisis"),
          Route.of(POST, "/api/v1/crises/{id}/contact", ANSWER, API, "Note a contact in a crisis"),
          Route.of(POST, "/api/v1/crises/{id}/seen", ANSWER, API, "Note that a person was seen"),
          Route.of(POST, "/api/v1/crises/{id}/transfer", ANSWER, API, "Note a warm transfer"),
          Route.of(POST, "/api/v1/crises/{id}/known", ANSWER, API, "Say who a caller is"),
          Route.of(
              POST, "/api/v1/crises/{id}/order", ANSWER, API, "Order the visit after a crisis"),
          Route.of(GET, "/api/v1/cover", READ, API, "Read who answers crises"),
          Route.of(POST, "/api/v1/cover", RUN, API, "Name somebody for crises"),
          Route.of(GET, "/api/v1/reserve", READ, API, "Read the crisis time that is kept"),
          Route.of(POST, "/api/v1/reserve", RUN, API, "Set the crisis time that is kept"),
          Route.of(GET, "/api/v1/absences/{id}/report", REPORT, API, "Read the report of a strike"),
          Route.of(POST, "/api/v1/absences/{id}/rebook-runs", RUN, API, "Plan an absence's moves"),
          Route.of(GET, "/api/v1/rebook-runs/{plan}", RUN, API, "Read a plan"),
          Route.of(POST, "/api/v1/rebook-runs/{plan}/lines", RUN, API, "Change a plan"),
          Route.of(POST, "/api/v1/rebook-runs/{plan}/approve", RUN, API, "Approve a plan"),
          Route.of(POST, "/api/v1/rebook-runs/{plan}/apply", RUN, API, "Move visits by a plan"),
          Route.of(
              GET,
              "/api/v1/contract-terms",
              CONTRACT,
              API,
              "Read how clinics stand to their terms"),
          Route.of(
              GET, "/api/v1/protected-weeks", PROTECT, API, "Read protected time and work due"),
          Route.of(GET, "/api/v1/swaps", PROTECT, API, "Read swaps of protected time"),
          Route.of(GET, "/api/v1/sites", SIGNED_IN, API, "Read your clinics"),
          Route.of(GET, "/api/v1/clinicians", SIGNED_IN, API, "Read a clinic's clinicians"),
          Route.of(GET, "/api/v1/audit", AUDIT, API, "Read the audit"),
          Route.of(GET, "/assets/{file}", ANYONE, FILE, "Style sheets and scripts"));

  private Routes() {}

  /** Whether an account with these roles books visits. */
  static boolean books(Set<Role> roles) {
    return BOOK.allows(roles);
  }

  /** Whether an account with these roles answers crises. */
  static boolean answersCrises(Set<Role> roles) {
    return ANSWER.allows(roles);
  }

  /** Whether an account with these roles sees who waits in a crisis. */
  static boolean seesCrises(Set<Role> roles) {
    return QUEUE.allows(roles);
  }

  /** Whether an account with these roles extends windows and flags risks. */
  static boolean extendsWindows(Set<Role> roles) {
    return EXTEND.allows(roles);
  }

  /** Whether an account with these roles enters absences. */
  static boolean runs(Set<Role> roles) {
    return RUN.allows(roles);
  }

  /** Whether an account with these roles plans groups. */
  static boolean plansGroups(Set<Role> roles) {
    return GROUPS.allows(roles);
  }

  /** Whether an account with these roles enters clinics and clinicians. */
  static boolean supplies(Set<Role> roles) {
    return SUPPLY.allows(roles);
  }

  /** Whether an account with these roles sets clinicians' weeks. */
  static boolean setsWeeks(Set<Role> roles) {
    return WEEKS.allows(roles);
  }

  /** The line for a request, if there is one. */
  static Optional<Route> of(String method, String path) {
    return ALL.stream().filter(route -> route.answers(method) && route.isAt(path)).findFirst();
  }

  /** Whether any line has this path, whatever the method. */
  static boolean knows(String path) {
    return ALL.stream().anyMatch(route -> route.isAt(path));
  }

  /** The pages of the menu that these roles may open. */
  static List<Route> menu(Set<Role> roles) {
    return ALL.stream()
        .filter(route -> route.kind() == MENU && route.access().allows(roles))
        .toList();
  }
}
