/**
 * What did a person hand in, what is wrong with it, and how does a result leave whole? Start at
 * {@link org.duecourse.io.Refused}: every package says no through it, with all problems at once.
 */
@NullMarked
package org.duecourse.io;

import org.jspecify.annotations.NullMarked;
