package org.duecourse.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.duecourse.measure.Card;
import org.duecourse.measure.MeasureResult;
import org.duecourse.measure.Measures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionTest {
  private static final List<List<String>> SPLITS =
      List.of(List.of(), List.of("site"), List.of("month"), List.of("site", "month"));

  private static List<MeasureResult> report(People people, SplittableRandom random) {
    List<MeasureResult> results = new ArrayList<>();
    for (List<String> by : SPLITS) {
      if (random.nextInt(4) > 0 || by.equals(List.of("site"))) {
        results.add(people.firstWait(by));
      }
      if (random.nextInt(4) > 0) {
        results.add(people.returnInterval(by));
      }
      if (random.nextInt(4) > 0) {
        results.add(people.returnLateness(by));
      }
      if (random.nextInt(4) > 0 && !by.contains("month")) {
        results.add(people.unbookedOrders(by));
      }
    }
    return results;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"cms.1-10", "nhs.1-7", "nhs.mhsds"})
  void noHiddenCountCanBeWorkedOutFromWhatIsShown(String id) {
    Profile profile = Profile.named(id);
    int hidden = 0;
    int shownCounts = 0;
    for (int seed = 0; seed < 15; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      People people =
          new People(random, 1 + random.nextInt(4), 1 + random.nextInt(4), 5 + random.nextInt(60));
      List<MeasureResult> results = report(people, random);
      List<Shown> shown = new Suppression(profile).apply(results);
      Attacker attacker = new Attacker(shown);
      for (int r = 0; r < shown.size(); r++) {
        MeasureResult truth = results.get(r);
        MeasureResult public_ = shown.get(r).result();
        for (int i = 0; i < truth.rows().size(); i++) {
          Map<String, String> place = Attacker.place(truth, truth.rows().get(i));
          for (String key : Attacker.counts(truth)) {
            long value = ((Number) truth.rows().get(i).get(key)).longValue();
            if (profile.isSmall(value)) {
              assertThat(public_.rows().get(i).get(key)).isNull();
            }
            if (shown.get(r).isHidden(i, key)) {
              hidden++;
              assertThat(attacker.knows(truth.measure(), place, key))
                  .as("%s, seed %d: %s %s %s = %d", id, seed, truth.measure(), place, key, value)
                  .isFalse();
            } else {
              shownCounts++;
              assertThat(public_.rows().get(i).get(key)).isEqualTo(profile.rounded(value));
            }
          }
          guarded(truth.measure(), truth.rows().get(i))
              .forEach(
                  (key, value) -> {
                    if (profile.isSmall(value)) {
                      assertThat(attacker.knows(truth.measure(), place, key))
                          .as("%s: %s %s %s = %d", id, truth.measure(), place, key, value)
                          .isFalse();
                    }
                  });
        }
      }
    }
    assertThat(hidden).isGreaterThan(500);
    assertThat(shownCounts).isGreaterThan(100);
  }

  /** Counts that no table prints but that a reader could work out. */
  private static Map<String, Long> guarded(String measure, Map<String, ?> row) {
    return switch (measure) {
      case "first-wait" ->
          Map.of(
              "closed", number(row, "requests") - number(row, "attended") - number(row, "waiting"),
              "not_offered", number(row, "requests") - number(row, "offered"),
              "decided_missed", number(row, "decided") - number(row, "decided_met"),
              "within_limit", number(row, "within_limit"),
              "rest of within_limit_share",
                  number(row, "attended") - part(row, "within_limit_share", "attended"),
              "offer_within_limit", number(row, "offer_within_limit"),
              "rest of offer_within_limit_share",
                  number(row, "offered") - part(row, "offer_within_limit_share", "offered"));
      case "return-interval" ->
          Map.of(
              "part of within_limit_share",
              part(row, "within_limit_share", "returns"),
              "rest of within_limit_share",
              number(row, "returns") - part(row, "within_limit_share", "returns"));
      case "return-lateness" ->
          Map.of("rest of in_window_share", number(row, "decided") - number(row, "in_window"));
      default -> Map.of();
    };
  }

  private static long number(Map<String, ?> row, String key) {
    return ((Number) row.get(key)).longValue();
  }

  private static long part(Map<String, ?> row, String share, String of) {
    return row.get(share) instanceof Number value
        ? Math.round(value.doubleValue() * number(row, of))
        : 0;
  }

  /** Every table of four small numbers with these totals is tried: no bound on wit is needed. */
  @Test
  void triedOutOneByOneEveryHiddenCountHasAnotherValueThatFits() {
    Profile profile = Profile.named("cms.1-10");
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long[][] truth = new long[2][2];
      List<MeasureResult> results = Tables.returns(truth, () -> random.nextInt(15));
      List<Shown> shown = new Suppression(profile).apply(results);
      Set<List<Long>> worlds = new HashSet<>();
      long[] try_ = new long[4];
      search(try_, 0, shown, worlds);
      for (int cell = 0; cell < 4; cell++) {
        int at = cell;
        long value = truth[cell / 2][cell % 2];
        Set<Long> possible = new TreeSet<>();
        worlds.forEach(world -> possible.add(world.get(at)));
        assertThat(possible).contains(value);
        if (profile.isSmall(value)) {
          assertThat(
                  possible.stream().mapToLong(v -> v).max().orElseThrow()
                      - possible.stream().mapToLong(v -> v).min().orElseThrow())
              .as("seed %d, cell %d of %s", seed, cell, shown)
              .isGreaterThanOrEqualTo(profile.apart());
        }
      }
    }
  }

  private static void search(long[] world, int cell, List<Shown> shown, Set<List<Long>> worlds) {
    if (cell == 4) {
      if (Tables.agrees(world, shown)) {
        List<Long> found = new ArrayList<>();
        for (long value : world) {
          found.add(value);
        }
        worlds.add(found);
      }
      return;
    }
    Long known = Tables.shown(shown, cell / 2, cell % 2);
    for (long value = known == null ? 1 : known; value <= (known == null ? 17 : known); value++) {
      world[cell] = value;
      search(world, cell + 1, shown, worlds);
    }
  }

  @Test
  void oneSmallClinicTakesTheNextSmallestWithItSoThatTheTotalDoesNotTell() {
    List<Shown> shown =
        new Suppression(Profile.named("cms.1-10"))
            .apply(
                List.of(
                    Tables.returnsBySite(Map.of("A", 400L, "B", 60L, "C", 7L, "D", 200L)),
                    Tables.returnsInAll(667)));
    assertThat(shown.get(0).result().rows())
        .extracting(row -> row.get("site") + "=" + row.get("returns"))
        .containsExactly("A=400", "B=null", "C=null", "D=200");
    assertThat(shown.get(1).result().rows().get(0).get("returns")).isEqualTo(667L);
    assertThat(shown.get(0).notice()).contains("cms.1-10").contains("10 or fewer");
  }

  @Test
  void roundingAloneWouldTellSoTheTotalIsHiddenToo() {
    // Shown to the nearest 5, two clinics of 8 read 10 and the total of 17 reads 15: only 8, 8 and
    // 1 fit.
    List<Shown> shown =
        new Suppression(Profile.named("nhs.1-7"))
            .apply(
                List.of(
                    Tables.returnsBySite(Map.of("A", 8L, "B", 8L, "C", 1L)),
                    Tables.returnsInAll(17)));
    long hidden =
        shown.stream()
            .flatMap(each -> each.hidden().stream())
            .filter(keys -> !keys.isEmpty())
            .count();
    assertThat(hidden).isGreaterThanOrEqualTo(2);
  }

  @Test
  void withoutAProfileNothingIsHiddenAndTheResultSaysThatItIsForInternalUse() {
    MeasureResult result = Tables.returnsBySite(Map.of("A", 3L));
    Shown shown = new Suppression(Profile.OFF).apply(List.of(result)).get(0);
    assertThat(shown.result().rows()).isEqualTo(result.rows());
    assertThat(shown.notice()).startsWith("For internal use");
  }

  @Test
  void aFigureThatTheRulesDoNotKnowIsNeverShownUnderAProfile() {
    MeasureResult result =
        Tables.of("return-interval", List.of(), List.of(Map.of("returns", 500L, "new_key", 3.5)));
    Shown shown = new Suppression(Profile.named("cms.1-10")).apply(List.of(result)).get(0);
    assertThat(shown.isHidden(0, "new_key")).isTrue();
    assertThat(shown.isHidden(0, "returns")).isFalse();
  }

  /** A figure that is added to a card has to be added to the rules, or it is never shown. */
  @Test
  void everyFigureOfEveryMeasureIsKnownToTheRules() {
    List<String> unknown = new ArrayList<>();
    for (Card card : Measures.all()) {
      MeasureCounts structure = MeasureCounts.all().getOrDefault(card.id(), MeasureCounts.UNKNOWN);
      Set<String> known = new HashSet<>(structure.counts());
      known.addAll(structure.figures().keySet());
      known.addAll(structure.open());
      structure.shares().forEach(share -> known.addAll(share.keys()));
      card.outputKeys().stream()
          .filter(key -> !known.contains(key))
          .forEach(key -> unknown.add(card.id() + "." + key));
      assertThat(structure.dimensions()).containsExactlyElementsOf(card.groups().keySet());
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void meansAndSharesGoWithTheCountsThatTheyWouldTell() {
    MeasureResult result =
        Tables.of(
            "return-interval",
            List.of(),
            List.of(
                Map.of(
                    "returns", 50L,
                    "within_limit_share", 0.94,
                    "within_limit_share_low", 0.84,
                    "within_limit_share_high", 0.98,
                    "interval_business_days_mean", 9.5)));
    Shown shown = new Suppression(Profile.named("cms.1-10")).apply(List.of(result)).get(0);
    assertThat(shown.hidden().get(0))
        .as("94%% of 50 tells that 3 were late")
        .containsExactlyInAnyOrder(
            "within_limit_share",
            "within_limit_share_low",
            "within_limit_share_high",
            "interval_business_days_mean");
  }
}
