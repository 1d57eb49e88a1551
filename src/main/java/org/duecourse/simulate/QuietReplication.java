package org.duecourse.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.DayChoice;
import org.duecourse.simulate.Clinic.FirstClinician;
import org.duecourse.simulate.Clinic.Site;
import org.duecourse.simulate.Streams.Purpose;

/**
 * One run of a clinic in which what is booked is held: everybody comes, nobody is away, all places
 * are alike. It gives the same bytes as {@link Replication} in a fraction of the time ({@code
 * QuietReplicationTest}; docs/decisions/0065).
 *
 * <p>Nothing of a patient can change between booking and visit here, so the place itself carries
 * all that is known: who it is, the sessions still to come, the interval, and how many days the
 * visit lies past the request or past the first day of the window. Visits are read from today's row
 * and written into later rows, both in the order in which they lie in memory.
 */
final class QuietReplication {
  private static final int INTERVALS = 16;
  private static final long FIRST_BIT = 1;
  private static final int INTERVAL_SHIFT = 1;
  private static final int DAYS_SHIFT = 5;
  private static final int DAYS_MASK = 0xFFF;
  private static final int SESSIONS_SHIFT = 17;
  private static final int SESSIONS_MASK = 0x7FFF;
  private static final int WHO_SHIFT = 32;

  /**
   * Nobody is booked later than so many days past the last due day of an order of today; a clinic
   * with longer waits takes the general way. A short calendar stays in the processor's cache.
   */
  private static final int DAYS_PAST_DUE = 100;

  private static final long ONE_SESSION = 1L << SESSIONS_SHIFT;

  /** What an order keeps of a visit: all but its days and whether it was the first. */
  private static final long OF_ORDER = ~((long) DAYS_MASK << DAYS_SHIFT | FIRST_BIT);

  private final Tables tables;
  private final Tally[] tallies;
  private final ReturnCounts counts;
  private final Arrivals arrivals;
  private final long sessionsKey;
  private final long intervalKey;
  private final int posts;
  private final int mask;
  private final int words;
  private final int horizon;
  private final boolean fromTarget;
  private final boolean smallestCaseload;

  /** By row and post: visits, how many there are, and how many there can be. */
  private final long[] cells;

  private final int width;
  private final byte[] taken;

  /** By post, and by site: days with a free place; by row and site: posts with a free place. */
  private final long[] freeDays;

  private final long[] freeSiteDays;
  private final long[] freePosts;

  /** Orders of today by interval with the post of each; the last list has the requests. */
  private final long[][] orders = new long[INTERVALS + 1][64];

  private final int[][] ordersPost = new int[INTERVALS + 1][64];
  private final int[] ordersCount = new int[INTERVALS + 1];
  private final int[] intervalsByLatest;
  private final int[] caseload;
  private final int[] caseloadOfSite;
  private int day;
  private boolean measured;
  private long nextPatient;

  /** False once an order could not be booked in sight: the general run has to do it. */
  private boolean quiet = true;

  QuietReplication(Tables tables, int replication) {
    this.tables = tables;
    Streams streams = new Streams(tables.plan.seed(), replication);
    tallies = new Tally[tables.sites];
    for (int s = 0; s < tables.sites; s++) {
      tallies[s] = new Tally((tables.plan.days() + 6) / 7);
    }
    counts = new ReturnCounts(tables, tallies);
    arrivals = new Arrivals(tables, streams);
    sessionsKey = streams.key(Purpose.SESSIONS);
    intervalKey = streams.key(Purpose.INTERVAL);
    posts = tables.posts;
    Clinic.Booking booking = tables.clinic.booking();
    horizon = Math.min(booking.horizonDays(), lastDue() + DAYS_PAST_DUE);
    int ring = Tables.ringFor(horizon);
    mask = ring - 1;
    words = ring / 64;
    fromTarget = booking.dayChoice() == DayChoice.TARGET_THEN_LATER;
    smallestCaseload = booking.firstClinician() == FirstClinician.SMALLEST_CASELOAD;
    width = (int) Math.ceil(Arrays.stream(tables.rate).max().orElse(0));
    cells = new long[ring * posts * width];
    taken = new byte[ring * posts];
    freeDays = new long[posts * words];
    freeSiteDays = new long[tables.sites * words];
    freePosts = new long[ring * tables.sites];
    caseload = new int[posts];
    caseloadOfSite = new int[tables.sites];
    intervalsByLatest =
        IntStream.range(0, tables.intervalDays.length)
            .boxed()
            .sorted(Comparator.comparingInt(this::bucket))
            .mapToInt(i -> i)
            .toArray();
    for (int d = 0; d < ring; d++) {
      openRow(d);
    }
  }

