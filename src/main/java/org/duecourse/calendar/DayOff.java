package org.duecourse.calendar;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day that a calendar's rules name, and why.
 *
 * @param day the day off itself, after any shift
 * @param name its name; one that was shifted says so ("Christmas Day (observed)")
 * @param source the text that makes it a holiday
 * @param evidence what stands behind it
 * @param shiftedFrom the day on which the holiday itself falls, where the day off is another one
 */
public record DayOff(
    LocalDate day,
    String name,
    String source,
    Evidence evidence,
    @Nullable LocalDate shiftedFrom) {}
