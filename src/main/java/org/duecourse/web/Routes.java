package org.duecourse.web;

import static org.duecourse.desk.Role.ADMINISTRATOR;
import static org.duecourse.desk.Role.COMPLIANCE;
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
  private static final Access ACCOUNTS = Access.of(ADMINISTRATOR);
  private static final Access AUDIT = Access.of(ADMINISTRATOR, COMPLIANCE);

  /** All routes, in the order of the menu. */
  public static final List<Route> ALL =
      List.of(
          Route.of(GET, "/", SIGNED_IN, MENU, "Home"),
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
          Route.of(GET, "/api/me", SIGNED_IN, API, "Whose token this is"),
          Route.of(GET, "/assets/{file}", ANYONE, FILE, "Style sheets and scripts"));

  private Routes() {}

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
