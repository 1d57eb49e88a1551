package org.duecourse.web;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/** Days and times of a form, read one after the other, so that everything wrong is said at once. */
final class FormTimes {
  private final Form form;
  private final String headline;
  private final List<Problem> problems;

  /**
   * Reads a form.
   *
   * @param problems takes what is wrong
   */
  FormTimes(Form form, String headline, List<Problem> problems) {
    this.form = form;
    this.headline = headline;
    this.problems = problems;
  }

  /** The day of a field; where it is wrong, the first one of all with a problem noted. */
  LocalDate day(String field) {
    try {
      return FormDays.needed(form, field, headline);
    } catch (Refused refused) {
      problems.addAll(refused.problems());
      return LocalDate.EPOCH;
    }
  }

  /** The time of a field; where it is wrong, midnight with a problem noted. */
  LocalTime time(String field) {
    String typed = form.value(field);
    try {
      return LocalTime.parse(typed.length() == 4 ? "0" + typed : typed);
    } catch (DateTimeParseException e) {
      problems.add(
          new Problem(
              field,
              typed.isEmpty()
                  ? "Enter the time, as 13:30."
                  : "'" + typed + "' is not a time. Write it as 13:30."));
      return LocalTime.MIDNIGHT;
    }
  }
}
