package org.duecourse.web;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.Reason;
import org.duecourse.booking.Step;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Order;
import org.duecourse.desk.Role;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.VisitState;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.Judged;
import org.jspecify.annotations.Nullable;

/** What the JSON interface answers. Every member is there; what is nullable can be null. */
final class ApiAnswers {
  private ApiAnswers() {}

  /** A moment at a clinic. */
  record Moment(
      @Says("the time with its offset from UTC") OffsetDateTime at,
      @Says("the IANA zone whose wall clock it is") String zone) {}

  /** References of what was made. */
  record Made(@Says("references, in the order of the visits") List<String> orders) {}

  /** An order. */
  record OrderOut(
      @Says("its reference") String id,
      @Says("what was ordered") VisitKind kind,
      @Says("reference of the patient") String patient,
      @Says("reference of the clinic") String site,
      @Says("when it was entered") Moment orderedAt,
      @Says("by which account") String orderedBy,
      @Says("reference of the clinician") @Nullable String clinician,
      @Says("the day of the visit at which it was ordered") @Nullable LocalDate anchor,
      @Says("first day of the window") LocalDate earliest,
      @Says("best day of the window") LocalDate target,
      @Says("last day of the window, with extensions") LocalDate latest,
      @Says("last day of the window as first ordered") LocalDate orderedLatest,
      @Says("last day that the law allows; null: none applies") @Nullable LocalDate legalLimit,
      @Says("the rule that says so") @Nullable String legalRule,
      @Says("how much a day of lateness matters, 1 to 10") int weight,
      @Says("why lateness matters") String harmProfile,
      @Says("whether it has to be the own clinician") Continuity continuity,
      @Says("profession") @Nullable String discipline,
      @Says("language needed") @Nullable String language,
      @Says("how they meet") @Nullable Mode mode,
      @Says("length of the visit") int minutes,
      @Says("routine, urgent or emergency") String urgency,
      @Says("the series that it belongs to") @Nullable String series,
      @Says("whether earlier times are offered to the person") boolean earlierList,
      @Says("where it stands") Order.State state,
      @Says("why it was closed") @Nullable String closeReason,
      @Says("the order that it replaces") @Nullable String supersedes,
      @Says("grows with each change; the ETag") int version,
      @Says("its visits, the newest first") List<VisitOut> visits,
      @Says("its extensions") List<ExtensionOut> extensions) {}

  /** A clinician's note that a longer wait does no harm. */
  record ExtensionOut(
      @Says("whose") String author,
      @Says("when") Moment at,
      @Says("why") String reason,
      @Says("last day before") LocalDate from,
      @Says("last day after") LocalDate to) {}

  /** A visit, held, booked or past. */
  record VisitOut(
      @Says("its reference") String id,
      @Says("reference of the order that it answers") String order,
      @Says("reference of the patient") String patient,
      @Says("reference of the clinician") String clinician,
      @Says("reference of the clinic") String site,
      @Says("reference of the room") @Nullable String room,
      @Says("seat in a group") @Nullable Integer seat,
      @Says("what it is") VisitKind kind,
      @Says("how they meet") Mode mode,
      @Says("its beginning") Moment start,
      @Says("its end") Moment end,
      @Says("what became of it") VisitState state,
      @Says("until when it is held") @Nullable Moment holdUntil,
      @Says("whether it lies in the clinician's window") boolean inWindow,
      @Says("days outside the window, before it negative") int daysOut,
      @Says("why a rule was set aside") @Nullable String setAsideReason,
      @Says("who set it aside") @Nullable String setAsideBy,
      @Says("the visit that was moved here") @Nullable String replaces,
      @Says("why it was cancelled") @Nullable String cancelReason,
      @Says("grows with each change; the ETag") int version) {}

  /** The visits of a series, or those that an absence ended. */
  record VisitList(@Says("the visits") List<VisitOut> visits) {}

  /** What a search found. */
  record ProposalList(
      @Says("how far it had to look") Step step,
      @Says("the first day looked at") LocalDate from,
      @Says("the last day looked at; before the first where no day was left") LocalDate to,
      @Says("how many openings fit in all") int fitting,
      @Says("the best of them, five at most, the best first") List<ProposalOut> proposals,
      @Says("why nothing earlier was proposed, in a line") String whyNotEarlier,
      @Says("earlier openings in the window, by what removed them") CountOut inWindow,
      @Says("openings from now to the window, by what removed them") CountOut beforeWindow,
      @Says("earlier openings and every reason against each, 200 at most")
          List<EarlierOut> earlier) {}

