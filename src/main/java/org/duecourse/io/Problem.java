package org.duecourse.io;

/**
 * One thing that is wrong with what was handed in.
 *
 * @param place where a person finds it ("line 19", "column status"); empty for the whole
 * @param message the value, the rule, and what to do; a full sentence or two
 */
public record Problem(String place, String message) {

  /** The problem as one line. */
  public String line() {
    return place.isEmpty() ? message : place + "  " + message;
  }
}
