package org.duecourse.booking;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an open order asks of an opening.
 *
 * @param id its reference ("R-2041")
 * @param kind what kind of visit
 * @param siteId the clinic where the patient is seen
 * @param window the clinician's window, with extensions already in its latest day
 * @param legalLimit the last day that a law allows, or null where none applies
 * @param weight how much a day of lateness matters, 1 to 10
 * @param continuity whether it has to be the patient's own clinician
 * @param ownClinician the patient's clinician, or null where there is none yet
 * @param discipline the profession asked for, or null for any
 * @param language the language that the clinician has to speak, or null for any
 * @param mode the only way to meet, or null for any
 * @param minutes length of the visit
 */
public record OpenOrder(
    String id,
    VisitKind kind,
    String siteId,
    Window window,
    @Nullable LocalDate legalLimit,
    int weight,
    Continuity continuity,
    @Nullable String ownClinician,
    @Nullable String discipline,
    @Nullable String language,
    @Nullable Mode mode,
    int minutes) {}
