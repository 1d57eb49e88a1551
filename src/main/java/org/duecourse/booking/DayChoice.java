package org.duecourse.booking;

/** Which of the free days an order is booked on. */
public enum DayChoice {
  /** The first free day from the earliest day of the window on; past the window when it is full. */
  EARLIEST,
  /** The first free day from the target day on; days of the window before it are not used. */
  TARGET_THEN_LATER,
  /** The free day of the window with the least {@link Harm}; past a full window the first one. */
  LEAST_HARM
}
