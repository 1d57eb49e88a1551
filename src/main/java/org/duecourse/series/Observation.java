package org.duecourse.series;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One published cell of a series.
 *
 * @param period its first day
 * @param label the period as the file has it, "2025-03" or "2025-03-01"
 * @param value the figure; null where it is not published, which is never 0
 * @param denominator how many it rests on, if the table tells
 * @param name what the publisher called the measure in this period, if the table tells
 */
public record Observation(
    LocalDate period,
    String label,
    @Nullable Double value,
    @Nullable Double denominator,
    @Nullable String name) {}
