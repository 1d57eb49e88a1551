/**
 * Whom must someone contact, by when, and what came of each attempt? Tasks themselves are made by
 * the desk, in the transaction of their cause; here they are worked. Start at {@code Worklist}.
 */
@NullMarked
package org.duecourse.worklist;

import org.jspecify.annotations.NullMarked;
