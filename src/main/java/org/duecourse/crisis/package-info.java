/**
 * Who answers a crisis at each clinic, who waits for an answer, and by when? Cover is by named
 * people and falls away with their absence; a time without anybody is a task before it comes. Start
 * at {@code Crisis}.
 */
@NullMarked
package org.duecourse.crisis;

import org.jspecify.annotations.NullMarked;
