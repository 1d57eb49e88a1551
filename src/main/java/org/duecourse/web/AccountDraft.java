package org.duecourse.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duecourse.desk.Role;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator fills in about an account.
 *
 * @param login what is typed to sign in
 * @param name as colleagues know it
 * @param roles what it may do
 * @param siteIds clinics whose people it may see; empty: all
 * @param clinicianId the clinician who it is, or null
 * @param oidcSubject value of the mapped claim of the identity provider, or null
 */
record AccountDraft(
    String login,
    String name,
    Set<Role> roles,
    List<String> siteIds,
    @Nullable String clinicianId,
    @Nullable String oidcSubject) {

  /** Reads the form, or refuses it with everything that is wrong. */
  static AccountDraft of(String login, Form form, List<Choice> sites, List<Choice> clinicians) {
    List<Problem> problems = new ArrayList<>();
    String lower = login.strip().toLowerCase(Locale.ROOT);
    if (!lower.matches("[a-z0-9][a-z0-9._-]{1,39}")) {
      problems.add(
          new Problem(
              "login",
              "A login has 2 to 40 characters: letters a to z, figures, dot, hyphen, underscore; it begins with a letter or a figure."));
    }
    String name = form.value("name");
    if (name.isEmpty() || name.length() > 100) {
      problems.add(new Problem("name", "Enter the name as colleagues know it, up to 100 letters."));
    }
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    for (String role : form.values("roles")) {
      Arrays.stream(Role.values())
          .filter(known -> known.name().equals(role))
          .findFirst()
          .ifPresentOrElse(
              roles::add,
              () ->
                  problems.add(
                      new Problem(
                          "roles",
                          "There is no role "
                              + role
                              + "."
                              + Suggestion.didYouMean(
                                  role, Arrays.stream(Role.values()).map(Role::name).toList()))));
    }
    form.values("sites").stream()
        .filter(site -> sites.stream().noneMatch(known -> known.value().equals(site)))
        .forEach(
            site -> problems.add(new Problem("sites", "There is no clinic " + site + " here.")));
    String clinician = form.value("clinician");
    if (!clinician.isEmpty()
        && clinicians.stream().noneMatch(known -> known.value().equals(clinician))) {
      problems.add(new Problem("clinician", "There is no clinician " + clinician + " here."));
    }
    String subject = form.value("oidcSubject");
    if (subject.length() > 255) {
      problems.add(new Problem("oidcSubject", "The entry has more than 255 characters."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The account was not saved.", problems);
    }
    return new AccountDraft(
        lower,
        name,
        roles,
        form.values("sites"),
        clinician.isEmpty() ? null : clinician,
        subject.isEmpty() ? null : subject);
  }
}
