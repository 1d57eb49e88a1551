package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Reason.Rule;
import org.junit.jupiter.api.Test;

/** The search beside a slow one that goes through plain lists, in worlds drawn by chance. */
class SearchPropertyTest {
  private static final int WORLDS = 60;

  /** One opening with what the slow search knows of it. */
  private record Scored(Opening opening, LocalDate day, double points) {}

  private interface Check {
    void check(RandomWorld world, Asked asked, List<Span> busy, Found found, Search search);
  }

  private static void inRandomWorlds(Check check) {
    for (long seed = 0; seed < WORLDS; seed++) {
      RandomWorld world = new RandomWorld(seed, 0.02 + 0.3 * (seed % 5) / 4);
      for (int i = 0; i < 30 * (seed % 7); i++) {
        world.claims.add(world.drawClaim());
      }
      Search search = new Search(world.index().snapshot(), Weights.DEFAULT);
      for (int i = 0; i < 12; i++) {
        Asked asked = world.drawAsked();
        check.check(world, asked, world.lastBusy, search.find(asked), search);
      }
    }
  }

  @Test
  void theProposalsAreTheBestByCostUnderTheRuleOfSpreading() {
    int[] seen = new int[6];
    inRandomWorlds(
        (world, asked, busy, found, search) -> {
          List<Scored> fitting = fitting(world, asked, busy, found);
          assertThat(found.fitting()).isEqualTo(fitting.size());
          List<Scored> best = spread(fitting);
          assertThat(found.proposals())
              .extracting(Proposal::opening)
              .containsExactlyElementsOf(best.stream().map(Scored::opening).toList());
          for (int i = 0; i < best.size(); i++) {
            assertThat(found.proposals().get(i).cost().total())
                .isCloseTo(best.get(i).points(), within(1e-6));
          }
          seen[best.size()]++;
        });
    assertThat(seen[0]).isPositive();
    assertThat(seen[3]).isPositive();
    assertThat(seen[5]).isGreaterThan(100);
  }

  @Test
  void noOtherFiveWithTwoADayAreCheaperTogether() {
    int[] compared = {0};
    inRandomWorlds(
        (world, asked, busy, found, search) -> {
          List<Scored> fitting = fitting(world, asked, busy, found);
          if (fitting.size() < 5 || fitting.size() > 14) {
            return;
          }
          double least = leastOfFive(fitting, 0, new ArrayList<>());
          long clinicians =
              found.proposals().stream().map(p -> p.opening().clinician().id()).distinct().count();
          if (least < Double.POSITIVE_INFINITY && clinicians > 1) {
            double points = found.proposals().stream().mapToDouble(p -> p.cost().total()).sum();
            assertThat(points).isBetween(least - 1e-6, least + Weights.DEFAULT.alike() + 1e-6);
            compared[0]++;
          }
        });
    assertThat(compared[0]).isGreaterThan(20);
  }

  @Test
  void noProposalBreaksARuleAndNoKeptPlaceIsProposedBeforeItsRelease() {
    int[] released = {0};
    inRandomWorlds(
        (world, asked, busy, found, search) -> {
          boolean widened = found.step().compareTo(Step.OTHER_SITES) >= 0;
          for (Proposal proposal : found.proposals()) {
            Opening opening = proposal.opening();
            assertThat(world.isFree(opening)).isTrue();
            Set<Rule> broken = broken(world, asked, busy, opening, widened);
            assertThat(broken).isEmpty();
            Purpose own =
                switch (asked.order().kind()) {
                  case FIRST -> Purpose.FIRST;
                  case RETURN -> Purpose.RETURN;
                  case GROUP -> Purpose.GROUP;
                  case CRISIS -> opening.purpose();
                };
            if (opening.purpose() != own) {
              assertThat(opening.releasedAt()).isNotNull().isBeforeOrEqualTo(asked.at());
              released[0]++;
            }
          }
        });
    assertThat(released[0]).isGreaterThan(50);
  }

  @Test
  void wideningNeverSkipsAFreePlace() {
    Map<Step, Integer> seen = new EnumMap<>(Step.class);
    inRandomWorlds(
        (world, asked, busy, found, search) -> {
          seen.merge(found.step(), 1, Integer::sum);
          Window window = asked.order().window();
          LocalDate today =
              asked.at().atZone(RandomWorld.zone(asked.order().siteId())).toLocalDate();
          for (Opening opening : world.openings) {
            LocalDate day = RandomWorld.day(opening);
            boolean nearer =
                !day.isBefore(window.earliest())
                    && !day.isBefore(today)
                    && stepOf(opening, day, asked, today).compareTo(found.step()) < 0;
            if (nearer && world.isFree(opening)) {
              boolean other = asked.otherSites().contains(opening.siteId());
              assertThat(broken(world, asked, busy, opening, other)).isNotEmpty();
            }
          }
        });
    assertThat(seen.keySet()).isEqualTo(EnumSet.allOf(Step.class));
  }

