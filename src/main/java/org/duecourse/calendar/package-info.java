/**
 * Which days count? Business days as dated rules with their legal source, one file of rules a
 * calendar. Start at {@link org.duecourse.calendar.Calendars}; counting is done by {@link
 * org.duecourse.calendar.BusinessDays}.
 */
@NullMarked
package org.duecourse.calendar;

import org.jspecify.annotations.NullMarked;
