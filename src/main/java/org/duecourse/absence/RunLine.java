package org.duecourse.absence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a plan at the desk sends a displaced visit. The columns of {@code rebook_line} say what
 * each part means.
 *
 * @param siteId where the visit would have been
 * @param starts when the visit would have begun
 * @param movedBefore whether a plan moved the visit once already
 * @param newStarts when its new place begins, or null
 * @param daysOut days past the window; negative before it; null without a place
 * @param alternatives the next best places
 * @param agreedAt when the person agreed to be moved again, or null
 * @param result moved, lost or left, or null before the plan is applied
 * @param lostWhy why it could not be moved when the plan was applied, or null
 */
public record RunLine(
    String visitId,
    String orderId,
    String patientId,
    String patientName,
    String clinicianName,
    String siteId,
    Instant starts,
    boolean movedBefore,
    int rank,
    double harmPerDay,
    @Nullable String place,
    @Nullable String newClinicianId,
    @Nullable String newClinicianName,
    @Nullable String newSiteId,
    @Nullable Instant newStarts,
    @Nullable String newMode,
    @Nullable Integer daysOut,
    @Nullable Boolean pastLimit,
    String why,
    List<Other> alternatives,
    Decision decision,
    @Nullable Instant agreedAt,
    @Nullable String result,
    @Nullable String lostWhy,
    @Nullable String movedTo) {
  public RunLine {
    alternatives = List.copyOf(alternatives);
  }

  /** What was decided about a line. */
  public enum Decision {
    /** As the plan has it. */
    BEST,
    /** A person chose the place. */
    PINNED,
    /** A clinician is asked whether it can wait. */
    ASK_CLINICIAN,
    /** Care outside is arranged. */
    REFER_OUT,
    /** It was moved once already, so the person is asked first. */
    ASK_PATIENT
  }

  /**
   * Another place for the visit.
   *
   * @param extra points that all visits together lose at least if this one goes there
   */
  public record Other(
      String place, Instant starts, String clinicianId, String siteId, double extra) {}

  /** Whether it would be moved when the plan is applied. */
  public boolean moves() {
    return place != null && (decision == Decision.BEST || decision == Decision.PINNED);
  }

  /** Whether its place lies in the window and no law forbids the day. */
  public boolean isInTime() {
    return daysOut != null && daysOut == 0 && !Boolean.TRUE.equals(pastLimit);
  }
}
