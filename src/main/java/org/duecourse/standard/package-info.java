/**
 * What was promised, to whom, counted how, since when, and who says so? Rules as data, one file a
 * rule, each with worked examples. Start at {@link org.duecourse.standard.Standards} for the rules
 * and at {@link org.duecourse.standard.Judge} for a verdict on one person's wait.
 */
@NullMarked
package org.duecourse.standard;

import org.jspecify.annotations.NullMarked;
