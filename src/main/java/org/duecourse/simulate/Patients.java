package org.duecourse.simulate;

import java.util.Arrays;

/**
 * The patients in a run, each with the one order that is open (the request, or the return ordered
 * at the last visit) and its booking. Column by column in flat arrays; a patient is an index, which
 * is used again after the course has ended.
 */
final class Patients {
  static final byte FIRST = 0;
  static final byte RETURN = 1;

  /** What will become of the booking, decided when it is made. */
  static final byte COMES = 0;

  static final byte NO_SHOW = 1;
  static final byte LATE_CANCEL = 2;
  static final byte CANCELS = 3;
  static final byte CLINIC_CANCELS = 4;
  static final byte GIVES_UP = 5;

  static final int NONE = -1;

  /** Who it is, for the streams. */
  long[] key = new long[0];

  int[] site = new int[0];

  /** The own clinician; NONE before the first booking. */
  int[] post = new int[0];

  int[] visits = new int[0];
  int[] sessions = new int[0];
  int[] requestDay = new int[0];
  int[] lastVisitDay = new int[0];
  byte[] kind = new byte[0];
  byte[] interval = new byte[0];
  byte[] effect = new byte[0];
  boolean[] urgent = new boolean[0];

  /** The open order: the day it was made and its window, all days counting. */
  int[] orderDay = new int[0];

  int[] earliest = new int[0];
  int[] target = new int[0];
  int[] latest = new int[0];

  /** Whether the order was ever booked, and ever booked inside its window. */
  boolean[] everBooked = new boolean[0];

  boolean[] everInWindow = new boolean[0];

  /** The booking; bookedDay is NONE where the order has none. */
  int[] bookedDay = new int[0];

  int[] bookedOn = new int[0];
  int[] bookedPost = new int[0];

  /** Units of the booking that came from places kept for its kind. */
  byte[] keptUnits = new byte[0];

  byte[] fate = new byte[0];

  /** Bookings so far, over all orders: the counter of the streams. */
  int[] bookings = new int[0];

  /** The day on which a request is given up; Integer.MAX_VALUE: never. */
  int[] givesUpOn = new int[0];

  /** Links of the day's list of orders to book. */
  int[] next = new int[0];

  /** Links of the list of a day on which a booking is cancelled ahead; eventDay NONE: in none. */
  int[] eventDay = new int[0];

  int[] eventNext = new int[0];
  int[] eventPrevious = new int[0];

  /** Who it is in a log, and the ids of the open order and of the booking there. */
  int[] number = new int[0];

  int[] orderId = new int[0];

  int[] appointmentId = new int[0];

  private int used;
  private int free = NONE;
  private int count;

  Patients() {
    grow(1024);
  }

  /** Patients with an open course or request. */
  int count() {
    return count;
  }

  /** Upper end of the indices in use. */
  int end() {
    return used;
  }

  /** Whether an index is a patient now. */
  boolean isHere(int p) {
    return site[p] != NONE;
  }

  int add() {
    int p = free;
    if (p != NONE) {
      free = next[p];
    } else {
      if (used == key.length) {
        grow(2 * used);
      }
      p = used++;
    }
    count++;
    visits[p] = 0;
    bookings[p] = 0;
    post[p] = NONE;
    bookedDay[p] = NONE;
    eventDay[p] = NONE;
    lastVisitDay[p] = NONE;
    everBooked[p] = false;
    everInWindow[p] = false;
    urgent[p] = false;
    givesUpOn[p] = Integer.MAX_VALUE;
    return p;
  }

  void remove(int p) {
    site[p] = NONE;
    next[p] = free;
    free = p;
    count--;
  }

  /** Opens an order; the booking is still to be made. */
  void order(int p, byte orderKind, int day, int first, int due, int last) {
    kind[p] = orderKind;
    orderDay[p] = day;
    earliest[p] = first;
    target[p] = due;
    latest[p] = last;
    everBooked[p] = false;
    everInWindow[p] = false;
  }

  private void grow(int size) {
    key = Arrays.copyOf(key, size);
    site = Arrays.copyOf(site, size);
    Arrays.fill(site, used, size, NONE);
    post = Arrays.copyOf(post, size);
    visits = Arrays.copyOf(visits, size);
    sessions = Arrays.copyOf(sessions, size);
    requestDay = Arrays.copyOf(requestDay, size);
    lastVisitDay = Arrays.copyOf(lastVisitDay, size);
    kind = Arrays.copyOf(kind, size);
    interval = Arrays.copyOf(interval, size);
    effect = Arrays.copyOf(effect, size);
    urgent = Arrays.copyOf(urgent, size);
    orderDay = Arrays.copyOf(orderDay, size);
    earliest = Arrays.copyOf(earliest, size);
    target = Arrays.copyOf(target, size);
    latest = Arrays.copyOf(latest, size);
    everBooked = Arrays.copyOf(everBooked, size);
    everInWindow = Arrays.copyOf(everInWindow, size);
    bookedDay = Arrays.copyOf(bookedDay, size);
    bookedOn = Arrays.copyOf(bookedOn, size);
    bookedPost = Arrays.copyOf(bookedPost, size);
    keptUnits = Arrays.copyOf(keptUnits, size);
    fate = Arrays.copyOf(fate, size);
    bookings = Arrays.copyOf(bookings, size);
    givesUpOn = Arrays.copyOf(givesUpOn, size);
    next = Arrays.copyOf(next, size);
    eventDay = Arrays.copyOf(eventDay, size);
    eventNext = Arrays.copyOf(eventNext, size);
    eventPrevious = Arrays.copyOf(eventPrevious, size);
    number = Arrays.copyOf(number, size);
    orderId = Arrays.copyOf(orderId, size);
    appointmentId = Arrays.copyOf(appointmentId, size);
  }
}
