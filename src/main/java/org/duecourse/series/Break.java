package org.duecourse.series;

import java.time.LocalDate;

/**
 * From this period on the figures mean something else, so limits start anew. Never without a
 * reason.
 *
 * @param from the first period that belongs to what follows
 * @param reason what changed
 */
public record Break(LocalDate from, String reason) {}
