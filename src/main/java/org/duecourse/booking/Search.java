package org.duecourse.booking;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.duecourse.booking.Reason.Rule;

/**
 * Finds the openings that fit an order best. Every opening of the days looked at is asked every
 * rule, and every one that fits is scored; of these the best five are proposed. Where a step finds
 * none, the next one looks further, and the answer says how far it had to.
 *
 * <pre>
 *   Found found = search.find(Asked.of(order, instant).withBusy(busy));
 *   found.step()                                    IN_WINDOW
 *   found.proposals().getFirst().words()            "in window · same clinician"
 *   found.whyNotEarlier().words()                   "3 earlier openings: 2 another profession, 1 too short"
 *   search.earlier(asked, found)                    the three, each with all its reasons
 * </pre>
 */
public final class Search {
  private static final int WEEK = 7;

  private final Openings openings;
  private final Weights weights;

  /** A search in the openings of one moment. */
  public Search(Openings openings, Weights weights) {
    this.openings = openings;
    this.weights = weights;
  }

  /** The days and clinics of one step. */
  private record Reach(Step step, long from, long to, boolean widened) {}

  /** Finds the best openings, and says why none before them was among them. */
  public Found find(Asked asked) {
    Reach reach = null;
    Candidates candidates = new Candidates(scoring(asked));
    for (Reach next : steps(asked)) {
      if (next.step().compareTo(asked.atLeast()) < 0) {
        continue;
      }
      reach = next;
      candidates = new Candidates(scoring(asked));
      look(asked, reach.from(), reach.to(), reach.widened(), candidates);
      if (candidates.size() > 0) {
        break;
      }
    }
    if (reach == null) {
      throw new IllegalStateException("no step from " + asked.atLeast() + " on");
    }
    int[] chosen = Spread.choose(candidates, weights.alike());
    List<Proposal> proposals = new ArrayList<>(chosen.length);
    long first = Micros.NEVER;
    for (int i : chosen) {
      proposals.add(Proposals.describe(asked, candidates, i));
      first = Math.min(first, candidates.start(i));
    }
    return new Found(
        reach.step(),
        LocalDate.ofEpochDay(reach.from()),
        LocalDate.ofEpochDay(reach.to()),
        proposals,
        candidates.size(),
        whyNotEarlier(asked, reach, first));
  }

  /**
   * The openings that {@link Found#whyNotEarlier} counts, in the order of their start, each with
   * all its reasons; those before the window too.
   *
   * @param found what {@link #find} answered to the same question
   */
  public List<Earlier> earlier(Asked asked, Found found) {
    boolean widened = isWidened(found.step());
    long first =
        found.proposals().stream()
            .mapToLong(proposal -> Micros.of(proposal.opening().start()))
            .min()
            .orElse(Micros.NEVER);
    List<Earlier> earlier = new ArrayList<>();
    long at = Micros.of(asked.at());
    look(
        asked,
        today(asked).toEpochDay(),
        found.to().toEpochDay(),
        widened,
        (site, day, sheet, place, broken, missed) -> {
          if (sheet.start(place) >= at && sheet.start(place) < first) {
            Opening opening = site.opening(sheet, place);
            earlier.add(new Earlier(opening, Rules.reasons(broken, opening.releasedAt())));
          }
        });
    earlier.sort(
        (a, b) -> {
          int byStart = a.opening().start().compareTo(b.opening().start());
          return byStart != 0
              ? byStart
              : a.opening().clinician().id().compareTo(b.opening().clinician().id());
        });
    return earlier;
  }

