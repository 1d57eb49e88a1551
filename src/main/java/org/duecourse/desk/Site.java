package org.duecourse.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.calendar.Calendars;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/**
 * A clinic and how it books.
 *
 * @param id its reference, as in the access log
 * @param name what people call it
 * @param zone IANA time zone
 * @param calendar id of a shipped calendar of business days
 * @param horizonDays how far ahead blocks are made
 * @param holdMinutes how long a place is held while it is being booked
 * @param offersByStaff whether earlier times are offered by staff only, never by link
 * @param offerBatch people asked at once about one freed place
 * @param offerMinutes how long an offer of an earlier time stands
 * @param crisisLine telephone number for people in crisis, or ""
 * @param active false when closed for good
 * @param version the version that was seen
 */
public record Site(
    String id,
    String name,
    String zone,
    String calendar,
    int horizonDays,
    int holdMinutes,
    boolean offersByStaff,
    int offerBatch,
    int offerMinutes,
    String crisisLine,
    boolean active,
    int version) {

  /** A new clinic with the usual settings. */
  public static Site of(String id, String name, String zone, String calendar) {
    return new Site(id, name, zone, calendar, 396, 10, false, 16, 240, "", true, 0);
  }

  /** Refuses what cannot be kept, all problems at once. */
  void check() {
    List<Problem> problems = new ArrayList<>();
    Texts.reference(problems, "id", id);
    Texts.line(problems, "name", name, 1, 100);
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      problems.add(
          new Problem(
              "zone", "'" + zone + "' is no time zone. Maybe 'America/Los_Angeles' or 'UTC'."));
    }
    if (!Calendars.ids().contains(calendar)) {
      problems.add(
          new Problem(
              "calendar",
              "'" + calendar + "' is no calendar. They are " + String.join(", ", Calendars.ids())));
    }
    Texts.range(problems, "horizonDays", horizonDays, 30, 800);
    Texts.range(problems, "holdMinutes", holdMinutes, 1, 120);
    Texts.range(problems, "offerBatch", offerBatch, 1, 200);
    Texts.range(problems, "offerMinutes", offerMinutes, 5, 10_080);
    Texts.line(problems, "crisisLine", crisisLine, 0, 40);
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The clinic was not kept.", problems);
    }
  }

  /** Its time zone. */
  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** The day at the clinic. */
  public LocalDate dayOf(Instant at) {
    return at.atZone(zoneId()).toLocalDate();
  }

  /** Its business days. */
  public BusinessDays businessDays() {
    return Calendars.byId(calendar).businessDays();
  }
}
