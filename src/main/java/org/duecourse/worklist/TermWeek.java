package org.duecourse.worklist;

import java.time.LocalDate;

/**
 * What a week of a clinic counts for a term.
 *
 * <pre>
 *   kind                    part                          whole
 *   protected_hours_week    clinicians' weeks kept        clinicians' weeks for which time is owed
 *   new_to_return_ratio     first visits attended         first and return visits attended
 *   patients_week           visits attended               full-time weeks worked
 * </pre>
 *
 * @param monday the week
 */
public record TermWeek(LocalDate monday, double part, double whole) {}
