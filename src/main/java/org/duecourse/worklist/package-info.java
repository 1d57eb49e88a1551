/**
 * Whom must someone contact, by when, and what came of each attempt? Tasks themselves are made by
 * the desk, in the transaction of their cause; here they are worked, in time that is protected for
 * it. Start at {@code Worklist}, and at {@code ProtectedTime}.
 */
@NullMarked
package org.duecourse.worklist;

import org.jspecify.annotations.NullMarked;
