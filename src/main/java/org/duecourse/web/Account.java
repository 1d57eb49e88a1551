package org.duecourse.web;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Role;
import org.jspecify.annotations.Nullable;

/**
 * Somebody, or a system, that signs in.
 *
 * @param login what is typed, and the actor in the audit; never changes
 * @param name as colleagues know it
 * @param roles what it may do
 * @param siteIds clinics whose people it may see; empty: all
 * @param clinicianId the clinician who it is, or null
 * @param oidcSubject value of the mapped claim of the identity provider, or null
 * @param hasPassword whether it can sign in here
 * @param mustChange whether the password has to be changed first
 * @param active false: cannot sign in
 * @param demo whether the demo invented it
 * @param lockedUntil no try is looked at before, or null
 * @param lastSignInAt when it last signed in, or null
 * @param epoch grows when the password or the state changes; sessions of an older one end
 * @param version grows with each change
 */
public record Account(
    String login,
    String name,
    Set<Role> roles,
    List<String> siteIds,
    @Nullable String clinicianId,
    @Nullable String oidcSubject,
    boolean hasPassword,
    boolean mustChange,
    boolean active,
    boolean demo,
    @Nullable Instant lockedUntil,
    @Nullable Instant lastSignInAt,
    int epoch,
    int version) {
  public Account {
    EnumSet<Role> ordered = EnumSet.noneOf(Role.class);
    ordered.addAll(roles);
    roles = Collections.unmodifiableSet(ordered);
    siteIds = List.copyOf(siteIds);
  }

  /** Its roles as a person lists them. */
  public String roleWords() {
    return roles.isEmpty()
        ? "no role"
        : roles.stream().map(Role::words).collect(Collectors.joining(", "));
  }

  /** Who acts at the desk, for the audit and for what the desk allows. */
  public Actor actor() {
    return new Actor(login, roles, Set.copyOf(siteIds), clinicianId);
  }

  /** Whether it is locked at this time. */
  public boolean isLockedAt(Instant now) {
    Instant until = lockedUntil;
    return until != null && until.isAfter(now);
  }
}
