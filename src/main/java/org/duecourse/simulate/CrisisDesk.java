package org.duecourse.simulate;

import java.util.Arrays;
import org.duecourse.simulate.Clinic.Crisis;
import org.duecourse.simulate.Clinic.CrisisService;
import org.duecourse.simulate.Streams.Purpose;

/**
 * Step 4, for one site: people in a crisis, seen in the order in which they come by the crisis
 * service, else in a held place, else as the overflow rule says. Held places lie evenly over the
 * opening hours.
 */
final class CrisisDesk {
  private static final double FOUR_HOURS = 4;

  private final RunState state;
  private final Tables tables;
  private final Staff staff;
  private final int site;
  private final Crisis rules;
  private final int serviceFrom;
  private double[] arrivals = new double[16];
  private double[] freeFrom = new double[0];
  private double[] heldTimes = new double[16];
  private int waitingSinceYesterday;

  /** Nobody comes, nobody is there for them and no time is protected: nothing to do or to count. */
  private final boolean idle;

  CrisisDesk(RunState state, Staff staff, int site) {
    this.state = state;
    this.staff = staff;
    this.site = site;
    tables = state.tables;
    rules = state.clinic.sites().get(site).crisis();
    serviceFrom = rules.service().map(s -> tables.dayOfMonth(s.startsInMonth())).orElse(0);
    idle = isIdle();
  }

  private boolean isIdle() {
    for (int c = tables.firstPost[site]; c < tables.firstPost[site + 1]; c++) {
      if (tables.protectedMinutesADay[c] > 0) {
        return false;
      }
    }
    return rules.arrivalsAWeek() == 0 && rules.heldPlacesADay() == 0 && rules.service().isEmpty();
  }

  /** Sees the people of today. */
  void seeToday() {
    if (idle) {
      return;
    }
    Tally tally = state.tallies[site];
    int day = state.day;
    int count = drawArrivals();
    tally.crises += state.measured ? count : 0;
    if (!tables.open[day]) {
      return;
    }
    CrisisService service = day >= serviceFrom ? rules.service().orElse(null) : null;
    int clinicians = service == null ? 0 : present(service);
    if (service != null && state.measured) {
      tally.otherCost += service.costAYear() / 365.25 * 7 / tables.openDaysAWeek;
    }
    double protectedLeft = protectedMinutes();
    int held = heldTimes();
    countCover(tally, service, clinicians, held);

    freeFrom = new double[clinicians];
    if (service != null) {
      Arrays.fill(freeFrom, service.opens());
    }
    double visit = rules.visitMinutes() / 60;
    int carried = 0;
    for (int i = -waitingSinceYesterday; i < count; i++) {
      boolean fromYesterday = i < 0;
      double came = fromYesterday ? rules.opens() : arrivals[i];
      boolean inHours = came >= rules.opens() && came < rules.closes();
      if (!inHours) {
        continue;
      }
      double seen = seenAt(came, service, visit, held);
      boolean gaveProtectedTime = false;
      if (seen < 0) {
        boolean room = protectedLeft >= rules.visitMinutes();
        if (rules.overflow() == Clinic.Overflow.PROTECTED_TIME && room) {
          protectedLeft -= rules.visitMinutes();
          gaveProtectedTime = true;
          seen = came;
        } else {
          carried++;
        }
      }
      if (state.measured) {
        tally.protectedMinutesLost += gaveProtectedTime ? rules.visitMinutes() : 0;
        if (!fromYesterday) {
          tally.crisesInHours++;
          tally.crisesSameDay += seen >= 0 ? 1 : 0;
          tally.crisesIn4Hours += seen >= 0 && seen - came <= FOUR_HOURS ? 1 : 0;
        }
      }
    }
    waitingSinceYesterday = carried;
    if (state.measured) {
      double kept = Math.max(0, protectedLeft);
      tally.indirectBacklogMinutes = Math.max(0, tally.indirectBacklogMinutes - kept);
    }
  }

  /** When a person is seen, in hours of the day; -1: nobody is left today. */
  private double seenAt(
      double came,
      @org.jspecify.annotations.Nullable CrisisService service,
      double visit,
      int held) {
    if (service != null && freeFrom.length > 0) {
      int first = 0;
      for (int k = 1; k < freeFrom.length; k++) {
        first = freeFrom[k] < freeFrom[first] ? k : first;
      }
      double at = Math.max(came, freeFrom[first]);
      if (at + visit <= service.closes() + 1e-9) {
        freeFrom[first] = at + visit;
        return at;
      }
    }
    for (int k = 0; k < held; k++) {
      if (heldTimes[k] >= came) {
        double at = heldTimes[k];
        heldTimes[k] = -1;
        return at;
      }
    }
    return -1;
  }

  private int drawArrivals() {
    double expected = tables.expectedCrises[site][state.day];
    long key = tables.siteKey[site];
    int count = Draws.poisson(expected, state.key(Purpose.CRISIS_ARRIVALS), key, state.day);
    if (count > arrivals.length) {
      arrivals = new double[count];
    }
    Quantiles hours = tables.crisisHours[site];
    for (int i = 0; i < count; i++) {
      double u = state.uniform(Purpose.CRISIS_HOUR, key, ((long) state.day << 16) + i);
      double within = state.uniform(Purpose.CRISIS_MINUTE, key, ((long) state.day << 16) + i);
      arrivals[i] = hours.of(u) + within;
    }
    Arrays.sort(arrivals, 0, count);
    return count;
  }

  /** Crisis clinicians fall ill like others, day by day. */
  private int present(CrisisService service) {
    int there = 0;
    for (int k = 0; k < service.staff(); k++) {
      double u = state.uniform(Purpose.SICKNESS, tables.siteKey[site] + 1 + k, state.day);
      there += u >= state.clinic.absence().sicknessShare() ? 1 : 0;
    }
    return there;
  }

  private double protectedMinutes() {
    double minutes = 0;
    for (int c = tables.firstPost[site]; c < tables.firstPost[site + 1]; c++) {
      minutes += staff.isAway(state.day, c) ? 0 : tables.protectedMinutesADay[c];
    }
    if (state.measured) {
      state.tallies[site].protectedMinutes += minutes;
    }
    return minutes;
  }

  private int heldTimes() {
    int held = 0;
    for (int c = tables.firstPost[site]; c < tables.firstPost[site + 1]; c++) {
      held += state.book.held(state.day, c);
    }
    if (held > heldTimes.length) {
      heldTimes = new double[held];
    }
    for (int k = 0; k < held; k++) {
      heldTimes[k] = rules.opens() + (k + 0.5) * (rules.closes() - rules.opens()) / held;
    }
    return held;
  }

  private void countCover(
      Tally tally,
      @org.jspecify.annotations.Nullable CrisisService service,
      int clinicians,
      int held) {
    if (!state.measured) {
      return;
    }
    double hours = rules.closes() - rules.opens();
    double covered = 0;
    if (held > 0) {
      covered = hours;
    } else if (service != null && clinicians > 0) {
      covered =
          Math.max(
              0,
              Math.min(rules.closes(), service.closes())
                  - Math.max(rules.opens(), service.opens()));
    }
    tally.openHalfHours += 2 * hours;
    tally.coverHalfHours += 2 * covered;
  }
}
