package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

/**
 * Prints how long a search takes in 1.28 million openings: {@code mvn -Pbench test
 * -Dtest=SearchBenchmark}. 200 clinicians of 20 clinics have 16 places a day on 400 days, one in
 * twelve is free, and orders with a window of 15 days come from any clinic and any week.
 *
 * <p>Measured is one whole call of {@link Search#find}: every rule for every free opening of the
 * window, the score of each that fits, the best five with their reasons in words, and "why not
 * earlier?" counted for the window and for the days from today to it. The order is made before.
 *
 * <p>Beside it stands a plain search: the free openings of each clinic as objects in a
 * ConcurrentSkipListMap by their start, the same rules and the same score for each, the five
 * cheapest kept in a sorted list; no spreading, no reasons, no counts.
 */
class SearchBenchmark {
  private static final int SITES = 20;
  private static final int CLINICIANS = 10;
  private static final int DAYS = 400;
  private static final int PLACES = 16;
  private static final double FREE = 1.0 / 12;
  private static final int CALLS = 40_000;
  private static final int ROUNDS = 5;
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
  private static final Instant AT = FIRST.atTime(7, 0).atZone(ZONE).toInstant();
  private static final List<Set<String>> LANGUAGES =
      List.of(Set.of("en"), Set.of("en"), Set.of("en", "es"));

  private final SplittableRandom random = new SplittableRandom(5);
  private final List<Opening> openings = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final Set<Integer> freePlaces = new HashSet<>();

  /** One way to search, and what it finds. */
  private interface Way {
    int search(Asked asked);
  }

