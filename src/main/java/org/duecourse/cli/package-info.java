/**
 * How does a person ask in a terminal? Start at {@link org.duecourse.cli.Main}: one class a
 * command.
 */
@NullMarked
package org.duecourse.cli;

import org.jspecify.annotations.NullMarked;
