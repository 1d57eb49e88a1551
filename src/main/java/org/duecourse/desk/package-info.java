/**
 * Is it booked, and does nobody fall out? Every change is one transaction on PostgreSQL with its
 * audit row; the rules are those of {@link org.duecourse.booking}. Start at {@code Desk}.
 */
@NullMarked
package org.duecourse.desk;

import org.jspecify.annotations.NullMarked;
