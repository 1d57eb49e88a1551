package org.duecourse.simulate;

import java.util.Arrays;

/**
 * The patients in a run, each with the one order that is open (the request, or the return ordered
 * at the last visit) and its booking. A patient is an index, used again after the course has ended;
 * what is known of one lies in sixteen neighbouring numbers, because a visit reads nearly all of
 * them and they come into the processor's cache together.
 */
final class Patients {
  static final int FIRST = 0;
  static final int RETURN = 1;

  /** What will become of the booking, decided when it is made. */
  static final int COMES = 0;

  static final int NO_SHOW = 1;
  static final int LATE_CANCEL = 2;
  static final int CANCELS = 3;
  static final int CLINIC_CANCELS = 4;
  static final int GIVES_UP = 5;

  static final int NONE = -1;

  private static final int WIDTH_BITS = 4;

  /** Small facts, packed; the shifts are below. */
  private static final int FACTS = 0;

  private static final int SITE = 1;
  private static final int POST = 2;
  private static final int SESSIONS = 3;
  private static final int ORDER_DAY = 4;
  private static final int LATEST = 5;
  private static final int BOOKED_DAY = 6;
  private static final int BOOKED_ON = 7;
  private static final int BOOKED_POST = 8;
  private static final int BOOKINGS = 9;
  private static final int NEXT = 10;
  private static final int GIVES_UP_ON = 11;
  private static final int EVENT_DAY = 12;
  private static final int EVENT_NEXT = 13;
  private static final int EVENT_PREVIOUS = 14;

  private static final int KIND_BIT = 1;
  private static final int EVER_BOOKED_BIT = 2;
  private static final int EVER_IN_WINDOW_BIT = 4;
  private static final int URGENT_BIT = 8;
  private static final int FATE_SHIFT = 4;
  private static final int KEPT_SHIFT = 7;
  private static final int EFFECT_SHIFT = 10;
  private static final int INTERVAL_SHIFT = 13;
  private static final int OF_ORDER = KIND_BIT | EVER_BOOKED_BIT | EVER_IN_WINDOW_BIT;

  private final int[] intervalDays;
  private final int[] intervalEarly;
  private int[] data = new int[0];
  private long[] key = new long[0];

  /** Who it is in a log, and the ids of the open order and of the booking there. */
  int[] number = new int[0];

  int[] orderId = new int[0];
  int[] appointmentId = new int[0];

  private int used;
  private int free = NONE;
  private int count;

  Patients(Tables tables) {
    intervalDays = tables.intervalDays;
    intervalEarly = tables.intervalEarly;
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
    return site(p) != NONE;
  }

  /** A new patient with a request of a day; nothing is booked. */
  int add(long who, int site) {
    int p = free;
    if (p != NONE) {
      free = next(p);
    } else {
      if (used == key.length) {
        grow(2 * used);
      }
      p = used++;
    }
    count++;
    key[p] = who;
    int at = p << WIDTH_BITS;
    data[at + FACTS] = 0;
    data[at + SITE] = site;
    data[at + POST] = NONE;
    data[at + BOOKED_DAY] = NONE;
    data[at + BOOKINGS] = 0;
    data[at + GIVES_UP_ON] = Integer.MAX_VALUE;
    data[at + EVENT_DAY] = NONE;
    return p;
  }

  void remove(int p) {
    data[(p << WIDTH_BITS) + SITE] = NONE;
    setNext(p, free);
    free = p;
    count--;
  }

  /**
   * Opens an order; the booking is still to be made.
   *
   * @param day the day of the request, or of the visit that ordered the return
   * @param latest the last day of its window
   */
  void order(int p, int kind, int day, int latest) {
    int at = p << WIDTH_BITS;
    data[at + FACTS] = (data[at + FACTS] & ~OF_ORDER) | kind;
    data[at + ORDER_DAY] = day;
    data[at + LATEST] = latest;
  }

  /** The first day of the window of the open order. */
  int earliest(int p) {
    return kind(p) == FIRST
        ? orderDay(p) + 1
        : orderDay(p) + intervalDays[interval(p)] - intervalEarly[interval(p)];
  }

  /** The day on which the open order is due. */
  int target(int p) {
    return orderDay(p) + (kind(p) == FIRST ? 1 : intervalDays[interval(p)]);
  }

  /** Notes a booking. */
  void book(int p, int day, int on, int post, int keptUnits) {
    int at = p << WIDTH_BITS;
    data[at + BOOKED_DAY] = day;
    data[at + BOOKED_ON] = on;
    data[at + BOOKED_POST] = post;
    data[at + BOOKINGS]++;
    data[at + FACTS] =
        (data[at + FACTS] & ~(7 << KEPT_SHIFT)) | EVER_BOOKED_BIT | (keptUnits << KEPT_SHIFT);
  }

  /** Who it is, for the streams. */
  long key(int p) {
    return key[p];
  }

  int site(int p) {
    return data[(p << WIDTH_BITS) + SITE];
  }

  /** The own clinician; NONE before the first booking. */
  int post(int p) {
    return data[(p << WIDTH_BITS) + POST];
  }

