/**
 * Which numbers may be shown without telling anything about one person? Start at {@link
 * org.duecourse.disclosure.Suppression}; the rules are {@code profiles.yaml}, what the counts of a
 * row have to do with each other is {@code counts.yaml}.
 */
@NullMarked
package org.duecourse.disclosure;

import org.jspecify.annotations.NullMarked;