  /** One proposal; place, clinician and mode are sent back to take it. */
  record ProposalOut(
      @Says("reference of the clinician") String clinician,
      @Says("reference of the clinic") String site,
      @Says("its beginning") Moment start,
      @Says("its end") Moment end,
      @Says("how they meet") Mode mode,
      @Says("whether it lies in the clinician's window") boolean inWindow,
      @Says("days outside the window, before it negative") int daysOut,
      @Says("what speaks for it and against it") List<String> reasons) {}

  /** Openings by what removed them. */
  record CountOut(
      @Says("how many openings") int openings,
      @Says("how many of them a rule removed") int removed,
      @Says("by rule; an opening that breaks two rules is under both") List<RuleCount> byRule) {}

  /** How many openings a rule removed. */
  record RuleCount(
      @Says("the rule") Reason.Rule rule,
      @Says("as a person says it") String words,
      @Says("how many") int openings) {}

  /** An opening before the first proposal. */
  record EarlierOut(
      @Says("reference of the clinician") String clinician,
      @Says("reference of the clinic") String site,
      @Says("its beginning") Moment start,
      @Says("every rule that it breaks; none: it fits less well, or is only too early")
          List<RuleUntil> reasons) {}

  /** A rule that an opening breaks. */
  record RuleUntil(
      @Says("the rule") Reason.Rule rule,
      @Says("as a person says it") String words,
      @Says("when it stops to hold for this opening") @Nullable Moment until) {}

  /** People, by name. */
  record PatientList(@Says("20 at most") List<PatientOut> patients) {}

  /** A person. */
  record PatientOut(
      @Says("the reference") String id,
      @Says("given name") String givenName,
      @Says("family name") String familyName,
      @Says("day of birth") @Nullable LocalDate born,
      @Says("reference of the home clinic") String site,
      @Says("language for messages") String language,
      @Says("telephone number") @Nullable String phone,
      @Says("email address") @Nullable String email,
      @Says("how the person wants to be reached") String contactBy,
      @Says("whether a missed visit is followed up on the same day") boolean riskFlag,
      @Says("grows with each change; the ETag") int version,
      @Says("references of the person's orders, the newest first") List<String> orders) {}

  /** A day at a clinic. */
  record DayOut(
      @Says("reference of the clinic") String site,
      @Says("the day") LocalDate date,
      @Says("its IANA zone") String zone,
      @Says("the visits, by time") List<DayLine> visits,
      @Says("how the places of each purpose stand") List<PlacesOut> places) {}

  /** A visit in a day. */
  record DayLine(
      @Says("reference of the visit") String visit,
      @Says("reference of the order") String order,
      @Says("reference of the patient") String patient,
      @Says("the patient's name") String patientName,
      @Says("reference of the clinician") String clinician,
      @Says("the clinician's name") String clinicianName,
      @Says("what it is") VisitKind kind,
      @Says("how they meet") Mode mode,
      @Says("its beginning") Moment start,
      @Says("its end") Moment end,
      @Says("what became of it") VisitState state,
      @Says("whether it lies in the window") boolean inWindow,
      @Says("the version, for If-Match") int version) {}

  /** The places of one purpose on one day. */
  record PlacesOut(
      @Says("what they are for, in lower case") String purpose,
      @Says("how many") int places,
      @Says("how many a visit lies in") int taken,
      @Says("how many kept ones are for anybody by now") int released) {}

  /** What has to be done. */
  record TaskList(@Says("the most urgent first, 500 at most") List<TaskOut> tasks) {}

  /** A task. */
  record TaskOut(
      @Says("its number") long id,
      @Says("what has to be done") TaskKind kind,
      @Says("the same in words") String words,
      @Says("the role that works it") Role pool,
      @Says("the account that took it") @Nullable String owner,
      @Says("reference of the patient") @Nullable String patient,
      @Says("reference of the order") @Nullable String order,
      @Says("reference of the visit") @Nullable String visit,
      @Says("why it is here") String why,
      @Says("by when") Moment due,
      @Says("100 first") int priority,
      @Says("about how long it takes") int minutes) {}