  private int lastDue() {
    return Arrays.stream(tables.intervalDays).max().orElse(0);
  }

  /** Whether a clinic is quiet enough. */
  static boolean fits(Tables tables) {
    Clinic clinic = tables.clinic;
    Clinic.Booking booking = clinic.booking();
    Clinic.Absence absence = clinic.absence();
    return tables.everybodyComes
        && clinic.course().continuity() == Continuity.REQUIRED
        && tables.intervalDays.length <= INTERVALS
        && booking.dayChoice() != DayChoice.LEAST_HARM
        && booking.outside().atMostAWeek() == 0
        && booking.turn() == Clinic.Turn.LATEST_DAY_FIRST
        && booking.firstVisitPlaces() == 1
        && clinic.workforce().turnoverAYear() == 0
        && absence.leaveDaysAYear() == 0
        && absence.sicknessShare() == 0
        && absence.strikes().isEmpty()
        && clinic.start().equals(new Clinic.Start(0, 0))
        && Arrays.stream(tables.startsOn).allMatch(start -> start == 0)
        && Arrays.stream(tables.protectedMinutesADay).allMatch(minutes -> minutes == 0)
        && IntStream.range(0, tables.sites)
            .allMatch(s -> tables.firstPost[s + 1] - tables.firstPost[s] <= 64)
        && clinic.sites().stream().allMatch(QuietReplication::fits);
  }

  private static boolean fits(Site site) {
    return site.ratio().firstShare() == 0
        && site.demand().urgentShare() == 0
        && site.crisis().arrivalsAWeek() == 0
        && site.crisis().heldPlacesADay() == 0
        && site.crisis().service().isEmpty();
  }

  /** Runs all days; empty if an order could not be booked in sight. */
  Optional<Tally[]> run() {
    for (day = 0; day < tables.plan.allDays() && quiet; day++) {
      measured = day >= tables.plan.warmupDays();
      counts.startDay(day);
      if (day > 0) {
        openRow(day + mask);
      }
      hold();
      int limit = tables.openDayAfter(day, tables.clinic.standards().firstLimitOpenDays());
      for (int s = 0; s < tables.sites; s++) {
        request(s, limit);
      }
      bookAll(limit);
      counts.endDay();
      if (measured) {
        count();
      }
    }
    if (!quiet) {
      return Optional.empty();
    }
    finish();
    return Optional.of(tallies);
  }

  private void openRow(int d) {
    int row = d & mask;
    long bit = 1L << row;
    for (int s = 0; s < tables.sites; s++) {
      long free = 0;
      for (int c = tables.firstPost[s]; c < tables.firstPost[s + 1]; c++) {
        taken[row * posts + c] = 0;
        int word = c * words + (row >>> 6);
        if (tables.places[d * posts + c] > 0) {
          free |= 1L << (c - tables.firstPost[s]);
          freeDays[word] |= bit;
        } else {
          freeDays[word] &= ~bit;
        }
      }
      freePosts[row * tables.sites + s] = free;
      int word = s * words + (row >>> 6);
      freeSiteDays[word] = free != 0 ? freeSiteDays[word] | bit : freeSiteDays[word] & ~bit;
    }
  }

  private void hold() {
    int row = (day & mask) * posts;
    double indirect = tables.clinic.costs().indirectMinutesAVisit();
    for (int c = 0; c < posts; c++) {
      int site = tables.siteOfPost[c];
      int from = (row + c) * width;
      int count = taken[row + c];
      for (int k = from; k < from + count; k++) {
        attend(cells[k], c, site);
      }
      if (measured) {
        tallies[site].indirectBacklogMinutes += count * indirect;
      }
    }
  }

