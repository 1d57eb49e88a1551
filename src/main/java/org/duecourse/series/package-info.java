/**
 * Is it changing, and will it meet the target? Published tables become control charts. Start at
 * {@link org.duecourse.series.XmrChart} for the arithmetic and at {@link
 * org.duecourse.series.PublishedTable} for the reading.
 */
@NullMarked
package org.duecourse.series;

import org.jspecify.annotations.NullMarked;
