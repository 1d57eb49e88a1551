package org.duecourse.web;

/**
 * Something that can be chosen in a form.
 *
 * @param value what the form sends
 * @param label what people read
 */
public record Choice(String value, String label) {}