  @Test
  void aWholeSearchInOnePointTwoEightMillionOpenings() {
    makeWorld();
    long before = memory();
    long start = System.nanoTime();
    OpeningIndex index = new OpeningIndex();
    for (int s = 0; s < SITES; s++) {
      index.putSite("site" + s, ZONE);
    }
    index.add(openings, claims);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(
        String.format(
            Locale.ROOT,
            "index of %,d openings under %,d claims: built in %.2f s, %.0f MB",
            index.snapshot().size(),
            claims.size(),
            seconds,
            (memory() - before) / 1e6));
    Map<String, NavigableMap<Key, Opening>> skipLists = skipLists();
    openings.clear();
    claims.clear();
    List<Asked> orders = orders(CALLS);
    Way ours = asked -> new Search(index.snapshot(), Weights.DEFAULT).find(asked).fitting();
    Way plain = asked -> plain(skipLists.get(asked.order().siteId()), asked);
    assertThat(orders.subList(0, 500).stream().mapToInt(ours::search).toArray())
        .isEqualTo(orders.subList(0, 500).stream().mapToInt(plain::search).toArray());
    System.out.println("\n| | p50, µs | p99, µs | p99.9, µs | to the first row, p99 |");
    System.out.println("|---|---:|---:|---:|---:|");
    double[] skipList = best(plain, orders);
    double[] whole = best(ours, orders);
    row("skip list: rules, scores and five cheapest only", skipList, skipList);
    row("whole search with reasons and why not earlier", whole, skipList);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%.0f candidates in the mean; %s",
            orders.stream().mapToInt(ours::search).average().orElse(0),
            new Search(index.snapshot(), Weights.DEFAULT).find(orders.getFirst()).whyNotEarlier()
                .words()));
    changes(index);
    assertThat(whole[1]).as("p99 in µs").isLessThan(50);
  }

  private void changes(OpeningIndex index) {
    int n = 20_000;
    for (int round = 0; round < 2; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < n; i++) {
        Instant from = at(random.nextInt(DAYS), 0);
        String clinician = "c" + random.nextInt(SITES * CLINICIANS);
        index.take(clinician, from, from.plus(Duration.ofMinutes(30)));
        index.free(clinician, from, from.plus(Duration.ofMinutes(30)));
      }
      if (round == 1) {
        System.out.println(
            String.format(
                Locale.ROOT,
                "a claim counted: %.1f µs",
                (System.nanoTime() - start) / 1e3 / (2 * n)));
      }
    }
  }

  private void makeWorld() {
    for (int s = 0; s < SITES; s++) {
      for (int c = 0; c < CLINICIANS; c++) {
        Clinician clinician =
            new Clinician(
                "c" + (s * CLINICIANS + c),
                c < 6 ? "therapist" : "psychiatrist",
                LANGUAGES.get(c % 3),
                c != 2);
        for (int day = 0; day < DAYS; day++) {
          for (int p = 0; p < PLACES; p++) {
            Instant start = at(day, p);
            Purpose purpose = p < 2 ? Purpose.FIRST : p == 8 ? Purpose.CRISIS : Purpose.RETURN;
            openings.add(
                new Opening(
                    openings.size(),
                    "site" + s,
                    clinician,
                    purpose,
                    start,
                    start.plus(Duration.ofMinutes(30)),
                    c % 2 == 0 ? Set.of(Mode.IN_PERSON, Mode.VIDEO) : Set.of(Mode.IN_PERSON),
                    start.minus(Duration.ofHours(24))));
            if (random.nextDouble() < FREE) {
              freePlaces.add(openings.size() - 1);
            } else {
              claims.add(
                  new Claim(clinician.id(), start, start.plus(Duration.ofMinutes(30))));
            }
          }
        }
      }
    }
  }

  private static Instant at(int day, int place) {
    return FIRST
        .plusDays(day)
        .atTime(LocalTime.of(9, 0).plusMinutes(30L * place))
        .atZone(ZONE)
        .toInstant();
  }

  private List<Asked> orders(int n) {
    List<Asked> orders = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int site = random.nextInt(SITES);
      LocalDate earliest = FIRST.plusDays(random.nextInt(28));
      orders.add(
          Asked.of(
              new OpenOrder(
                  "R-" + i,
                  VisitKind.RETURN,
                  "site" + site,
                  new Window(earliest, earliest.plusDays(7), earliest.plusDays(14)),
                  earliest.plusDays(10),
                  1 + random.nextInt(10),
                  Continuity.PREFERRED,
                  "c" + (site * CLINICIANS + random.nextInt(CLINICIANS)),
                  random.nextInt(3) == 0 ? "therapist" : null,
                  random.nextInt(5) == 0 ? "es" : null,
                  null,
                  30),
              AT));
    }
    return orders;
  }

  private record Key(Instant start, long block) {}

  private Map<String, NavigableMap<Key, Opening>> skipLists() {
    Map<String, NavigableMap<Key, Opening>> bySite = new HashMap<>();
    for (int i : freePlaces) {
      Opening opening = openings.get(i);
      bySite
          .computeIfAbsent(
              opening.siteId(),
              site ->
                  new ConcurrentSkipListMap<>(
                      Comparator.comparing(Key::start).thenComparingLong(Key::block)))
          .put(new Key(opening.start(), opening.blockId()), opening);
    }
    return bySite;
  }

  private record Scored(double points, Opening opening) {}

  private static int plain(NavigableMap<Key, Opening> free, Asked asked) {
    Window window = asked.order().window();
    Scoring scoring =
        new Scoring(Weights.DEFAULT, asked.order(), asked.wishes(), FIRST);
    List<Scored> best = new ArrayList<>();
    int fitting = 0;
    Instant from = window.earliest().atStartOfDay(ZONE).toInstant();
    Instant to = window.latest().plusDays(1).atStartOfDay(ZONE).toInstant();
    for (Opening opening : free.subMap(new Key(from, -1), new Key(to, -1)).values()) {
      if (Rules.against(asked.order(), opening, asked.at(), asked.busy()).isEmpty()) {
        fitting++;
        double points =
            scoring
                .cost(
                    opening.start().atZone(ZONE).toLocalDate().toEpochDay(),
                    0,
                    opening.clinician().id(),
                    opening.siteId(),
                    scoring.mode(opening.siteId(), opening.modes()),
                    0)
                .total();
        if (best.size() < 5 || points < best.getLast().points()) {
          best.add(new Scored(points, opening));
          best.sort(Comparator.comparingDouble(Scored::points));
          if (best.size() > 5) {
            best.removeLast();
          }
        }
      }
    }
    return fitting;
  }

  /** Percentiles 50, 99 and 99.9 in microseconds, each the best of the rounds. */
  private static double[] best(Way way, List<Asked> orders) {
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long[] nanos = new long[orders.size()];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        found += way.search(orders.get(i));
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      best[0] = Math.min(best[0], nanos[nanos.length / 2] / 1e3);
      best[1] = Math.min(best[1], nanos[(int) (nanos.length * 0.99)] / 1e3);
      best[2] = Math.min(best[2], nanos[(int) (nanos.length * 0.999)] / 1e3);
    }
    assertThat(found).isPositive();
    return best;
  }

  private static void row(String name, double[] times, double[] first) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %.1f | %.1f | %.2f |",
            name,
            times[0],
            times[1],
            times[2],
            times[1] / first[1]));
  }

  private static long memory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
