package org.duecourse.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Block;
import org.duecourse.desk.BlockCut;
import org.duecourse.desk.Site;
import org.duecourse.desk.WallClock;
import org.duecourse.io.Problem;
import org.jdbi.v3.core.Handle;

/** What keeps a swap of protected time from being proposed or agreed to: all of it at once. */
final class SwapCheck {
  /** What can become protected in its place, where no visit lies in it. */
  private static final Set<Purpose> GIVES =
      EnumSet.of(Purpose.RETURN, Purpose.FIRST, Purpose.ADMIN);

  private static final int LEAST_MINUTES = 15;
  private static final int MOST_MINUTES = 480;
  private static final int USUAL_WEEKS = 2;

  private final Handle handle;
  private final Site site;
  private final Instant now;

  SwapCheck(Handle handle, Site site, Instant now) {
    this.handle = handle;
    this.site = site;
    this.now = now;
  }

  /** A proposal as instants. */
  record Times(Instant from, Instant to, Instant givenFrom, Instant givenTo) {
    static Times of(Swaps.Proposal asked, Site site) {
      Instant from = WallClock.at(asked.day(), asked.from(), site.zoneId());
      Instant to = WallClock.at(asked.day(), asked.to(), site.zoneId());
      Instant given = WallClock.at(asked.givenDay(), asked.givenFrom(), site.zoneId());
      return new Times(from, to, given, given.plus(Duration.between(from, to)));
    }

    static Times of(Swap swap) {
      return new Times(swap.takenStarts(), swap.takenEnds(), swap.givenStarts(), swap.givenEnds());
    }
  }

  /** Within how many weeks time is given back: as the term of the day has it. */
  int withinWeeks(LocalDate day) {
    return handle
        .createQuery(
            """
            select t.swap_weeks from contract_term t
            where t.kind = 'protected_hours_week' and t.valid @> cast(:day as date)
              and (t.site_id is null or t.site_id = :site)
            order by t.site_id is null limit 1
            """)
        .bind("day", day)
        .bind("site", site.id())
        .mapTo(Integer.class)
        .findOne()
        .orElse(USUAL_WEEKS);
  }

  /** What speaks against a proposal. */
  List<Problem> problems(Swaps.Proposal asked) {
    List<Problem> problems = new ArrayList<>();
    if (asked.reason().strip().length() < 5 || asked.reason().length() > 200) {
      problems.add(
          new Problem("reason", "Say why, in 5 to 200 characters, without a patient's name."));
    }
    if (!Swaps.FOR.contains(asked.purpose())) {
      problems.add(
          new Problem("purpose", "Choose what the time is for: return, first or crisis visits."));
    }
    long minutes = ChronoUnit.MINUTES.between(asked.from(), asked.to());
    if (minutes < LEAST_MINUTES || minutes > MOST_MINUTES) {
      problems.add(
          new Problem(
              "end",
              asked.from()
                  + " to "
                  + asked.to()
                  + ": a swap takes "
                  + LEAST_MINUTES
                  + " minutes to "
                  + MOST_MINUTES / 60
                  + " hours of one day."));
      return problems;
    }
    int weeks = withinWeeks(asked.day());
    if (Math.abs(ChronoUnit.DAYS.between(asked.day(), asked.givenDay())) > 7L * weeks) {
      problems.add(
          new Problem(
              "givenDay",
              asked.givenDay()
                  + " is more than "
                  + weeks
                  + (weeks == 1 ? " week" : " weeks")
                  + " from "
                  + asked.day()
                  + ". Maybe choose a nearer day."));
    }
    problems.addAll(
        inTheWay(asked.clinicianId(), asked.day(), asked.givenDay(), Times.of(asked, site)));
    return problems;
  }

  /** What keeps the two stretches from being swapped now. */
  List<Problem> inTheWay(String clinicianId, LocalDate takenDay, LocalDate givenDay, Times times) {
    List<Problem> problems = new ArrayList<>();
    if (times.from().isBefore(now)) {
      problems.add(new Problem("day", "The time that is taken has begun already."));
    }
    if (times.givenFrom().isBefore(now)) {
      problems.add(new Problem("givenDay", "The time in its place has begun already."));
    }
    boolean inside =
        BlockCut.under(handle, clinicianId, times.from(), times.to()).stream()
            .anyMatch(
                block ->
                    block.purpose() == Purpose.PROTECTED
                        && block.siteId().equals(site.id())
                        && !block.starts().isAfter(times.from())
                        && !block.ends().isBefore(times.to()));
    if (!inside || !site.dayOf(times.from()).equals(takenDay)) {
      problems.add(
          new Problem(
              "day",
              "On " + takenDay + " no block of protected time holds that stretch at this clinic."));
    }
    if (!site.dayOf(times.givenFrom()).equals(givenDay)
        || !site.dayOf(times.givenTo().minusSeconds(1)).equals(givenDay)) {
      problems.add(new Problem("givenStart", "The time in its place ends on the same day."));
    }
    for (Block block : BlockCut.under(handle, clinicianId, times.givenFrom(), times.givenTo())) {
      if (!GIVES.contains(block.purpose()) || !block.siteId().equals(site.id())) {
        problems.add(
            new Problem(
                "givenStart",
                "On "
                    + givenDay
                    + " the clinician has time then that cannot be given: "
                    + block.purpose().name().toLowerCase(java.util.Locale.ROOT)
                    + ". It lies in free time, or in return, first or administrative time of this clinic."));
      }
    }
    if (isTaken(clinicianId, times.givenFrom(), times.givenTo())) {
      problems.add(
          new Problem(
              "givenStart",
              "A visit or a group lies in the time in its place. Maybe move it first."));
    }
    if (isAway(clinicianId, times.givenFrom(), times.givenTo())) {
      problems.add(new Problem("givenDay", "The clinician is away then."));
    }
    return problems;
  }

  private boolean isTaken(String clinicianId, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            select exists (select 1 from claim k join clinician c on c.resource = k.resource
              where c.id = :clinician and k.active and k.during && tstzrange(:from, :to))
            """)
        .bind("clinician", clinicianId)
        .bind("from", from)
        .bind("to", to)
        .mapTo(Boolean.class)
        .one();
  }

  private boolean isAway(String clinicianId, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            select exists (select 1 from absence x where x.withdrawn_at is null and x.during && tstzrange(:from, :to)
              and (x.site_id is null or x.site_id = :site) and (x.clinician_id is null or x.clinician_id = :clinician))
            """)
        .bind("clinician", clinicianId)
        .bind("site", site.id())
        .bind("from", from)
        .bind("to", to)
        .mapTo(Boolean.class)
        .one();
  }
}
