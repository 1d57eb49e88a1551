package org.duecourse.booking;

import java.time.LocalDate;
import java.util.List;
import org.duecourse.booking.Reason.Rule;

/**
 * Goes through the free openings of one clinic for one order and asks every rule of each. What
 * depends on place and clinician is asked once a shape, what depends on the day once a day.
 */
final class Look {
  private final Asked asked;
  private final SiteDays site;
  private final long at;
  private final long length;
  private final boolean mustBeMet;
  private final boolean hasPartsOfDay;
  private final int[] brokenByShape;
  private final int[] missedByShape;

  /** What is done with an opening. */
  interface Visitor {
    /**
     * Sees a free opening.
     *
     * @param broken the rules that it breaks, as bits
     * @param missed how many wishes it misses
     */
    void see(SiteDays site, long day, DaySheet sheet, int place, int broken, int missed);
  }

  /**
   * Prepares to look.
   *
   * @param widened whether another clinic than the order's own is welcome
   */
  Look(Asked asked, SiteDays site, boolean widened) {
    this.asked = asked;
    this.site = site;
    OpenOrder order = asked.order();
    Wishes wishes = asked.wishes();
    at = Micros.of(asked.at());
    length = Micros.minutes(order.minutes());
    mustBeMet = wishes.mustBeMet();
    hasPartsOfDay = !wishes.parts().isEmpty();
    List<Shape> shapes = site.shapes();
    brokenByShape = new int[shapes.size()];
    missedByShape = new int[shapes.size()];
    int welcome = widened ? ~Rules.bit(Rule.OTHER_SITE) : ~0;
    for (int i = 0; i < brokenByShape.length; i++) {
      Shape shape = shapes.get(i);
      Clinician clinician = site.clinician(shape.clinician());
      brokenByShape[i] =
          Rules.ofPlace(order, site.siteId(), clinician, shape.purpose(), shape.modes()) & welcome;
      missedByShape[i] = wishes.missedBy(shape.modes());
    }
  }

  /** Shows all free openings of the days from one to another, in the order of days. */
  void through(long from, long to, Visitor visitor) {
    long last = Math.min(to, site.lastDay());
    for (long day = Math.max(from, site.firstDay()); day <= last; day++) {
      DaySheet sheet = site.sheet(day);
      if (sheet != null) {
        through(day, sheet, visitor);
      }
    }
  }

  private void through(long day, DaySheet sheet, Visitor visitor) {
    int missedOfDay = asked.wishes().missedBy(LocalDate.ofEpochDay(day));
    for (int i = sheet.nextFree(0); i >= 0; i = sheet.nextFree(i + 1)) {
      int shape = sheet.shape(i);
      int missed = missedOfDay + missedByShape[shape] + missedOfHour(sheet.start(i));
      int broken =
          brokenByShape[shape]
              | Rules.ofTime(sheet.start(i), sheet.end(i), at, length, asked.busy());
      broken = Rules.afterRelease(broken, sheet.releasedAt(i), at);
      if (mustBeMet && missed > 0) {
        broken |= Rules.bit(Rule.PATIENT_WISH);
      }
      visitor.see(site, day, sheet, i, broken, missed);
    }
  }

  private int missedOfHour(long start) {
    return hasPartsOfDay
        ? asked.wishes().missedBy(Micros.instant(start).atZone(site.zone()).toLocalTime())
        : 0;
  }
}
