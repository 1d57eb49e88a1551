package org.duecourse.simulate;

/**
 * Takes what happens in one replication, row by row, as the tables of an access log have it. Days
 * count from day 0 of the run; sites and posts are indices in the order of the clinic file. An
 * appointment is handed over once, when its end is known.
 */
public interface LogSink {
  /** What became of an appointment. */
  enum Status {
    ATTENDED,
    NO_SHOW,
    CANCELLED_BY_PATIENT,
    CANCELLED_BY_CLINIC,
    BOOKED
  }

  /** A request for care. */
  record Request(int id, int patient, int site, int day, boolean urgent) {}

  /** A return order with its window, all days counting. */
  record Order(
      int id, int patient, int site, int post, int day, int earliest, int target, int latest) {}

  /**
   * An appointment.
   *
   * @param first whether it is a first visit; {@code basis} is then a request, else an order
   * @param basis the id of the request or order
   * @param cancelledDay the day of a cancellation, else -1
   */
  record Appointment(
      int id,
      int patient,
      int site,
      int post,
      boolean first,
      int basis,
      int bookedDay,
      int day,
      Status status,
      int cancelledDay) {}

  /** Takes a request. */
  void request(Request request);

  /** Takes the end of a request without a visit. */
  void requestClosed(int id, int day, String reason);

  /** Takes a return order. */
  void order(Order order);

  /** Takes the end of an order without a visit. */
  void orderClosed(int id, int day, String reason);

  /** Takes an appointment. */
  void appointment(Appointment appointment);
}
