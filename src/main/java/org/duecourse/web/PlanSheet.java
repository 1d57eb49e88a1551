package org.duecourse.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duecourse.absence.Rebooking;
import org.duecourse.absence.Run;
import org.duecourse.absence.RunLine;
import org.duecourse.booking.Mode;
import org.duecourse.desk.Absences;
import org.duecourse.desk.Site;

/** Absences and plans of least harm in words. */
final class PlanSheet {
  /** Notice of a strike in health care: 10 days. */
  private static final int STRIKE_NOTICE_DAYS = 10;

  private final Clinics clinics;

  PlanSheet(Clinics clinics) {
    this.clinics = clinics;
  }

  /** Where a plan is shown. */
  static String address(Run run) {
    return "/absences/" + run.absenceId() + "/plans/" + run.id();
  }

  String what(Absences.Absence absence, Site site) {
    String clinician = absence.clinicianId();
    return (clinician == null
            ? "Everybody at " + site.name()
            : clinics.names(site.id()).getOrDefault(clinician, clinician))
        + ", from "
        + Zones.time(absence.starts(), site.zoneId())
        + " to "
        + Zones.time(absence.ends(), site.zoneId())
        + ": "
        + absence.kind();
  }

  static String notice(Absences.Absence absence) {
    long days = Duration.between(absence.declaredAt(), absence.starts()).toDays();
    String said =
        days < 0
            ? "Entered after it began."
            : "Entered " + DeskWords.counted(days, "day") + " before it begins.";
    return absence.kind().equals("strike") && days < STRIKE_NOTICE_DAYS
        ? said + " Notice of a strike in health care is " + STRIKE_NOTICE_DAYS + " days."
        : said;
  }

  static List<PlanViews.PlanLine> list(List<Run> runs, ZoneId zone) {
    return runs.stream()
        .map(
            run ->
                new PlanViews.PlanLine(
                    run.id(),
                    Zones.time(run.madeAt(), zone) + " by " + run.madeBy(),
                    state(run),
                    address(run)))
        .toList();
  }

  private static String state(Run run) {
    return run.state().name().toLowerCase(Locale.ROOT);
  }

  static String title(Run run) {
    return run.state() == Run.State.DRAFT ? "Draft of a plan" : "Plan, " + state(run);
  }

  PlanViews.Plan plan(Run run, Absences.Absence absence, Site site, Form form) {
    long inTime = run.lines().stream().filter(l -> l.moves() && l.isInTime()).count();
    long late = run.moving() - inTime;
    String would = run.state() == Run.State.APPLIED ? " were to " : " would ";
    return new PlanViews.Plan(
        run.absenceId(),
        run.id(),
        what(absence, site),
        DeskWords.counted(run.lines().size(), "visit")
            + (run.lines().size() == 1 ? " is" : " are")
            + " displaced: "
            + inTime
            + would
            + "keep the window, "
            + late
            + would
            + "be late, "
            + (run.lines().size() - run.moving())
            + would
            + "not be moved.",
        told(run, site.zoneId()),
        run.points() <= run.least()
            ? "No plan does less harm by the weights of the desk."
            : "Two visits of one person were kept apart; the rest is of least harm.",
        run.notes(),
        run.prices().stream().map(price -> price(price, run.reserve())).toList(),
        run.lines().stream().map(this::line).toList(),
        run.state().isOpen(),
        run.moving(),
        run.version(),
        form);
  }

  /** How far it is, and who was told. */
  private static String told(Run run, ZoneId zone) {
    Instant approved = run.approvedAt();
    return switch (run.state()) {
      case DRAFT -> "Draft of " + Zones.time(run.madeAt(), zone) + ". Nobody has been told yet.";
      case APPROVED ->
          "Approved by "
              + run.approvedBy()
              + (approved == null ? "" : ", " + Zones.time(approved, zone))
              + ". Nobody has been told yet; any change makes it a draft again.";
      case APPLIED ->
          "Approved by " + run.approvedBy() + ". Telling each person is on the task list.";
      case DROPPED -> "Another plan took its place. Nobody was told.";
    };
  }

  PlanViews.Check check(Run run) {
    return new PlanViews.Check(
        run.absenceId(),
        run.id(),
        run.version(),
        run.moving(),
        run.lines().size() - run.moving(),
        run.state() == Run.State.APPROVED,
        run.approvedBy() == null ? "" : run.approvedBy(),
        run.lines().stream().filter(RunLine::moves).map(this::line).toList());
  }

  private static String price(Rebooking.Price price, int chosen) {
    return "With "
        + DeskWords.counted(price.reserve(), "place")
        + " of each clinic and day kept for crises"
        + (price.reserve() == chosen ? " (this plan)" : "")
        + ": "
        + price.inTime()
        + " in time, "
        + price.late()
        + " late, "
        + price.unplaced()
        + " without a place.";
  }

  private PlanViews.Line line(RunLine line) {
    Site from = clinics.site(line.siteId());
    Instant starts = line.newStarts();
    String newSite = line.newSiteId();
    String mode = line.newMode();
    String place = line.place();
    String becomes =
        starts == null || newSite == null || mode == null
            ? "no place"
            : DeskWords.moment(starts, clinics.site(newSite))
                + ", "
                + line.newClinicianName()
                + ", "
                + DeskWords.mode(Mode.valueOf(mode));
    List<Choice> others = new ArrayList<>();
    for (RunLine.Other other : line.alternatives()) {
      others.add(
          new Choice(
              other.place(),
              DeskWords.moment(other.starts(), clinics.site(other.siteId()))
                  + ", "
                  + clinics.names(other.siteId()).getOrDefault(other.clinicianId(), "")
                  + " (everybody together: "
                  + String.format(Locale.ENGLISH, "%.1f", other.extra())
                  + " points more at least)"));
    }
    return new PlanViews.Line(
        line.rank(),
        line.visitId(),
        line.orderId(),
        line.patientId(),
        line.patientName(),
        DeskWords.moment(line.starts(), from) + ", " + line.clinicianName(),
        becomes,
        standing(line),
        line.why(),
        place == null ? "" : place,
        decision(line),
        line.movedBefore() && line.agreedAt() == null,
        others);
  }

  private static String standing(RunLine line) {
    Integer out = line.daysOut();
    if (line.place() == null || out == null) {
      return "";
    }
    if (Boolean.TRUE.equals(line.pastLimit())) {
      return "past the legal limit";
    }
    return out == 0 ? "in time" : DeskWords.counted(out, "day") + " late";
  }

  private static String decision(RunLine line) {
    String result = line.result();
    if (result != null) {
      String why = line.lostWhy();
      return switch (result) {
        case "moved" -> "moved";
        case "lost" -> "not moved: " + (why == null ? "the place was gone." : why);
        default -> "not moved by this plan";
      };
    }
    String agreed = line.agreedAt() == null ? "" : "; the person agreed to be moved again";
    return switch (line.decision()) {
      case BEST -> (line.place() == null ? "needs another way" : "as the plan has it") + agreed;
      case PINNED -> "kept by hand" + agreed;
      case ASK_CLINICIAN -> "the clinician is asked";
      case REFER_OUT -> "care outside is arranged";
      case ASK_PATIENT -> "was moved once: the person is asked first";
    };
  }
}
