package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.desk.Role;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** Where one arrives: what this account can do, and what it cannot. */
@Controller
class HomePage {
  private final Pages pages;
  private final Clock clock;

  HomePage(Pages pages, Clock clock) {
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/")
  View home(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    List<Route> menu =
        Routes.ALL.stream()
            .filter(route -> route.kind() == Route.Kind.MENU && !route.path().equals("/"))
            .toList();
    return pages.page(
        "home",
        "Home",
        new Views.Home(
            account.name(),
            account.roles().stream().map(Role::words).toList(),
            open(menu.stream().filter(r -> r.access().allows(account.roles())).toList()),
            entries(menu.stream().filter(r -> !r.access().allows(account.roles())).toList()),
            account.roles().stream().anyMatch(Role::seesPatients)));
  }

  private List<Views.Door> open(List<Route> routes) {
    List<Views.Door> doors = new ArrayList<>();
    if (clock instanceof DemoClock) {
      doors.add(new Views.Door("/demo", "The demo: a strike day, step by step", ""));
    }
    doors.addAll(entries(routes));
    return doors;
  }

  private static List<Views.Door> entries(List<Route> routes) {
    return routes.stream()
        .map(route -> new Views.Door(route.path(), route.what(), route.access().who()))
        .toList();
  }
}