  /** What was done to a task or an absence. */
  record Changed(
      @Says("its number") long id, @Says("claimed, completed or withdrawn") String done) {}

  /** People in a crisis who wait. */
  record CrisisList(@Says("the one due first on top") List<CrisisOut> requests) {}

  /** A request for help at once. */
  record CrisisOut(
      @Says("its reference") String id,
      @Says("reference of the clinic") String site,
      @Says("reference of the patient; nothing where not known yet") @Nullable String patient,
      @Says("how the caller is called until the record is known") @Nullable String caller,
      @Says("phone, walk_in, referral or message") String channel,
      @Says("emergency or urgent") String urgency,
      @Says("when it came") Moment received,
      @Says("by when the person has to be seen") Moment due,
      @Says("when a clinician spoke with the person first, or nothing") @Nullable Moment contacted,
      @Says("the return visit that was ordered after it, or nothing") @Nullable String order) {}

  /** What was done to a request for help at once. */
  record CrisisChanged(
      @Says("its reference") String id,
      @Says("entered, contacted, seen, transferred, known or ordered") String done,
      @Says("reference of the order that was made, or nothing") @Nullable String order) {}

  /** Who answers crises through a day. */
  record CoverList(
      @Says("reference of the clinic") String site,
      @Says("the day") LocalDate day,
      @Says("by time; none: the clinic is closed") List<CoverOut> pieces) {}

  /** A stretch of opening time. */
  record CoverOut(
      @Says("its beginning") Moment from,
      @Says("its end") Moment to,
      @Says("references of who answers; none: nobody is named") List<String> clinicians) {}

  /** How much crisis time a clinic keeps. */
  record ReserveOut(
      @Says("reference of the clinic") String site,
      @Says("minutes in each half-day, or nothing where none are set") @Nullable Integer minutes) {}

  /** An earlier time that the person does not want. */
  record Declined(
      @Says("reference of the offer") String offer, @Says("why it was declined") String reason) {}

  /** The clinics of the account. */
  record SiteList(@Says("by name") List<SiteOut> sites) {}

  /** A clinic. */
  record SiteOut(
      @Says("its reference") String id,
      @Says("its name") String name,
      @Says("its IANA zone") String zone,
      @Says("its calendar of business days") String calendar,
      @Says("how long a time is held") int holdMinutes) {}

  /** The clinicians of a clinic. */
  record ClinicianList(@Says("by name") List<ClinicianOut> clinicians) {}

  /** A clinician. */
  record ClinicianOut(
      @Says("the reference") String id,
      @Says("the name as patients know it") String name,
      @Says("the profession") String discipline,
      @Says("languages spoken") List<String> languages,
      @Says("references of the clinics") List<String> sites) {}

  /** A plan for the visits of an absence. */
  record PlanOut(
      @Says("number of the plan") long id,
      @Says("number of the absence") long absence,
      @Says("draft, approved, applied or dropped") String state,
      @Says("grows with each change; the ETag") int version,
      @Says("account that approved it, or nothing") @Nullable String approvedBy,
      @Says("what became of earlier decisions that cannot be kept") List<String> notes,
      @Says("places of each clinic and day that are kept for crises") int reserve,
      @Says("what it costs, in points of the weights") double points,
      @Says("what no plan can cost less than") double least,
      @Says("what a reserve of 0 to 3 places comes to, when the plan was made")
          List<PriceOut> prices,
      @Says("the visits, whose wait does most harm first") List<PlanLineOut> lines) {}

  /** What a crisis reserve comes to. */
  record PriceOut(
      @Says("places kept") int reserve,
      @Says("visits in time") long inTime,
      @Says("visits that would be late") long late,
      @Says("visits without a place") long unplaced,
      @Says("points of the whole") double points) {}

  /** A displaced visit and where it goes. */
  record PlanLineOut(
      @Says("1: waiting does it most harm") int rank,
      @Says("reference of the visit") String visit,
      @Says("reference of its order") String order,
      @Says("its place, or nothing") @Nullable String place,
      @Says("when its place begins") @Nullable Moment start,
      @Says("with whom") @Nullable String clinician,
      @Says("where") @Nullable String site,
      @Says("days past the window") @Nullable Integer daysOut,
      @Says("the parts of the cost, or the rules that keep every place from it") String why,
      @Says("what was decided about it") org.duecourse.absence.RunLine.Decision decision,
      @Says("whether a plan moved it before, and the person has not agreed to be moved again")
          boolean asks,
      @Says("moved, lost or left; nothing before it is applied") @Nullable String result,
      @Says("why it could not be moved any more, or nothing") @Nullable String lostWhy,
      @Says("the visit that came of it") @Nullable String movedTo,
      @Says("the next best places") List<OtherPlaceOut> others) {}

