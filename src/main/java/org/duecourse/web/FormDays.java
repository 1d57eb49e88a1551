package org.duecourse.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/** Days that were typed into forms. */
final class FormDays {
  private FormDays() {}

  /** The day of a field, or null where nothing was typed. */
  static @Nullable LocalDate optional(Form form, String field, String headline) {
    return form.value(field).isEmpty() ? null : needed(form, field, headline);
  }

  /** The day of a field. */
  static LocalDate needed(Form form, String field, String headline) {
    String typed = form.value(field);
    try {
      return LocalDate.parse(typed);
    } catch (DateTimeParseException e) {
      throw new Refused(
          Fault.INPUT,
          headline,
          List.of(
              new Problem(
                  field,
                  typed.isEmpty()
                      ? "Enter the day, as 2026-06-09."
                      : "'" + typed + "' is not a day. Write it as 2026-06-09.")));
    }
  }
}
