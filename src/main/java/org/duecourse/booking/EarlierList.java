package org.duecourse.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who gains most from a place that has become free: those who have a later visit, or none, and
 * asked to be told. Only about one offer in ten is taken, so a batch goes out at once, and the
 * first to say yes has the place; sources and sizes are in docs/decisions/0092.
 *
 * @param offers who can have it and gains by it, the most harm avoided first
 * @param leftOut everyone else on the list, with the reason
 */
public record EarlierList(List<Gain> offers, List<LeftOut> leftOut) {
  private static final double ROUNDING = 1e-9;

  public EarlierList {
    offers = List.copyOf(offers);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Somebody on the list.
   *
   * @param order what was ordered
   * @param booked the visit that it has now, or null where it has none
   * @param otherVisits the patient's visits without the one that would be given up
   * @param wishes the patient's wishes; those that must be met decide
   * @param notice how long before a visit the patient has to know
   */
  public record Entry(
      OpenOrder order, @Nullable Booked booked, Busy otherVisits, Wishes wishes, Duration notice) {}

  /**
   * The visit that somebody has now.
   *
   * @param start when
   * @param clinicianId with whom
   * @param siteId where
   * @param mode how they meet, or null where it is not said
   */
  public record Booked(Instant start, String clinicianId, String siteId, @Nullable Mode mode) {}

  /**
   * An offer worth making.
   *
   * @param entry to whom
   * @param costNow what the visit that they have costs, or having none
   * @param costThen what the freed place would cost
   */
  public record Gain(Entry entry, double costNow, double costThen) {
    /** The harm that it avoids, in points. */
    public double points() {
      return costNow - costThen;
    }
  }

  /**
   * Somebody to whom the place is not offered.
   *
   * @param entry who
   * @param why the reason
   * @param reasons the rules that the place breaks, where that is the reason
   */
  public record LeftOut(Entry entry, Why why, List<Reason> reasons) {
    public LeftOut {
      reasons = List.copyOf(reasons);
    }
  }

  /** Why the place is not offered to somebody. */
  public enum Why {
    /** It breaks a rule. */
    RULES,
    /** It lies before the earliest day that was ordered. */
    BEFORE_WINDOW,
    /** The patient has to know earlier. */
    SHORT_NOTICE,
    /** It is not earlier than the visit that they have. */
    NOT_EARLIER,
    /** It is earlier, but does no good. */
    NO_GAIN
  }

  /**
   * Ranks a list for a freed place.
   *
   * @param zone of the clinic of the place
   */
  public static EarlierList rank(
      Opening freed, List<Entry> entries, Instant at, ZoneId zone, Weights weights) {
    List<Gain> offers = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Entry entry : entries) {
      Optional<LeftOut> out = leftOut(freed, entry, at, zone);
      Gain gain = gain(freed, entry, at, zone, weights);
      if (out.isPresent()) {
        leftOut.add(out.get());
      } else if (gain.points() <= 0) {
        leftOut.add(new LeftOut(entry, Why.NO_GAIN, List.of()));
      } else {
        offers.add(gain);
      }
    }
    offers.sort(
        Comparator.comparingDouble(Gain::points)
            .reversed()
            .thenComparing(gain -> gain.entry().order().window().latest())
            .thenComparing(gain -> gain.entry().order().id()));
    return new EarlierList(offers, leftOut);
  }

  private static Optional<LeftOut> leftOut(Opening freed, Entry entry, Instant at, ZoneId zone) {
    List<Reason> reasons =
        Rules.against(entry.order(), freed, at, entry.otherVisits(), entry.wishes(), zone);
    if (!reasons.isEmpty()) {
      return Optional.of(new LeftOut(entry, Why.RULES, reasons));
    }
    Why why = null;
    if (day(freed.start(), zone).isBefore(entry.order().window().earliest())) {
      why = Why.BEFORE_WINDOW;
    } else if (at.plus(entry.notice()).isAfter(freed.start())) {
      why = Why.SHORT_NOTICE;
    } else if (entry.booked() != null && !freed.start().isBefore(entry.booked().start())) {
      why = Why.NOT_EARLIER;
    }
    return why == null ? Optional.empty() : Optional.of(new LeftOut(entry, why, List.of()));
  }

  /** Both are scored without the load of the day: the place will be taken by one or another. */
  private static Gain gain(Opening freed, Entry entry, Instant at, ZoneId zone, Weights weights) {
    Scoring scoring = new Scoring(weights, entry.order(), entry.wishes(), day(at, zone));
    Booked booked = entry.booked();
    double then =
        scoring
            .cost(
                day(freed.start(), zone).toEpochDay(),
                0,
                freed.clinician().id(),
                freed.siteId(),
                scoring.mode(freed.siteId(), freed.modes()),
                Rules.missed(entry.wishes(), freed, zone))
            .total();
    // Having no visit at all is always worse than the freed place.
    double now = then + weights.notPlaced() * entry.order().weight();
    if (booked != null) {
      // What is missed of the wishes now was agreed to when it was booked.
      now =
          scoring
              .cost(
                  day(booked.start(), zone).toEpochDay(),
                  0,
                  booked.clinicianId(),
                  booked.siteId(),
                  booked.mode(),
                  0)
              .total();
    }
    return new Gain(entry, now, then);
  }

  private static LocalDate day(Instant instant, ZoneId zone) {
    return instant.atZone(zone).toLocalDate();
  }

  /**
   * How many offers go out at once so that one is taken with a given chance, where each is taken
   * independently: 1 − (1 − acceptance)<sup>n</sup> ≥ chance.
   *
   * @param acceptance share of offers that are taken, above 0 and below 1; about 0.1
   * @param chance how likely one has to be, above 0 and below 1; 0.8 gives 16
   */
  public static int batchSize(double acceptance, double chance) {
    if (!(acceptance > 0 && acceptance < 1 && chance > 0 && chance < 1)) {
      throw new IllegalArgumentException(
          "acceptance " + acceptance + " and chance " + chance + " lie between 0 and 1");
    }
    // A quotient that is whole but for its last digits is whole.
    return (int) Math.ceil(Math.log1p(-chance) / Math.log1p(-acceptance) - ROUNDING);
  }

  /**
   * How many offers go out at once.
   *
   * @param acceptance share of offers that are taken
   * @param chance how likely one has to be taken
   * @param shortTime time is short when the place begins sooner than this
   * @param atMostWhenShort how many go out then: a clinic that calls by telephone makes a few
   */
  public record Batch(double acceptance, double chance, Duration shortTime, int atMostWhenShort) {
    /** One in ten accepts, four times in five somebody does; 4 calls within the last 4 hours. */
    public static final Batch DEFAULT = new Batch(0.1, 0.8, Duration.ofHours(4), 4);

    /** The size of the next batch for a place that begins at an instant. */
    public int size(Instant start, Instant at) {
      int size = batchSize(acceptance, chance);
      return at.plus(shortTime).isAfter(start) ? Math.min(size, atMostWhenShort) : size;
    }
  }
}