  /** Another place. */
  record OtherPlaceOut(
      @Says("its reference") String place,
      @Says("when it begins") Moment start,
      @Says("with whom") String clinician,
      @Says("where") String site,
      @Says("points that all visits together lose at least") double extra) {}

  /** A day's report of a strike. */
  record StrikeReportOut(
      @Says("number of the absence") long absence,
      @Says("the day, at the clinic") LocalDate day,
      @Says("when it was kept; nothing: as things stand now") @Nullable Moment keptAt,
      @Says("where the promises come from") String source,
      @Says("people who lost a visit and have no other") int waiting,
      @Says("people who lost a visit and have another") int moved,
      @Says("each promise and how often it is not kept") List<PromiseOut> promises,
      @Says("every deviation") List<DeviationOut> deviations,
      @Says("days whose reports were kept, the newest first") List<LocalDate> days) {}

  /** A promise for a strike. */
  record PromiseOut(
      @Says("its name") String rule,
      @Says("what is promised") String says,
      @Says("how often it is not kept") long broken) {}

  /** A promise to one person that is not kept. */
  record DeviationOut(
      @Says("name of the promise") String rule,
      @Says("reference of the order") String order,
      @Says("the first day on which it was not kept") LocalDate since,
      @Says("days by which the next visit is late; 0 where there is none") int daysLate) {}

  /** A visit that a plan moved, and what could be had instead. */
  record NewTimesOut(
      @Says("the visit as it is now") VisitOut visit,
      @Says("the next best times, up to three") List<NewTimeOut> next) {}

  /** Another time. */
  record NewTimeOut(
      @Says("its reference") String place,
      @Says("when it begins") Moment start,
      @Says("with whom") String clinician,
      @Says("where") String site,
      @Says("days past the window; negative before it") int daysOut) {}

  /** What came of applying a plan. */
  record PlanAppliedOut(
      @Says("visits that were moved") int moved,
      @Says("visits that could not be moved any more") int lost,
      @Says("the plan with its results") PlanOut plan,
      @Says("a new draft for what was lost, or nothing") @Nullable Long next) {}

  /** Absences that have not ended. */
  record AbsenceList(@Says("by time") List<AbsenceOut> absences) {}

  /** An absence. */
  record AbsenceOut(
      @Says("its number") long id,
      @Says("reference of the clinic; null: every clinic") @Nullable String site,
      @Says("reference of the clinician; null: everybody") @Nullable String clinician,
      @Says("its beginning") Moment from,
      @Says("its end") Moment to,
      @Says("why") String kind,
      @Says("by which account it was entered") String declaredBy) {}

  /** Protected time of a week. */
  record ProtectedWeekList(
      @Says("by clinician; for a clinician, the own one") List<ProtectedWeekOut> weeks) {}

  /** A clinician's protected time of a week, over all clinics; all in minutes. */
  record ProtectedWeekOut(
      @Says("reference of the clinician") String clinician,
      @Says("the Monday of the week") LocalDate monday,
      @Says("what the term protects in a full-time week; 0: no term") int term,
      @Says("the same pro rata") int floor,
      @Says("what is due, swaps counted") int due,
      @Says("protected time of which nobody is away") int planned,
      @Says("that of which no visit or group lies over") int kept,
      @Says("what agreed swaps took from the week") int taken,
      @Says("what agreed swaps give back in the week") int given,
      @Says("open tasks that were due before the week") int overdue,
      @Says("Monday to Sunday") List<ProtectedDayOut> days) {}

  /** A day of it. */
  record ProtectedDayOut(
      @Says("the day") LocalDate day,
      @Says("minutes kept") int kept,
      @Says("minutes of the open tasks that are due on it") int due) {}

  /** Swaps of protected time. */
  record SwapList(@Says("those that wait for a word first") List<SwapOut> swaps) {}