  void setPost(int p, int post) {
    data[(p << WIDTH_BITS) + POST] = post;
  }

  /** One session is held and its booking done with; whether the course goes on. */
  boolean holdSession(int p) {
    int at = p << WIDTH_BITS;
    data[at + BOOKED_DAY] = NONE;
    return --data[at + SESSIONS] > 0;
  }

  /** Attended visits that are still to come. */
  void setSessions(int p, int sessions) {
    data[(p << WIDTH_BITS) + SESSIONS] = sessions;
  }

  /** The day of the request, or of the visit at which the return was ordered. */
  int orderDay(int p) {
    return data[(p << WIDTH_BITS) + ORDER_DAY];
  }

  /** The last day of the window. */
  int latest(int p) {
    return data[(p << WIDTH_BITS) + LATEST];
  }

  /** The day booked; NONE where the order has no booking. */
  int bookedDay(int p) {
    return data[(p << WIDTH_BITS) + BOOKED_DAY];
  }

  void clearBooking(int p) {
    data[(p << WIDTH_BITS) + BOOKED_DAY] = NONE;
  }

  int bookedOn(int p) {
    return data[(p << WIDTH_BITS) + BOOKED_ON];
  }

  int bookedPost(int p) {
    return data[(p << WIDTH_BITS) + BOOKED_POST];
  }

  /** Bookings so far, over all orders: the counter of the streams. */
  int bookings(int p) {
    return data[(p << WIDTH_BITS) + BOOKINGS];
  }

  /** Links of the day's list of orders to book. */
  int next(int p) {
    return data[(p << WIDTH_BITS) + NEXT];
  }

  void setNext(int p, int next) {
    data[(p << WIDTH_BITS) + NEXT] = next;
  }

  /** The day on which a request is given up. */
  int givesUpOn(int p) {
    return data[(p << WIDTH_BITS) + GIVES_UP_ON];
  }

  void setGivesUpOn(int p, int day) {
    data[(p << WIDTH_BITS) + GIVES_UP_ON] = day;
  }

  /** The day on which the booking is cancelled ahead; NONE: it is not. */
  int eventDay(int p) {
    return data[(p << WIDTH_BITS) + EVENT_DAY];
  }

  void setEventDay(int p, int day) {
    data[(p << WIDTH_BITS) + EVENT_DAY] = day;
  }

  int eventNext(int p) {
    return data[(p << WIDTH_BITS) + EVENT_NEXT];
  }

  void setEventNext(int p, int next) {
    data[(p << WIDTH_BITS) + EVENT_NEXT] = next;
  }

  int eventPrevious(int p) {
    return data[(p << WIDTH_BITS) + EVENT_PREVIOUS];
  }

  void setEventPrevious(int p, int previous) {
    data[(p << WIDTH_BITS) + EVENT_PREVIOUS] = previous;
  }

  int kind(int p) {
    return facts(p) & KIND_BIT;
  }

  boolean urgent(int p) {
    return (facts(p) & URGENT_BIT) != 0;
  }

  void setUrgent(int p) {
    data[(p << WIDTH_BITS) + FACTS] |= URGENT_BIT;
  }

  /** Whether the open order was ever booked. */
  boolean everBooked(int p) {
    return (facts(p) & EVER_BOOKED_BIT) != 0;
  }

  /** Whether the patient missed or cancelled a booking of the open order inside its window. */
  boolean everInWindow(int p) {
    return (facts(p) & EVER_IN_WINDOW_BIT) != 0;
  }

  void setEverInWindow(int p) {
    data[(p << WIDTH_BITS) + FACTS] |= EVER_IN_WINDOW_BIT;
  }

  int fate(int p) {
    return (facts(p) >> FATE_SHIFT) & 7;
  }

  void setFate(int p, int fate) {
    set(p, FATE_SHIFT, 7, fate);
  }

  /** Units of the booking that came from places kept for its kind. */
  int keptUnits(int p) {
    return (facts(p) >> KEPT_SHIFT) & 7;
  }

  int effect(int p) {
    return (facts(p) >> EFFECT_SHIFT) & 7;
  }

  void setEffect(int p, int effect) {
    set(p, EFFECT_SHIFT, 7, effect);
  }

  int interval(int p) {
    return facts(p) >>> INTERVAL_SHIFT;
  }

  void setInterval(int p, int interval) {
    set(p, INTERVAL_SHIFT, 0xFFFF, interval);
  }

  private int facts(int p) {
    return data[(p << WIDTH_BITS) + FACTS];
  }

  private void set(int p, int shift, int mask, int value) {
    int at = (p << WIDTH_BITS) + FACTS;
    data[at] = (data[at] & ~(mask << shift)) | (value << shift);
  }

  private void grow(int size) {
    data = Arrays.copyOf(data, size << WIDTH_BITS);
    key = Arrays.copyOf(key, size);
    number = Arrays.copyOf(number, size);
    orderId = Arrays.copyOf(orderId, size);
    appointmentId = Arrays.copyOf(appointmentId, size);
    for (int p = used; p < size; p++) {
      data[(p << WIDTH_BITS) + SITE] = NONE;
    }
  }
}