  @Test
  void everyEarlierOpeningIsCountedOnceAndUnderEachOfItsRules() {
    int[] removed = {0};
    inRandomWorlds(
        (world, asked, busy, found, search) -> {
          Map<Rule, Integer> inWindow = new EnumMap<>(Rule.class);
          Map<Rule, Integer> before = new EnumMap<>(Rule.class);
          int[] counts = new int[4];
          Set<Opening> earlier = new HashSet<>();
          for (Opening opening : earlierOpenings(world, asked, found)) {
            earlier.add(opening);
            boolean widened = found.step().compareTo(Step.OTHER_SITES) >= 0;
            Set<Rule> broken = broken(world, asked, busy, opening, widened);
            boolean inside = !RandomWorld.day(opening).isBefore(found.from());
            counts[inside ? 0 : 2]++;
            counts[inside ? 1 : 3] += broken.isEmpty() ? 0 : 1;
            broken.forEach(rule -> (inside ? inWindow : before).merge(rule, 1, Integer::sum));
          }
          assertThat(found.whyNotEarlier())
              .isEqualTo(
                  new WhyNotEarlier(
                      new WhyNotEarlier.Count(counts[0], counts[1], inWindow),
                      new WhyNotEarlier.Count(counts[2], counts[3], before)));
          assertThat(search.earlier(asked, found))
              .extracting(Earlier::opening)
              .containsExactlyInAnyOrderElementsOf(earlier);
          removed[0] += counts[1] + counts[3];
        });
    assertThat(removed[0]).isGreaterThan(1000);
  }

  // The slow search.

  private static List<Opening> earlierOpenings(RandomWorld world, Asked asked, Found found) {
    boolean widened = found.step().compareTo(Step.OTHER_SITES) >= 0;
    return world.openings.stream()
        .filter(world::isFree)
        .filter(
            o ->
                o.siteId().equals(asked.order().siteId())
                    || (widened && asked.otherSites().contains(o.siteId())))
        .filter(o -> !o.start().isBefore(asked.at()))
        .filter(o -> !RandomWorld.day(o).isAfter(found.to()) || isBeforeWindow(o, found))
        .filter(
            o -> found.proposals().stream().allMatch(p -> o.start().isBefore(p.opening().start())))
        .toList();
  }

  private static boolean isBeforeWindow(Opening opening, Found found) {
    return RandomWorld.day(opening).isBefore(found.from());
  }

  private static Set<Rule> broken(
      RandomWorld world, Asked asked, List<Span> busy, Opening opening, boolean widened) {
    Set<Rule> broken = OneByOne.broken(asked.order(), opening, asked.at(), busy);
    if (widened) {
      broken.remove(Rule.OTHER_SITE);
    }
    if (asked.wishes().mustBeMet() && missed(asked.wishes(), opening) > 0) {
      broken.add(Rule.PATIENT_WISH);
    }
    return broken;
  }

  private static int missed(Wishes wishes, Opening opening) {
    int missed = 0;
    LocalDate day = RandomWorld.day(opening);
    if (!wishes.weekdays().isEmpty() && !wishes.weekdays().contains(day.getDayOfWeek())) {
      missed++;
    }
    if (!wishes.parts().isEmpty()) {
      int hour = RandomWorld.hour(opening).getHour();
      boolean suits =
          (hour < 12 && wishes.parts().contains(PartOfDay.MORNING))
              || (hour >= 12 && hour < 17 && wishes.parts().contains(PartOfDay.AFTERNOON))
              || (hour >= 17 && wishes.parts().contains(PartOfDay.EVENING));
      missed += suits ? 0 : 1;
    }
    if (wishes.mode() != null && !opening.modes().contains(wishes.mode())) {
      missed++;
    }
    if (wishes.notBefore() != null && day.isBefore(wishes.notBefore())) {
      missed++;
    }
    return missed;
  }

  private static Step stepOf(Opening opening, LocalDate day, Asked asked, LocalDate today) {
    OpenOrder order = asked.order();
    LocalDate latest = order.window().latest();
    LocalDate limit = order.legalLimit();
    LocalDate due = limit == null || limit.isBefore(latest) ? latest : limit;
    LocalDate later = due.isBefore(today) ? today : due;
    boolean home = opening.siteId().equals(order.siteId());
    if (home && !day.isAfter(latest)) {
      return Step.IN_WINDOW;
    } else if (home && !day.isAfter(due)) {
      return Step.TO_LEGAL_LIMIT;
    } else if (!home && !asked.otherSites().contains(opening.siteId())) {
      return Step.TO_HORIZON;
    } else if (!day.isAfter(due)) {
      return Step.OTHER_SITES;
    } else if (!day.isAfter(later.plusDays(7))) {
      return Step.SEVEN_DAYS_MORE;
    }
    return day.isAfter(later.plusDays(14)) ? Step.TO_HORIZON : Step.FOURTEEN_DAYS_MORE;
  }

