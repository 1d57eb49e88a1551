package org.duecourse.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.PartOfDay;
import org.duecourse.booking.Step;
import org.duecourse.booking.VisitKind;
import org.duecourse.booking.Wishes;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.People.NewPatient;
import org.duecourse.desk.Place;
import org.duecourse.desk.SetAside;
import org.duecourse.desk.TaskKind;
import org.jspecify.annotations.Nullable;

/** What the JSON interface is sent. A component that is nullable can be left out. */
final class ApiBodies {
  private ApiBodies() {}

  /** An order to enter. */
  record OrderIn(
      @Says("first visit, return visit, crisis visit or group") VisitKind kind,
      @Says("reference of the patient") String patient,
      @Says("reference of the clinic") String site,
      @Says("reference of the clinician who orders; needed for a return visit")
          @Nullable String clinician,
      @Says("the day of the visit at which it is ordered") @Nullable LocalDate anchor,
      @Says("first day of the window") LocalDate earliest,
      @Says("best day of the window") LocalDate target,
      @Says("last day of the window") LocalDate latest,
      @Says("how much a day of lateness matters, 1 to 10; 3 if left out") @Nullable Integer weight,
      @Says("usual, risk, medication or post_discharge; usual if left out")
          @Nullable String harmProfile,
      @Says("whether it has to be the own clinician; PREFERRED if left out")
          @Nullable Continuity continuity,
      @Says("profession, such as therapist; any if left out") @Nullable String discipline,
      @Says("language needed, two letters; any if left out") @Nullable String language,
      @Says("how they meet; any way if left out") @Nullable Mode mode,
      @Says("length of the visit; 60 for a first visit, else 45 if left out")
          @Nullable Integer minutes,
      @Says("routine, urgent or emergency; routine if left out") @Nullable String urgency,
      @Says("how many visits; more than 1 makes a series; 1 if left out") @Nullable Integer visits,
      @Says("days between the visits of a series; 7 if left out") @Nullable Integer intervalDays) {
    NewOrder order() {
      return new NewOrder(
          kind,
          patient,
          site,
          clinician,
          anchor,
          earliest,
          target,
          latest,
          or(weight, 3),
          or(harmProfile, "usual"),
          or(continuity, clinician == null ? Continuity.NONE : Continuity.PREFERRED),
          discipline,
          language,
          mode,
          or(minutes, kind == VisitKind.FIRST ? 60 : 45),
          or(urgency, "routine"),
          or(visits, 1),
          or(intervalDays, 7));
    }
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /** A window that ends later. */
  record ExtendIn(
      @Says("the new last day of the window") LocalDate latest,
      @Says("why a longer wait does no harm, in the clinician's words") String reason) {}

  /** Why an order is closed. */
  record CloseIn(@Says("one of the reasons that the refusal lists") String reason) {}

  /** Whether the person is offered earlier times. */
  record EarlierIn(
      @Says("true: on the list for earlier times") boolean wanted,
      @Says("hours of notice that the person needs; 24 if left out")
          @Nullable Integer noticeHours) {
    int hours() {
      return wanted ? or(noticeHours, 24) : 0;
    }
  }

  /** What a search asks. */
  record ProposalsIn(
      @Says("how far to look at least; IN_WINDOW if left out") @Nullable Step step,
      @Says("days of the week that suit; any if left out") @Nullable List<DayOfWeek> weekdays,
      @Says("parts of the day that suit; any if left out") @Nullable List<PartOfDay> parts,
      @Says("how the person wants to meet; any way if left out") @Nullable Mode mode,
      @Says("first day that suits; any if left out") @Nullable LocalDate notBefore,
      @Says("whether an opening that misses a wish is out; false if left out")
          @Nullable Boolean mustBeMet,
      @Says("references of other clinics that would do") @Nullable List<String> otherSites) {
    Wishes wishes() {
      return new Wishes(
          or(weekdays, List.<DayOfWeek>of()).stream()
              .collect(
                  java.util.stream.Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class))),
          Set.copyOf(or(parts, List.of())),
          mode,
          notBefore,
          or(mustBeMet, false));
    }