  /** A swap of protected time. */
  record SwapOut(
      @Says("its number") long id,
      @Says("reference of the clinician") String clinician,
      @Says("reference of the clinic") String site,
      @Says("beginning of the time that is taken") Moment takenFrom,
      @Says("its end") Moment takenTo,
      @Says("what it is for then") Purpose purpose,
      @Says("beginning of the time that is given back") Moment givenFrom,
      @Says("its end") Moment givenTo,
      @Says("why") String reason,
      @Says("proposed, open, refused, kept or broken") String state,
      @Says("by which account it was proposed") String proposedBy,
      @Says("the clinician's account that proposed or agreed") @Nullable String clinicianBy,
      @Says("the manager's account that proposed or agreed") @Nullable String managerBy,
      @Says("grows with each change") int version) {}

  /** How clinics stand to the terms of contracts. */
  record TermList(@Says("by clinic, then by kind") List<TermOut> terms) {}

  /** How a clinic stands to a term; no person is in it. */
  record TermOut(
      @Says("number of the term") long term,
      @Says("what it is about") ContractTerm.Kind kind,
      @Says("how much it asks for") double asks,
      @Says("reference of the clinic") String site,
      @Says("the first day that is counted") LocalDate from,
      @Says("the day after the last one that is counted") LocalDate until,
      @Says("weeks counted") int weeks,
      @Says("weeks that it is judged over") int needed,
      @Says("what is counted above the line; null: 10 or fewer") @Nullable Double part,
      @Says("what is counted below the line; null: 10 or fewer") @Nullable Double whole,
      @Says("part and whole as the term compares them; null: nothing, or 10 or fewer")
          @Nullable Double value,
      @Says("whether it is met") Judged.Verdict verdict,
      @Says("Mondays of the weeks that a relief leaves out") List<LocalDate> relieved,
      @Says("since when it is missed; null: it is not") @Nullable LocalDate missedSince,
      @Says("whether it was missed for as long as the term allows") boolean triggered,
      @Says("where it is written") String source) {}

  /** Acts of the audit. */
  record AuditPage(
      @Says("the newest first, a page at most") List<ActOut> acts,
      @Says("sent as 'before' to read on; null at the end") @Nullable Long next) {}

  /** One act. */
  record ActOut(
      @Says("its number") long id,
      @Says("when") Moment at,
      @Says("the account") String actor,
      @Says("its roles then") String role,
      @Says("what was done") String action,
      @Says("to what") String subject,
      @Says("whose record") @Nullable String patient,
      @Says("what changed, as JSON in a text") String detail) {}

  /** Kinds of work at a clinic. */
  record KindList(@Says("all of them") List<KindOut> kinds) {}

  /** A kind of work. */
  record KindOut(
      @Says("its name") TaskKind kind,
      @Says("what to do") String words,
      @Says("what starts it") String trigger,
      @Says("by when") String due,
      @Says("by when if it is urgent") @Nullable String dueUrgent,
      @Says("who works it") Role pool,
      @Says("about how long it takes") int minutes,
      @Says("100 first") int priority,
      @Says("how long after it was due it is raised; null: never") @Nullable String escalate,
      @Says("to whom") @Nullable Role escalateTo,
      @Says("what ends it: booking, reached, note or desk") String closing,
      @Says("whether people enter it") boolean byHand,
      @Says("account that set it for this clinic; null: as shipped") @Nullable String setBy,
      @Says("where the shipped rule comes from") String source) {}

  /** Messages to answer. */
  record MessageList(@Says("the most urgent first, 200 at most") List<MessageOut> messages) {}

  /** A message that came in. */
  record MessageOut(
      @Says("its reference") String id,
      @Says("to which clinic") String site,
      @Says("from or about whom; null: not known yet") @Nullable String patient,
      @Says("how the caller is called, or empty") String caller,
      @Says("for which clinician; null: the clinic") @Nullable String clinician,
      @Says("how it came") String channel,
      @Says("what about") String topic,
      @Says("whether it is answered the same day") boolean urgent,
      @Says("what was said; empty: erased 90 days after the answer") String body,
      @Says("when it came") Moment received,
      @Says("by when it is answered") Moment due,
      @Says("its task") long task,
      @Says("open, done or dropped") String state,
      @Says("what came of it; null: open") @Nullable String outcome) {}

  /** Whether a person carries a risk flag. */
  record Flagged(@Says("the person") String patient, @Says("flagged") boolean atRisk) {}
}
