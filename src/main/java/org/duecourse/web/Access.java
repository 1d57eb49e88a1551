package org.duecourse.web;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.desk.Role;

/** Who may open a route. */
public sealed interface Access {
  /** Everybody, signed in or not: signing in itself, style sheets, help. */
  record Anyone() implements Access {}

  /** Whoever holds the secret in the address: a patient's offer, a calendar feed. */
  record Link() implements Access {}

  /** Every account, whatever its roles. */
  record SignedIn() implements Access {}

  /** An account with one of these roles. */
  record Roles(Set<Role> roles) implements Access {
    public Roles {
      roles = Set.copyOf(roles);
    }
  }

  /** One of the roles. */
  static Access of(Role first, Role... more) {
    return new Roles(EnumSet.of(first, more));
  }

  /** Whether an account with these roles may; an account is signed in by itself. */
  default boolean allows(Set<Role> roles) {
    return switch (this) {
      case Anyone _, Link _, SignedIn _ -> true;
      case Roles needed -> needed.roles().stream().anyMatch(roles::contains);
    };
  }

  /** Whether nobody has to sign in. */
  default boolean isOpen() {
    return switch (this) {
      case Anyone _, Link _ -> true;
      case SignedIn _, Roles _ -> false;
    };
  }

  /** Who may, as a list: "scheduler, clinic manager". */
  default String who() {
    return switch (this) {
      case Anyone _ -> "everybody";
      case Link _ -> "whoever has the link";
      case SignedIn _ -> "every account";
      case Roles needed ->
          needed.roles().stream().sorted().map(Role::words).collect(Collectors.joining(", "));
    };
  }
}
