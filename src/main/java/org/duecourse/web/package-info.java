/**
 * How does a person or a system ask over HTTP? Pages, the JSON interface, sign-in, and one table of
 * who may do what ({@code Routes}). Nothing here decides about bookings; it asks the desk.
 */
@NullMarked
package org.duecourse.web;

import org.jspecify.annotations.NullMarked;
