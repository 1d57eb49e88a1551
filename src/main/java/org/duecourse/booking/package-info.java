/**
 * Which openings fit this order best, and why? Pure rules, without a clock, a database or a file:
 * the simulator calls them in virtual time. Start at {@link org.duecourse.booking.Search} and
 * {@link org.duecourse.booking.Rules}; the simulator's part is {@link
 * org.duecourse.booking.DayChoice} and {@link org.duecourse.booking.Harm}.
 */
@NullMarked
package org.duecourse.booking;

import org.jspecify.annotations.NullMarked;