    Set<String> sites() {
      return Set.copyOf(or(otherSites, List.of()));
    }
  }

  /** A time to take. */
  record PlaceIn(
      @Says("reference of the clinician") String clinician,
      @Says("reference of the clinic") String site,
      @Says("when it begins, with the offset from UTC") OffsetDateTime start,
      @Says("how they meet") Mode mode,
      @Says("reference of a room that has to be free too") @Nullable String room) {
    Place place() {
      return new Place(clinician, site, start.toInstant(), mode, room);
    }
  }

  /** A rule that is set aside; the role has to be one that may. */
  record SetAsideIn(
      @Says("why, in 5 to 500 characters") String reason,
      @Says("whether clinician and room may be taken twice; false if left out")
          @Nullable Boolean overlap) {
    SetAside setAside() {
      return new SetAside(reason, or(overlap, false));
    }
  }

  /** A time that was offered to the person, and the answer. */
  record OfferedIn(
      @Says("the time that was offered") PlaceIn place,
      @Says("accepted or declined") String answer,
      @Says("why it was declined: time, person, mode, not_needed, later or not_said")
          @Nullable String reason) {}

  /** What a person says to the time to which a plan moved a visit. */
  record NewTimeIn(
      @Says("whether the person agrees with it") boolean agreed,
      @Says("where not: time, person, mode, not_needed, later or not_said") @Nullable String reason,
      @Says(
              "where not: the place that is taken instead; the next best, and the person is told again, if left out")
          @Nullable String place) {}

  /** Why the person declines an earlier time. */
  record DeclineIn(@Says("time, person, mode, not_needed, later or not_said") String reason) {}

  /** A time to hold or to book for an order. */
  record TakeIn(
      @Says("reference of the order") String order,
      @Says("the version of the order that was seen; any if left out")
          @Nullable Integer orderVersion,
      @Says("where, when, with whom") PlaceIn place,
      @Says("a rule to set aside") @Nullable SetAsideIn setAside) {
    int version() {
      return or(orderVersion, 0);
    }

    @Nullable SetAside aside() {
      return setAside == null ? null : setAside.setAside();
    }
  }

  /** How a held time is booked. */
  record ConfirmIn(
      @Says("needed where the time lies outside the window") @Nullable SetAsideIn setAside) {
    @Nullable SetAside aside() {
      return setAside == null ? null : setAside.setAside();
    }
  }

  /** A visit that goes to another time. */
  record MoveIn(
      @Says("the new time") PlaceIn place,
      @Says("who asks for it") Bookings.By by,
      @Says("why: one of the reasons that the refusal lists") String reason,
      @Says("a rule to set aside") @Nullable SetAsideIn setAside) {
    @Nullable SetAside aside() {
      return setAside == null ? null : setAside.setAside();
    }
  }

  /** A visit that does not take place. */
  record CancelIn(
      @Says("who cancels") Bookings.By by,
      @Says("why: one of the reasons that the refusal lists") String reason) {}

  /** The visits of a series, all or none. */
  record SeriesIn(@Says("a time for each order, 1 to 52") List<SeriesVisitIn> visits) {
    List<Bookings.SeriesPlace> places() {
      return visits.stream()
          .map(visit -> new Bookings.SeriesPlace(visit.order(), visit.place().place()))
          .toList();
    }
  }

  /** One visit of a series. */
  record SeriesVisitIn(
      @Says("reference of the order") String order,
      @Says("where, when, with whom") PlaceIn place) {}

  /** Somebody to enter. */
  record PatientIn(
      @Says("an own reference that says nothing of the person; given if left out")
          @Nullable String id,
      @Says("given name") String givenName,
      @Says("family name") String familyName,
      @Says("day of birth; not known if left out") @Nullable LocalDate born,
      @Says("reference of the home clinic") String site,
      @Says("language for messages, two letters; en if left out") @Nullable String language,
      @Says("telephone number") @Nullable String phone,
      @Says("email address") @Nullable String email,
      @Says("phone, email, text, letter or none") String contactBy) {
    NewPatient patient() {
      return new NewPatient(
          id, givenName, familyName, born, site, or(language, "en"), phone, email, contactBy);
    }
  }

  /** The record that another of the same person becomes part of. */
  record MergeIn(@Says("reference of the record that goes on") String into) {}

  /** What came of a task. */
  record CompleteIn(@Says("what came of it, in 1 to 500 characters") String outcome) {}

  /** What a plan is asked for. */
  record PlanIn(
      @Says("places of each clinic and day to keep for crises; 0 if left out")
          @Nullable Integer reserve) {
    int places() {
      return or(reserve, 0);
    }
  }

  /** A decision about a visit of a plan. */
  record PlanLineIn(
      @Says("reference of the displaced visit") String visit,
      @Says("what becomes of it") org.duecourse.absence.RunLine.Decision decision,
      @Says("with PINNED the place; with BEST a place that it must not get") @Nullable String place,
      @Says(
              "whether the person agreed to be moved again; needed where a plan moved it before; false if left out")
          @Nullable Boolean agreed) {
    org.duecourse.absence.RebookRuns.Change change() {
      return new org.duecourse.absence.RebookRuns.Change(
          visit, decision, place, Boolean.TRUE.equals(agreed));
    }
  }

  /** An absence. With a clinic and a clinician: that person's time there. */
  record AbsenceIn(
      @Says("reference of the clinic; every clinic if left out") @Nullable String site,
      @Says("reference of the clinician; everybody at the clinic if left out")
          @Nullable String clinician,
      @Says("its beginning, with the offset from UTC") OffsetDateTime from,
      @Says("its end, with the offset from UTC") OffsetDateTime to,
      @Says("illness, leave, closure, strike or other") String kind) {}

  /** Work to enter by hand. */
  record WorkIn(
      @Says("what there is to do; a kind that people enter: AGENCY, GRIEVANCE, DOCUMENT")
          TaskKind kind,
      @Says("reference of the clinic") String site,
      @Says("reference of the patient") String patient,
      @Says("whose work it is; the pool's if left out") @Nullable String clinician,
      @Says("whether it is urgent; false if left out") @Nullable Boolean urgent,
      @Says("what about, without names, 5 to 200 characters") String why) {}

  /** An attempt to reach somebody. */
  record AttemptIn(
      @Says("phone, text, email, letter or in_person") String channel,
      @Says("reached, no_answer, left_message, wrong_number or sent") String outcome) {}

  /** A task to put off. */
  record DeferIn(
      @Says("the first day on which it is shown again, before it is due") LocalDate notBefore,
      @Says("why, in 5 to 200 characters") String reason) {}

  /** A request for help at once. */
  record CrisisIn(
      @Says("reference of the clinic") String site,
      @Says("reference of the patient; left out if not known yet") @Nullable String patient,
      @Says("how the caller is called, at most 80 characters; needed without a patient")
          @Nullable String caller,
      @Says("phone, walk_in, referral or message") String channel,
      @Says("emergency: within 4 hours; urgent: within 24") String urgency) {}

  /** A warm transfer. */
  record TransferIn(
      @Says("person or service that takes over") String to,
      @Says("who accepted there") String acceptedBy) {}

  /** Who a caller is. */
  record KnownIn(@Says("reference of the patient") String patient) {}

  /** The visit after a crisis. */
  record AfterCrisisIn(@Says("reference of the clinician") String clinician) {}

  /** Somebody named for crises. */
  record CoverIn(
      @Says("reference of the clinic") String site,
      @Says("reference of the clinician") String clinician,
      @Says("from when") OffsetDateTime from,
      @Says("until when, at most 24 hours later") OffsetDateTime to,
      @Says("in_person or phone") String how,
      @Says("on the same day and hours of so many weeks, 1 to 26; 1 if left out")
          @Nullable Integer weeks) {
    int count() {
      return or(weeks, 1);
    }
  }

  /** The crisis time that a clinic keeps. */
  record ReserveIn(
      @Says("reference of the clinic") String site,
      @Says("minutes in each half-day, 0 to 480") int minutes) {}

  /** A message to enter. */
  record MessageIn(
      @Says("reference of the clinic") String site,
      @Says("reference of the patient; left out if not known yet") @Nullable String patient,
      @Says("how the caller is called; needed without a patient") @Nullable String caller,
      @Says("for which clinician; the clinic if left out") @Nullable String clinician,
      @Says("phone, voicemail, email, portal, letter or in_person") String channel,
      @Says("appointment, medication, paperwork, agency, care or other") String topic,
      @Says("whether it is answered today; false if left out") @Nullable Boolean urgent,
      @Says("what was said or written, at most 2,000 characters") String body,
      @Says("when it came; now if left out") @Nullable OffsetDateTime received) {}

  /** How a message was answered. */
  record AnswerIn(
      @Says("phone, text, email, letter or in_person") String channel,
      @Says("what came of it, at most 400 characters") String outcome) {}

  /** A stay in a hospital or a visit to an emergency room. */
  record CareAfterIn(
      @Says("POST_DISCHARGE or POST_EMERGENCY") TaskKind kind,
      @Says("reference of the clinic") String site,
      @Says("who sees the person; a first visit is ordered if left out") @Nullable String clinician,
      @Says("when it was") LocalDate day) {}

  /** A risk flag. */
  record FlagIn(
      @Says("true: flagged; false: taken back") boolean atRisk,
      @Says("why, without details of an illness, in 5 to 200 characters") String reason) {}
}
