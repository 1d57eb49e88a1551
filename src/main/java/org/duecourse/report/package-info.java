/**
 * How is a result shown, in any format? Start at {@link org.duecourse.report.Table}: every command
 * makes one, every {@link org.duecourse.report.Format} shows it.
 */
@NullMarked
package org.duecourse.report;

import org.jspecify.annotations.NullMarked;
