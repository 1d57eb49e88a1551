/**
 * Who is displaced, and where do they go with the least harm? Displaced visits go to free places by
 * an exact assignment of least cost, with the crisis reserve as a constraint; what each rule costs
 * is told by its price. The plan itself is pure: no database, no clock, no files. Start at {@code
 * Rebooking}.
 */
@NullMarked
package org.duecourse.absence;

import org.jspecify.annotations.NullMarked;
