package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The table of routes, asked for each role and held against the controllers. */
class RoutesTest {
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    desk = RunningDesk.empty();
    for (Role role : Role.values()) {
      desk.account(login(role), role);
    }
    desk.account("roleless");
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static String login(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** An address of the route, with references that nothing has. */
  private static String address(Route route) {
    return route.path().replaceAll("\\{(id|version)}", "1").replaceAll("\\{[^}]+}", "nothing-here");
  }

  private static Visitor ask(Visitor visitor, Route route) {
    return route.method().equals(HttpMethod.GET)
        ? visitor.get(address(route))
        : visitor.post(address(route));
  }

  private static List<Route> guarded(boolean api) {
    return Routes.ALL.stream()
        .filter(route -> !route.access().isOpen())
        .filter(route -> (route.kind() == Route.Kind.API) == api)
        .toList();
  }

  @Test
  void eachRoleOpensItsPagesAndNoOthers() {
    List<String> wrong = new ArrayList<>();
    for (Role role : Role.values()) {
      Visitor visitor = desk.signedIn(login(role)).get("/");
      assertThat(visitor.status()).as(role.words()).isEqualTo(200);
      for (Route route : guarded(false)) {
        int status = ask(visitor, route).status();
        boolean open = route.access().allows(java.util.Set.of(role));
        boolean answered = status != 401 && status != 403 && status < 500;
        if (open != answered || (!open && status != 403)) {
          wrong.add(role + " " + route.method() + " " + route.path() + ": " + status);
        }
        if (!open) {
          assertThat(visitor.text())
              .contains("is open to: " + route.access().who())
              .contains("You are signed in as " + login(role));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void anAccountWithoutRolesOpensOnlyWhatEveryAccountOpens() {
    Visitor visitor = desk.signedIn("roleless").get("/");
    for (Route route : guarded(false)) {
      assertThat(ask(visitor, route).status() == 403)
          .as(route.path())
          .isEqualTo(route.access() instanceof Access.Roles);
    }
  }

  @Test
  void eachRolesTokenOpensItsPartOfTheInterfaceAndNoOther() {
    List<String> wrong = new ArrayList<>();
    for (Role role : Role.values()) {
      String token = token(login(role));
      for (Route route : guarded(true)) {
        Visitor visitor =
            desk.visitor()
                .ask(route.method().name(), address(route), "Authorization", "Bearer " + token);
        boolean open = route.access().allows(java.util.Set.of(role));
        boolean answered =
            visitor.status() != 401 && visitor.status() != 403 && visitor.status() < 500;
        if (open != answered) {
          wrong.add(role + " " + route.method() + " " + route.path() + ": " + visitor.status());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String token(String login) {
    Account account = desk.server.accounts().find(login).orElseThrow();
    return desk.server.context().getBean(AccountTokens.class).create(login, "the test", 1, account);
  }

  @Test
  void withoutSignInPagesLeadToTheSignInAndTheInterfaceAsksForAToken() {
    for (Route route : guarded(false)) {
      Visitor visitor = ask(desk.visitor().get("/sign-in"), route);
      assertThat(visitor.status()).as(route.toString()).isEqualTo(303);
      assertThat(visitor.header("Location")).startsWith("/sign-in");
    }
    for (Route route : guarded(true)) {
      Visitor visitor = desk.visitor().ask(route.method().name(), address(route));
      assertThat(visitor.status()).as(route.toString()).isEqualTo(401);
      assertThat(visitor.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(visitor.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void aSessionOpensNothingOfTheInterfaceAndATokenNoPage() {
    Visitor signedIn = desk.signedIn(login(Role.ADMINISTRATOR));
    assertThat(signedIn.get("/api/me").status()).isEqualTo(401);
    String token = token(login(Role.ADMINISTRATOR));
    assertThat(desk.visitor().get("/accounts", "Authorization", "Bearer " + token).status())
        .isEqualTo(303);
    assertThat(desk.visitor().get("/api/me", "Authorization", "Bearer " + token).body())
        .contains("\"login\":\"administrator\"");
  }

  @Test
  void everyControllerIsInTheTableAndEveryLineHasOne() {
    TreeSet<String> mapped = new TreeSet<>();
    desk.server
        .context()
        .getBean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(info -> add(info, mapped));
    mapped.remove("GET " + ErrorPage.PATH);
    TreeSet<String> table = new TreeSet<>();
    Routes.ALL.stream()
        .filter(route -> route.kind() != Route.Kind.FILTER)
        .forEach(route -> table.add(route.method() + " " + route.path()));
    assertThat(mapped).isEqualTo(table);
    assertThat(Routes.ALL).extracting(r -> r.method() + " " + r.path()).doesNotHaveDuplicates();
  }

  private static void add(RequestMappingInfo info, TreeSet<String> mapped) {
    for (String path : info.getPatternValues()) {
      if (info.getMethodsCondition().getMethods().isEmpty()) {
        mapped.add("GET " + path);
      }
      info.getMethodsCondition().getMethods().forEach(method -> mapped.add(method + " " + path));
    }
  }

  @Test
  void whatIsNotInTheTableIsNotThere() {
    Visitor visitor = desk.signedIn(login(Role.ADMINISTRATOR)).get("/");
    assertThat(visitor.get("/no/such/page").status()).isEqualTo(404);
    assertThat(visitor.text()).contains("Page not found");
    assertThat(visitor.get("/error").status()).isEqualTo(404);
    assertThat(visitor.get("/webjars/htmx.org/2.0.10/dist/htmx.min.js").status()).isEqualTo(404);
    assertThat(visitor.get("/login").status()).isEqualTo(404);
    assertThat(visitor.get("/logout").status()).isEqualTo(404);
    assertThat(visitor.ask("DELETE", "/accounts").status()).isIn(403, 405);
    assertThat(desk.visitor().get("/api/nothing").status()).isEqualTo(404);
    assertThat(desk.visitor().get("/api/nothing").header("Content-Type"))
        .isEqualTo("application/problem+json");
  }
}
