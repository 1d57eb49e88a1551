package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.booking.Mode;
import org.duecourse.booking.VisitKind;
import org.jspecify.annotations.Nullable;

/** A clinic's days as lists: who comes when to whom, what the places are for, and who is away. */
public final class DayBook {
  private final Work work;

  DayBook(Work work) {
    this.work = work;
  }

  /** A visit as a day shows it. */
  public record Line(
      String visitId,
      String orderId,
      String patientId,
      String patientName,
      String patientInitials,
      String clinicianId,
      String clinicianName,
      VisitKind kind,
      Mode mode,
      @Nullable String roomName,
      Instant starts,
      Instant ends,
      LocalDate day,
      VisitState state,
      boolean inWindow,
      int daysOut,
      @Nullable String overrideReason,
      int version) {}

  /**
   * How the places of one purpose stand on one day.
   *
   * @param places how many there are
   * @param taken how many of them a visit lies in
   * @param released how many kept ones are for anybody by now
   */
  public record Places(
      LocalDate day,
      String purpose,
      int blocks,
      int places,
      int taken,
      int released,
      int minutes) {}

  /**
   * The visits of a clinic between two days, both included, by time; the reading is in the audit.
   * Holds and ended holds are left out.
   */
  public List<Line> visits(Actor actor, String siteId, LocalDate from, LocalDate to) {
    actor.require(Role::seesPatients, "Reading a clinic's day");
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    return work.in(
        handle -> {
          Site site = People.site(handle, siteId);
          List<Line> lines =
              handle
                  .createQuery(
                      """
                      select a.id as visit_id, a.order_id, a.patient_id, p.family_name || ', ' || p.given_name as patient_name,
                             left(p.given_name, 1) || '. ' || left(p.family_name, 1) || '.' as patient_initials,
                             a.clinician_id, c.name as clinician_name, a.kind, a.mode, r.name as room_name,
                             lower(a.during) as starts, upper(a.during) as ends,
                             cast(lower(a.during) at time zone :zone as date) as day, a.state, a.in_window, a.days_out,
                             a.override_reason, a.version
                      from appointment a
                      join patient p on p.id = a.patient_id
                      join clinician c on c.id = a.clinician_id
                      left join room r on r.id = a.room_id
                      where a.site_id = :site and a.state not in ('held', 'lapsed')
                        and lower(a.during) >= cast(:from as date)::timestamp at time zone :zone
                        and lower(a.during) < (cast(:to as date) + 1)::timestamp at time zone :zone
                        and (not :ownOnly or a.clinician_id = :me)
                      order by lower(a.during), c.name, a.id
                      """)
                  .bind("zone", site.zone())
                  .bind("site", siteId)
                  .bind("from", from)
                  .bind("to", to)
                  .bind("ownOnly", Access.ownOnly(actor))
                  .bind("me", actor.clinicianId())
                  .mapTo(Line.class)
                  .list();
          Audit.write(
              handle,
              work.now(),
              actor,
              "day.read",
              "site:" + siteId,
              null,
              Audit.of(
                  "from",
                  from,
                  "to",
                  to,
                  "people",
                  lines.stream().map(Line::patientId).distinct().count()));
          return lines;
        });
  }

  /** The places of a clinic's active blocks by day and purpose; no person is in it. */
  public List<Places> places(String siteId, LocalDate from, LocalDate to) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    """
                    select b.day, b.purpose, count(*) as blocks,
                           sum(floor(extract(epoch from upper(b.during) - lower(b.during)) / 60 / b.place_minutes)::int)
                             as places,
                           sum((select count(*) from appointment a where a.clinician_id = b.clinician_id
                                  and a.site_id = b.site_id and a.during && b.during
                                  and a.state in ('held', 'booked', 'arrived', 'attended', 'no_show')))::int as taken,
                           sum(case when b.release_at <= :now then
                             floor(extract(epoch from upper(b.during) - lower(b.during)) / 60 / b.place_minutes)::int
                             else 0 end) as released,
                           sum(extract(epoch from upper(b.during) - lower(b.during)) / 60)::int as minutes
                    from block b
                    where b.site_id = :site and b.day between :from and :to and b.state = 'active'
                    group by b.day, b.purpose order by b.day, b.purpose
                    """)
                .bind("site", siteId)
                .bind("from", from)
                .bind("to", to)
                .bind("now", work.now())
                .mapTo(Places.class)
                .list());
  }

  /**
   * Protected time of one day.
   *
   * @param minutes how much the weeks have
   * @param kept how much of it is neither taken by visits nor lost to an absence
   */
  public record ProtectedTime(LocalDate day, int minutes, int kept) {}

  /** What became of the protected time of a clinic, by day; no person is in it. */
  public List<ProtectedTime> protectedTime(String siteId, LocalDate from, LocalDate to) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    """
                    select b.day, sum(extract(epoch from upper(b.during) - lower(b.during)) / 60)::int as minutes,
                           sum(case when b.state = 'active' then greatest(0,
                             extract(epoch from upper(b.during) - lower(b.during)) / 60 - coalesce((
                               select sum(extract(epoch from upper(a.during * b.during) - lower(a.during * b.during)) / 60)
                               from appointment a where a.clinician_id = b.clinician_id and a.during && b.during
                                 and a.state in ('held', 'booked', 'arrived', 'attended', 'no_show')), 0))
                             else 0 end)::int as kept
                    from block b
                    where b.site_id = :site and b.day between :from and :to and b.purpose = 'PROTECTED'
                      and b.state in ('active', 'absent')
                    group by b.day order by b.day
                    """)
                .bind("site", siteId)
                .bind("from", from)
                .bind("to", to)
                .mapTo(ProtectedTime.class)
                .list());
  }

  /** A clinician's visits ahead for a calendar feed: times and kinds, no person. */
  public List<FeedLine> feed(String clinicianId, LocalDate from) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    """
                    select a.id as visit_id, a.kind, a.mode, s.name as site_name, lower(a.during) as starts,
                           upper(a.during) as ends, a.version, a.booked_at
                    from appointment a join site s on s.id = a.site_id
                    where a.clinician_id = :clinician and a.state in ('booked', 'arrived', 'attended', 'no_show')
                      and lower(a.during) >= cast(:from as date)
                    order by lower(a.during), a.id
                    """)
                .bind("clinician", clinicianId)
                .bind("from", from)
                .mapTo(FeedLine.class)
                .list());
  }

  /** A visit as a calendar feed shows it. */
  public record FeedLine(
      String visitId,
      VisitKind kind,
      Mode mode,
      String siteName,
      Instant starts,
      Instant ends,
      int version,
      Instant bookedAt) {}
}
