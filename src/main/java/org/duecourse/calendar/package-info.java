/**
 * Which days count? Business days as dated rules with their legal source. Start at {@link
 * org.duecourse.calendar.BusinessDays}.
 */
@NullMarked
package org.duecourse.calendar;

import org.jspecify.annotations.NullMarked;