  private void attend(long visit, int c, int site) {
    int interval = interval(visit);
    boolean first = (visit & FIRST_BIT) != 0;
    if (first) {
      firstSeen(site, days(visit));
    } else {
      int window = tables.intervalDays[interval] - tables.intervalEarly[interval];
      counts.seen(site, interval, window + days(visit));
    }
    long rest = visit - ONE_SESSION;
    if (sessions(rest) > 0) {
      if (first) {
        caseload[c]++;
        caseloadOfSite[site]++;
      }
      counts.ordered(site, interval);
      add(interval, rest & OF_ORDER, c);
    } else {
      tallies[site].ended += measured ? 1 : 0;
      if (!first) {
        caseload[c]--;
        caseloadOfSite[site]--;
      }
    }
  }

  private void firstSeen(int site, int wait) {
    Tally tally = tallies[site];
    if (measured) {
      tally.visits++;
      tally.visitUnits++;
      tally.firstSeen++;
      tally.firstSeenWait += wait;
    }
    int limit = tables.openDayAfter(day - wait, tables.clinic.standards().firstLimitOpenDays());
    int week = tables.week(limit);
    if (week >= 0 && day <= limit) {
      tally.firstMetByWeek[week]++;
    }
  }

  private void request(int site, int limit) {
    int count = arrivals.count(site, day);
    for (int i = 0; i < count; i++) {
      long key = arrivals.key(site, day, i);
      long sessions = 1L + tables.sessionsLessOne.of(Streams.uniform(sessionsKey, key));
      long interval =
          tables.intervalDays.length > 1
              ? tables.intervals.of(Streams.uniform(intervalKey, key))
              : 0;
      long who = nextPatient++ << WHO_SHIFT;
      long order = who | sessions << SESSIONS_SHIFT | interval << INTERVAL_SHIFT | FIRST_BIT;
      add(INTERVALS, order, site);
    }
    Tally tally = tallies[site];
    tally.requests += measured ? count : 0;
    int week = tables.week(limit);
    if (week >= 0) {
      tally.firstDecidedByWeek[week] += count;
    }
  }

  private void add(int list, long order, int where) {
    int count = ordersCount[list];
    if (count == orders[list].length) {
      orders[list] = Arrays.copyOf(orders[list], 2 * count);
      ordersPost[list] = Arrays.copyOf(ordersPost[list], 2 * count);
    }
    orders[list][count] = order;
    ordersPost[list][count] = where;
    ordersCount[list] = count + 1;
  }

  private int bucket(int interval) {
    return Scheduler.bucket(tables.intervalDays[interval] + tables.intervalLate[interval]);
  }

  private void bookAll(int limit) {
    int requestBucket = Scheduler.bucket(limit - day);
    boolean requestsBooked = false;
    for (int i : intervalsByLatest) {
      if (!requestsBooked && bucket(i) > requestBucket) {
        bookRequests(limit);
        requestsBooked = true;
      }
      bookReturns(i);
    }
    if (!requestsBooked) {
      bookRequests(limit);
    }
  }

  private void bookReturns(int i) {
    int first = day + tables.intervalDays[i] - tables.intervalEarly[i];
    int from = fromTarget ? day + tables.intervalDays[i] : first;
    int count = ordersCount[i];
    ordersCount[i] = 0;
    for (int k = 0; k < count; k++) {
      int c = ordersPost[i][k];
      int found = next(freeDays, c * words, from, day + horizon);
      if (found < 0 || found - first > DAYS_MASK) {
        quiet = false;
        return;
      }
      int site = tables.siteOfPost[c];
      counts.booked(site, i, found - first);
      put(found, c, site, orders[i][k] | (long) (found - first) << DAYS_SHIFT);
    }
  }

