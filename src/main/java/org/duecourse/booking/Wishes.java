package org.duecourse.booking;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a patient asks for. Wishes that only matter cost an opening points; wishes that must be met
 * take it out, and are counted as {@link Reason.Rule#PATIENT_WISH}.
 *
 * @param weekdays days of the week; none: any
 * @param parts parts of the day; none: any
 * @param mode the way to meet, or null for any
 * @param notBefore the first day that suits, or null for any
 * @param mustBeMet whether an opening that misses one of them is out
 */
public record Wishes(
    Set<DayOfWeek> weekdays,
    Set<PartOfDay> parts,
    @Nullable Mode mode,
    @Nullable LocalDate notBefore,
    boolean mustBeMet) {
  /** A patient who asks for nothing in particular. */
  public static final Wishes NONE = new Wishes(Set.of(), Set.of(), null, null, false);

  /** Copies the sets. */
  public Wishes {
    weekdays = Set.copyOf(weekdays);
    parts = Set.copyOf(parts);
  }

  /** How many of the wishes about the day it misses. */
  int missedBy(LocalDate day) {
    int missed = weekdays.isEmpty() || weekdays.contains(day.getDayOfWeek()) ? 0 : 1;
    return missed + (notBefore != null && day.isBefore(notBefore) ? 1 : 0);
  }

  /** How many of the wishes about the time of the day it misses. */
  int missedBy(LocalTime start) {
    return parts.isEmpty() || parts.contains(PartOfDay.of(start)) ? 0 : 1;
  }

  /** How many of the wishes about the way to meet it misses. */
  int missedBy(Set<Mode> modes) {
    return mode == null || modes.contains(mode) ? 0 : 1;
  }
}
