package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.absence.NewTimes;
import org.duecourse.desk.Actor;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.Site;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** What a person says to the time to which a plan moved a visit. */
@Controller
class NewTimePages {
  private static final String AGREE = "agree";
  private static final String NONE = "none";

  private final Pages pages;
  private final NewTimes times;
  private final Clinics clinics;

  NewTimePages(Pages pages, NewTimes times, Clinics clinics) {
    this.pages = pages;
    this.times = times;
    this.clinics = clinics;
  }

  @GetMapping("/visits/{id}/new-time")
  View ask(HttpServletRequest request, @PathVariable String id) {
    return page(request, id, Form.empty());
  }

  private Page page(HttpServletRequest request, String id, Form form) {
    NewTimes.Told told = times.of(Requests.signedIn(request).actor(), id);
    Visit visit = told.visit();
    Site site = clinics.site(visit.siteId());
    List<Choice> answers = new ArrayList<>();
    answers.add(new Choice(AGREE, "Agrees with it"));
    for (NewTimes.Other other : told.next()) {
      answers.add(new Choice(other.place(), "Takes instead: " + words(other, site)));
    }
    answers.add(
        new Choice(
            NONE,
            told.next().isEmpty()
                ? "Declines it: no other time is free, so the order goes back on the list"
                : "Declines it and cannot say more now: the next best time is booked, and they are told again"));
    return pages.page(
        "absence/new-time",
        "Tell about the new time",
        new PlanViews.NewTime(
            visit.id(),
            visit.orderId(),
            visit.version(),
            DeskWords.moment(visit.starts(), site)
                + ", "
                + clinics.names(site.id()).getOrDefault(visit.clinicianId(), "")
                + ", "
                + DeskWords.mode(visit.mode()),
            answers,
            DeskWords.choices(EarlierTimes.DECLINE_REASONS),
            form));
  }

  private String words(NewTimes.Other other, Site site) {
    String late =
        other.daysOut() == 0
            ? "in time"
            : DeskWords.counted(Math.abs(other.daysOut()), "day")
                + (other.daysOut() > 0 ? " late" : " early");
    return DeskWords.moment(other.at().start(), site)
        + ", "
        + clinics.names(site.id()).getOrDefault(other.at().clinicianId(), "")
        + ", "
        + late;
  }

  @PostMapping("/visits/{id}/new-time")
  View answer(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    Actor actor = Requests.signedIn(request).actor();
    int version = Words.number(form.value("version"));
    String answer = form.value("answer");
    try {
      if (answer.equals(AGREE)) {
        Visit agreed = times.agree(actor, id, version);
        return Pages.next(
            request, "/orders/" + agreed.orderId(), "The person agreed to the new time.");
      }
      return declined(request, times.decline(actor, id, version, reason(form), place(answer)));
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return page(request, id, form.refused(headed(refused))).refused();
    }
  }

  private static Refused headed(Refused refused) {
    return refused.problems().isEmpty()
        ? new Refused(
            refused.fault(), "Nothing was moved.", List.of(new Problem("", refused.headline())))
        : refused;
  }

  private static String reason(Form form) {
    String reason = form.value("reason");
    if (!EarlierTimes.DECLINE_REASONS.contains(reason)) {
      throw wrong("reason", "Choose why the person declines the time.");
    }
    return reason;
  }

  private static @Nullable String place(String answer) {
    if (answer.equals(NONE)) {
      return null;
    }
    if (!answer.matches("[0-9]{1,18}@[0-9T:Z.-]{20,30}")) {
      throw wrong("answer", "Choose what the person says.");
    }
    return answer;
  }

  private static Refused wrong(String field, String words) {
    return new Refused(Fault.INPUT, "Nothing was moved.", List.of(new Problem(field, words)));
  }

  private View declined(HttpServletRequest request, Visit visit) {
    Site site = clinics.site(visit.siteId());
    return Pages.next(
        request,
        "/orders/" + visit.orderId(),
        visit.state() == VisitState.BOOKED
            ? "The visit is on " + DeskWords.moment(visit.starts(), site) + " now."
            : "No other time is free. The order is open, its clock runs on, and it is on the task list.");
  }
}
