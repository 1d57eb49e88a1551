package org.duecourse.desk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Who does something at the desk: an account in the roles and at the clinics that it has.
 *
 * @param account login name, 'patient' for somebody with a link, 'desk' for the program itself
 * @param roles its roles
 * @param sites clinics; empty for all
 * @param clinicianId who this is among the clinicians, or null
 */
public record Actor(
    String account, Set<Role> roles, Set<String> sites, @Nullable String clinicianId) {
  /** The program itself: sweeps, horizons, ended holds. */
  public static final Actor DESK = new Actor("desk", EnumSet.allOf(Role.class), Set.of(), null);

  /** Somebody who holds a patient's link. */
  public static final Actor PATIENT = new Actor("patient", Set.of(), Set.of(), null);

  public Actor {
    roles = Set.copyOf(roles);
    sites = Set.copyOf(sites);
  }

  /** Whether a clinic is among this account's. */
  public boolean isAt(String siteId) {
    return sites.isEmpty() || sites.contains(siteId);
  }

  /** Whether one of the roles may do something. */
  public boolean may(Predicate<Role> what) {
    return roles.stream().anyMatch(what);
  }

  /** The roles as they stand in the audit; in the order of {@link Role}. */
  public String roleWords() {
    return roles.isEmpty()
        ? account
        : roles.size() == Role.values().length
            ? "desk"
            : roles.stream().sorted().map(Role::words).collect(Collectors.joining(", "));
  }

  /**
   * Refuses what none of the roles may do.
   *
   * @param doing what was asked ("Extending a window")
   */
  public void require(Predicate<Role> what, String doing) {
    if (!may(what)) {
      throw Refused.notAllowed(
          doing
              + " is done by: "
              + List.of(Role.values()).stream()
                  .filter(what)
                  .map(Role::words)
                  .collect(Collectors.joining(", "))
              + ".");
    }
  }
}
