package org.duecourse.booking;

import java.time.LocalTime;

/** A part of the day in which a patient would rather come, by the clinic's clock. */
public enum PartOfDay {
  /** Before noon. */
  MORNING("in the morning"),
  /** From noon to 5 p.m. */
  AFTERNOON("in the afternoon"),
  /** From 5 p.m. on. */
  EVENING("in the evening");

  private static final int NOON = 12;
  private static final int FIVE = 17;

  private final String words;

  PartOfDay(String words) {
    this.words = words;
  }

  /** The part in which a visit begins. */
  public static PartOfDay of(LocalTime start) {
    if (start.getHour() < NOON) {
      return MORNING;
    }
    return start.getHour() < FIVE ? AFTERNOON : EVENING;
  }

  /** The part as a person says it. */
  public String words() {
    return words;
  }
}