  private static List<Scored> fitting(
      RandomWorld world, Asked asked, List<Span> busy, Found found) {
    boolean widened = found.step().compareTo(Step.OTHER_SITES) >= 0;
    List<Scored> fitting = new ArrayList<>();
    for (Opening opening : world.openings) {
      LocalDate day = RandomWorld.day(opening);
      boolean looked = !day.isBefore(found.from()) && !day.isAfter(found.to());
      boolean other = widened && asked.otherSites().contains(opening.siteId());
      if (looked && world.isFree(opening) && broken(world, asked, busy, opening, other).isEmpty()) {
        fitting.add(new Scored(opening, day, points(world, asked, opening, found.from())));
      }
    }
    // A sum of the same parts in another order may differ in its last digits.
    fitting.sort(
        Comparator.comparingLong((Scored s) -> Math.round(s.points() * 1e7))
            .thenComparing(s -> s.opening().start())
            .thenComparing(s -> s.opening().clinician().id())
            .thenComparing(s -> s.opening().siteId())
            .thenComparing(s -> s.opening().blockId()));
    return fitting;
  }

  private static double points(RandomWorld world, Asked asked, Opening opening, LocalDate from) {
    OpenOrder order = asked.order();
    Window window = order.window();
    LocalDate day = RandomWorld.day(opening);
    LocalDate due = window.latest();
    if (order.legalLimit() != null && order.legalLimit().isBefore(due)) {
      due = order.legalLimit();
    }
    double late = Math.max(0, ChronoUnit.DAYS.between(due, day));
    double early = Math.max(0, ChronoUnit.DAYS.between(day, window.target()));
    double share = world.shareTaken(opening.siteId(), opening.clinician().id(), day);
    double length = Math.max(1, ChronoUnit.DAYS.between(from, window.latest()));
    double position = Math.min(1, ChronoUnit.DAYS.between(from, day) / length);
    double points = order.weight() * (10 * late + 0.5 * late * late);
    points += 0.5 * early + 20 * share * share + 10 * position;
    if (order.continuity() != Continuity.NONE
        && order.ownClinician() != null
        && !order.ownClinician().equals(opening.clinician().id())) {
      points += 40;
    }
    boolean far = !opening.siteId().equals(order.siteId());
    Set<Mode> modes = opening.modes();
    if (order.mode() == null
        && !(asked.wishes().mode() != null && modes.contains(asked.wishes().mode()))) {
      boolean video = modes.contains(Mode.VIDEO) && (far || !modes.contains(Mode.IN_PERSON));
      points += video ? 15 : far ? 60 : 0;
    }
    return points + 15 * missed(asked.wishes(), opening);
  }

  private static List<Scored> spread(List<Scored> sorted) {
    List<Scored> picked = new ArrayList<>();
    for (int aDay : new int[] {2, 5}) {
      for (Scored s : sorted) {
        long onDay = picked.stream().filter(p -> p.day().equals(s.day())).count();
        if (picked.size() < 5 && onDay < aDay && !picked.contains(s)) {
          picked.add(s);
        }
      }
    }
    picked.sort(Comparator.comparingInt(sorted::indexOf));
    boolean allOne = picked.stream().map(p -> p.opening().clinician().id()).distinct().count() == 1;
    if (picked.size() == 5 && allOne) {
      Scored last = picked.removeLast();
      sorted.stream()
          .filter(s -> !s.opening().clinician().equals(last.opening().clinician()))
          .filter(s -> s.points() <= last.points() + 5)
          .filter(
              s ->
                  s.day().equals(last.day())
                      || picked.stream().filter(p -> p.day().equals(s.day())).count() < 2)
          .findFirst()
          .ifPresentOrElse(picked::add, () -> picked.add(last));
      picked.sort(Comparator.comparingInt(sorted::indexOf));
    }
    return picked;
  }

  private static double leastOfFive(List<Scored> all, int from, List<Scored> taken) {
    if (taken.size() == 5) {
      return taken.stream().mapToDouble(Scored::points).sum();
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = from; i < all.size(); i++) {
      Scored s = all.get(i);
      if (taken.stream().filter(t -> t.day().equals(s.day())).count() < 2) {
        taken.add(s);
        least = Math.min(least, leastOfFive(all, i + 1, taken));
        taken.removeLast();
      }
    }
    return least;
  }
}