  private void bookRequests(int limit) {
    int count = ordersCount[INTERVALS];
    ordersCount[INTERVALS] = 0;
    for (int k = 0; k < count; k++) {
      int site = ordersPost[INTERVALS][k];
      int found = next(freeSiteDays, site * words, day + 1, day + horizon);
      if (found < 0 || found - day > DAYS_MASK) {
        quiet = false;
        return;
      }
      long free = freePosts[(found & mask) * tables.sites + site];
      int c = tables.firstPost[site] + Long.numberOfTrailingZeros(free);
      if (smallestCaseload) {
        c = smallestCaseload(free, site, c);
      }
      if (measured) {
        Tally tally = tallies[site];
        tally.firstBooked++;
        tally.firstWait += found - day;
        tally.firstBookedInLimit += found <= limit ? 1 : 0;
      }
      put(found, c, site, orders[INTERVALS][k] | (long) (found - day) << DAYS_SHIFT);
    }
  }

  private int smallestCaseload(long free, int site, int first) {
    int best = first;
    for (long left = free; left != 0; left &= left - 1) {
      int c = tables.firstPost[site] + Long.numberOfTrailingZeros(left);
      if (caseload[c] * tables.rate[best] < caseload[best] * tables.rate[c]) {
        best = c;
      }
    }
    return best;
  }

  private void put(int booked, int c, int site, long visit) {
    int row = booked & mask;
    int at = row * posts + c;
    int before = taken[at];
    cells[at * width + before] = visit;
    taken[at] = (byte) (before + 1);
    tallies[site].bookings += measured ? 1 : 0;
    if (before + 1 == tables.places[booked * posts + c]) {
      freeDays[c * words + (row >>> 6)] &= ~(1L << row);
      int masks = row * tables.sites + site;
      freePosts[masks] &= ~(1L << (c - tables.firstPost[site]));
      if (freePosts[masks] == 0) {
        freeSiteDays[site * words + (row >>> 6)] &= ~(1L << row);
      }
    }
  }

  private int next(long[] bits, int base, int from, int last) {
    if (from > last) {
      return -1;
    }
    int i = from & mask;
    int d = from - (i & 63);
    long word = bits[base + (i >>> 6)] & (-1L << i);
    while (word == 0) {
      d += 64;
      if (d > last) {
        return -1;
      }
      word = bits[base + ((d & mask) >>> 6)];
    }
    int found = d + Long.numberOfTrailingZeros(word);
    return found <= last ? found : -1;
  }

  private void count() {
    for (int c = 0; c < posts; c++) {
      int places = tables.places[day * posts + c];
      Staff.count(tables, tallies[tables.siteOfPost[c]], c, places, true);
    }
    for (int s = 0; s < tables.sites; s++) {
      tallies[s].caseloadDays += caseloadOfSite[s];
    }
  }

  private void finish() {
    int today = tables.plan.allDays() - 1;
    for (int d = today + 1; d <= today + mask; d++) {
      for (int c = 0; c < posts; c++) {
        int at = (d & mask) * posts + c;
        for (int k = 0; k < taken[at]; k++) {
          finish(cells[at * width + k], d, tallies[tables.siteOfPost[c]], today);
        }
      }
    }
    for (int c = 0; c < posts; c++) {
      tallies[tables.siteOfPost[c]].fteAtEnd += tables.fteOfPost[c];
    }
  }

  private void finish(long visit, int booked, Tally tally, int today) {
    if ((visit & FIRST_BIT) != 0) {
      tally.waiting++;
      return;
    }
    int i = interval(visit);
    int latest = booked - days(visit) + tables.intervalEarly[i] + tables.intervalLate[i];
    if (tables.week(latest) >= 0) {
      tally.late(today - latest);
    }
    tally.overdue += latest < today ? 1 : 0;
  }

  private static int interval(long visit) {
    return (int) (visit >>> INTERVAL_SHIFT) & (INTERVALS - 1);
  }

  private static int days(long visit) {
    return (int) (visit >>> DAYS_SHIFT) & DAYS_MASK;
  }

  private static int sessions(long visit) {
    return (int) (visit >>> SESSIONS_SHIFT) & SESSIONS_MASK;
  }
}
