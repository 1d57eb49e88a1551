package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.io.Refused;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.ProtectedWeek;
import org.duecourse.worklist.Swap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: protected time of a week, and its swaps. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiProtected {
  private static final String SITE = "reference of the clinic; the first of yours unless said";

  private final Desk desk;
  private final Clinics clinics;
  private final ProtectedTime time;

  ApiProtected(Desk desk, Clinics clinics, ProtectedTime time) {
    this.desk = desk;
    this.clinics = clinics;
    this.time = time;
  }

  @GetMapping("/protected-weeks")
  ApiAnswers.ProtectedWeekList weeks(
      HttpServletRequest request,
      @Says(SITE) @RequestParam(defaultValue = "") String site,
      @Says("any day of the week; today unless said") @RequestParam(defaultValue = "") String day) {
    Account account = Requests.signedIn(request);
    Actor actor = account.actor();
    Site here = site(account, site);
    LocalDate of = day.isEmpty() ? here.dayOf(desk.clock().instant()) : ApiClinic.day("day", day);
    String own = actor.clinicianId();
    List<ProtectedWeek> weeks =
        Routes.runs(account.roles())
            ? time.weeks(actor, here.id(), of)
            : own == null ? List.of() : List.of(time.week(actor, own, of));
    return new ApiAnswers.ProtectedWeekList(weeks.stream().map(ApiProtected::week).toList());
  }

  private static ApiAnswers.ProtectedWeekOut week(ProtectedWeek week) {
    return new ApiAnswers.ProtectedWeekOut(
        week.clinicianId(),
        week.monday(),
        week.termMinutes(),
        week.floorMinutes(),
        week.owedMinutes(),
        week.plannedMinutes(),
        week.keptMinutes(),
        week.takenMinutes(),
        week.givenMinutes(),
        week.overdueMinutes(),
        week.days().stream()
            .map(
                day ->
                    new ApiAnswers.ProtectedDayOut(day.day(), day.keptMinutes(), day.dueMinutes()))
            .toList());
  }

  @GetMapping("/swaps")
  ApiAnswers.SwapList swaps(
      HttpServletRequest request, @Says(SITE) @RequestParam(defaultValue = "") String site) {
    Account account = Requests.signedIn(request);
    Site here = site(account, site);
    List<Swap> swaps =
        Routes.runs(account.roles())
            ? time.swaps().ofClinic(account.actor(), here.id())
            : time.swaps().own(account.actor());
    return new ApiAnswers.SwapList(swaps.stream().map(this::swap).toList());
  }

  private ApiAnswers.SwapOut swap(Swap swap) {
    ZoneId zone = clinics.site(swap.siteId()).zoneId();
    return new ApiAnswers.SwapOut(
        swap.id(),
        swap.clinicianId(),
        swap.siteId(),
        ApiWords.moment(swap.takenStarts(), zone),
        ApiWords.moment(swap.takenEnds(), zone),
        swap.purpose(),
        ApiWords.moment(swap.givenStarts(), zone),
        ApiWords.moment(swap.givenEnds(), zone),
        swap.reason(),
        swap.state(),
        swap.proposedBy(),
        swap.clinicianBy(),
        swap.managerBy(),
        swap.version());
  }

  private Site site(Account account, String asked) {
    return clinics
        .chosen(account, asked)
        .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
  }
}