  /**
   * Every opening of an order's window that fits, the best first: for those who choose by other
   * rules than five for a person.
   *
   * @param asked its first step alone is looked at
   */
  List<Proposal> allInWindow(Asked asked) {
    Candidates candidates = new Candidates(scoring(asked));
    Reach reach = steps(asked).getFirst();
    look(asked, reach.from(), reach.to(), false, candidates);
    List<Proposal> all = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      all.add(Proposals.describe(asked, candidates, i));
    }
    return all;
  }

  /** What became of all openings of an order's window. */
  WhyNotEarlier.Count countInWindow(Asked asked) {
    return whyNotEarlier(asked, steps(asked).getFirst(), Micros.NEVER).inWindow();
  }

  /** The zone of a clinic. */
  ZoneId zone(String siteId) {
    return openings.zone(siteId);
  }

  /** What it scores with. */
  Weights weights() {
    return weights;
  }

  private Scoring scoring(Asked asked) {
    return new Scoring(weights, asked.order(), asked.wishes(), today(asked));
  }

  private LocalDate today(Asked asked) {
    return asked.at().atZone(openings.zone(asked.order().siteId())).toLocalDate();
  }

  private List<Reach> steps(Asked asked) {
    Window window = asked.order().window();
    LocalDate limit = asked.order().legalLimit();
    long today = today(asked).toEpochDay();
    long from = Math.max(today, window.earliest().toEpochDay());
    long latest = window.latest().toEpochDay();
    long due = limit == null ? latest : Math.max(latest, limit.toEpochDay());
    long later = Math.max(due, today);
    boolean others = !asked.otherSites().isEmpty();
    List<Reach> steps = new ArrayList<>();
    steps.add(new Reach(Step.IN_WINDOW, from, latest, false));
    if (due > latest) {
      steps.add(new Reach(Step.TO_LEGAL_LIMIT, from, due, false));
    }
    if (others) {
      steps.add(new Reach(Step.OTHER_SITES, from, due, true));
    }
    steps.add(new Reach(Step.SEVEN_DAYS_MORE, from, later + WEEK, others));
    steps.add(new Reach(Step.FOURTEEN_DAYS_MORE, from, later + 2 * WEEK, others));
    steps.add(new Reach(Step.TO_HORIZON, from, horizon(asked), others));
    return steps;
  }

  private long horizon(Asked asked) {
    long last = openings.site(asked.order().siteId()).lastDay();
    for (String other : asked.otherSites()) {
      last = Math.max(last, openings.site(other).lastDay());
    }
    return last;
  }

  private static boolean isWidened(Step step) {
    return step.compareTo(Step.OTHER_SITES) >= 0;
  }

  private void look(Asked asked, long from, long to, boolean widened, Look.Visitor visitor) {
    new Look(asked, openings.site(asked.order().siteId()), widened).through(from, to, visitor);
    if (widened) {
      for (String other : asked.otherSites()) {
        new Look(asked, openings.site(other), true).through(from, to, visitor);
      }
    }
  }

  private WhyNotEarlier whyNotEarlier(Asked asked, Reach reach, long first) {
    long at = Micros.of(asked.at());
    Counter inWindow = new Counter(at, first);
    Counter before = new Counter(at, first);
    boolean widened = isWidened(reach.step());
    // A day ends later than it begins: the first proposal's own day is looked at, no later one.
    long last = first == Micros.NEVER ? reach.to() : lastDayBefore(first, reach.to());
    look(asked, reach.from(), last, widened, inWindow);
    look(asked, today(asked).toEpochDay(), reach.from() - 1, widened, before);
    return new WhyNotEarlier(inWindow.count(), before.count());
  }

  /** The last day on which an opening anywhere can begin before an instant. */
  private static long lastDayBefore(long first, long to) {
    long utcDay = Math.floorDiv(first, Micros.minutes(24 * 60));
    return Math.min(to, utcDay + 1);
  }

  /** Counts the openings from one instant to another by the rules that they break. */
  private static final class Counter implements Look.Visitor {
    private final long from;
    private final long to;
    private final int[] byRule = new int[Rules.BITS];
    private int openings;
    private int removed;

    Counter(long from, long to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public void see(SiteDays site, long day, DaySheet sheet, int place, int broken, int missed) {
      if (sheet.start(place) < from || sheet.start(place) >= to) {
        return;
      }
      openings++;
      removed += broken == 0 ? 0 : 1;
      for (int bits = broken; bits != 0; bits &= bits - 1) {
        byRule[Integer.numberOfTrailingZeros(bits)]++;
      }
    }

    WhyNotEarlier.Count count() {
      Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
      for (Rule rule : Rule.values()) {
        int count = byRule[Integer.numberOfTrailingZeros(Rules.bit(rule))];
        if (count > 0) {
          counts.put(rule, count);
        }
      }
      return new WhyNotEarlier.Count(openings, removed, counts);
    }
  }
}
