package org.duecourse.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The simplest clinic, told a second time by somebody who knows nothing of the engine: a clock with
 * a queue of events, an object for each patient, a coin after each visit, and clinicians who keep
 * their own diaries as lists. It shares no class with the engine, and no idea but the rules.
 *
 * <p>A request books when it comes, a return at the end of its visit; so the order of booking
 * within a day differs from the engine's, and the agreement of the two shows that this order does
 * not matter.
 */
public final class PlainEventQueue {
  /** What one run says. */
  public record Result(
      double firstWaitDays,
      double returnDelayDays,
      double returnOnDueDayShare,
      double utilisation,
      long visits) {}

  private record Event(double time, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Double.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private static final class Patient {
    Diary own;
  }

  /** The free places of a clinician, from today on. */
  private final class Diary {
    private final List<Integer> spare = new ArrayList<>();
    private int first;

    int freeOn(int day) {
      forget(day);
      int i = day - first;
      return i < spare.size() ? spare.get(i) : places;
    }

    void take(int day) {
      int i = day - first;
      while (spare.size() <= i) {
        spare.add(places);
      }
      spare.set(i, spare.get(i) - 1);
    }

    private void forget(int asked) {
      int today = (int) clock;
      if (today - first > 4096 && asked >= today) {
        spare.subList(0, Math.min(spare.size(), today - first)).clear();
        first = today;
      }
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final SplittableRandom chance;
  private final List<Diary> diaries = new ArrayList<>();
  private final int places;
  private final double requestsADay;
  private final double meanVisits;
  private final int returnDays;
  private final int warmup;
  private final int end;
  private double clock;
  private long orders;

  private long firsts;
  private long firstDays;
  private long returns;
  private long delays;
  private long onDay;
  private long visits;

  private PlainEventQueue(
      int clinicians,
      int places,
      double requestsADay,
      double meanVisits,
      int returnDays,
      int warmup,
      int days,
      long seed) {
    this.places = places;
    this.requestsADay = requestsADay;
    this.meanVisits = meanVisits;
    this.returnDays = returnDays;
    this.warmup = warmup;
    this.end = warmup + days;
    chance = new SplittableRandom(seed);
    for (int i = 0; i < clinicians; i++) {
      diaries.add(new Diary());
    }
  }

  /** Runs once. */
  public static Result run(
      int clinicians,
      int places,
      double requestsADay,
      double meanVisits,
      int returnDays,
      int warmup,
      int days,
      long seed) {
    return new PlainEventQueue(
            clinicians, places, requestsADay, meanVisits, returnDays, warmup, days, seed)
        .run((long) clinicians * places * days);
  }

  private Result run(long allPlaces) {
    nextRequest();
    while (!events.isEmpty() && events.peek().time() < end) {
      Event event = events.remove();
      clock = event.time();
      event.what().run();
    }
    return new Result(
        (double) firstDays / firsts,
        (double) delays / returns,
        (double) onDay / returns,
        (double) visits / allPlaces,
        visits);
  }

  private void nextRequest() {
    double gap = -Math.log(1 - chance.nextDouble()) / requestsADay;
    at(clock + gap, this::request);
  }

  private void request() {
    Patient patient = new Patient();
    int today = (int) clock;
    int day = today + 1;
    while (patient.own == null) {
      for (Diary diary : diaries) {
        if (diary.freeOn(day) > 0) {
          patient.own = diary;
          break;
        }
      }
      day += patient.own == null ? 1 : 0;
    }
    if (today >= warmup) {
      firsts++;
      firstDays += day - today;
    }
    book(patient, day);
    nextRequest();
  }

  private void book(Patient patient, int day) {
    patient.own.take(day);
    at(day, () -> visit(patient));
  }

  private void visit(Patient patient) {
    int today = (int) clock;
    visits += today >= warmup ? 1 : 0;
    if (chance.nextDouble() < 1 / meanVisits) {
      return;
    }
    int due = today + returnDays;
    int day = due;
    while (patient.own.freeOn(day) == 0) {
      day++;
    }
    if (today >= warmup) {
      returns++;
      delays += day - due;
      onDay += day == due ? 1 : 0;
    }
    book(patient, day);
  }

  private void at(double time, Runnable what) {
    events.add(new Event(time, orders++, what));
  }
}
