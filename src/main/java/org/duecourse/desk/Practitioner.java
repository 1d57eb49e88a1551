package org.duecourse.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clinician at the desk.
 *
 * @param id reference, as in the access log
 * @param name name as patients know it
 * @param discipline profession
 * @param languages ISO 639-1 codes
 * @param caseloadLimit most people in care at once, or null
 * @param fte share of a full week
 * @param active false when gone
 * @param sites clinics where this person works
 * @param version the version that was seen
 */
public record Practitioner(
    String id,
    String name,
    String discipline,
    List<String> languages,
    @Nullable Integer caseloadLimit,
    double fte,
    boolean active,
    List<String> sites,
    int version) {
  /** The professions that an order can ask for. */
  public static final List<String> DISCIPLINES =
      List.of(
          "therapist",
          "psychologist",
          "psychiatrist",
          "nurse_practitioner",
          "social_worker",
          "counselor");

  public Practitioner {
    languages = List.copyOf(languages);
    sites = List.copyOf(sites);
  }

  /** Whether a limit for physicians applies. */
  public static boolean isPhysician(@Nullable String discipline) {
    return "psychiatrist".equals(discipline);
  }
}
