package org.duecourse.booking;

import java.util.Set;

/**
 * What the rules know of a clinician.
 *
 * @param id its reference
 * @param discipline profession ("therapist", "psychologist", "psychiatrist")
 * @param languages languages spoken, as ISO 639-1 codes
 * @param takesNewPatients false where the caseload limit is reached: then only own patients
 */
public record Clinician(
    String id, String discipline, Set<String> languages, boolean takesNewPatients) {
  public Clinician {
    languages = Set.copyOf(languages);
  }
}
