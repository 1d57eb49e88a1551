package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person in care or asking for it.
 *
 * @param id reference that says nothing of the person
 * @param born day of birth, or null where not known
 * @param siteId home clinic
 * @param language language for messages, ISO 639-1
 * @param contactBy phone, email, text, letter or none
 * @param riskFlag whether a clinician asked for same-day follow-up after a missed visit
 * @param mergedInto the record that this one was merged into, or null
 * @param version the version that was seen
 */
public record Patient(
    String id,
    String givenName,
    String familyName,
    @Nullable LocalDate born,
    String siteId,
    String language,
    @Nullable String phone,
    @Nullable String email,
    String contactBy,
    boolean riskFlag,
    @Nullable String mergedInto,
    int version,
    Instant createdAt) {

  /** "Sample, Ada". */
  public String name() {
    return familyName + ", " + givenName;
  }

  /** "A. S.", as lists on a wall show it. */
  public String initials() {
    return first(givenName) + " " + first(familyName);
  }

  private static String first(String name) {
    return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + ".";
  }
}
