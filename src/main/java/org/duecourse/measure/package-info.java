/**
 * How long did people wait, by which clock, and who was counted? The SQL of each measure lies
 * beside its card.
 */
@NullMarked
package org.duecourse.measure;

import org.jspecify.annotations.NullMarked;
