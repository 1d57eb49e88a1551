package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.DayBook;
import org.duecourse.desk.Desk;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.View;

/** A clinician's calendar for other programs (iCalendar, RFC 5545). It names no patient. */
@Controller
class FeedPages {
  private static final String ENDING = ".ics";
  private static final int DAYS_BACK = 30;

  private final Pages pages;
  private final Desk desk;
  private final FeedLinks links;
  private final Zones zones;

  FeedPages(Pages pages, Desk desk, FeedLinks links, Zones zones) {
    this.zones = zones;
    this.pages = pages;
    this.desk = desk;
    this.links = links;
  }

  @GetMapping("/calendar-link")
  View show(HttpServletRequest request) {
    String clinician = Requests.signedIn(request).clinicianId();
    return pages.page(
        "calendar-link",
        "Calendar link",
        new Views.CalendarLink(
            clinician != null, clinician != null && links.stands(clinician), ""));
  }

  @PostMapping("/calendar-link")
  View renew(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    String token = links.renew(clinician(account), account);
    return pages.page(
        "calendar-link",
        "Calendar link",
        new Views.CalendarLink(true, true, address(request, token)));
  }

  private static String address(HttpServletRequest request, String token) {
    return URI.create(request.getRequestURL().toString())
        .resolve("/feed/" + token + ENDING)
        .toString();
  }

  /** Every link that stands, for who keeps the accounts. */
  @GetMapping("/calendar-links")
  View all(HttpServletRequest request) {
    return allPage(request, "");
  }

  @PostMapping("/calendar-links/{clinician}")
  View renew(HttpServletRequest request, @PathVariable String clinician) {
    desk.people().practitioner(clinician);
    return allPage(request, address(request, links.renew(clinician, Requests.signedIn(request))));
  }

  @PostMapping("/calendar-links/{clinician}/revoke")
  View revoke(HttpServletRequest request, @PathVariable String clinician) {
    desk.people().practitioner(clinician);
    links.revoke(clinician, Requests.signedIn(request));
    return Pages.next(request, "/calendar-links", "The link of " + clinician + " has ended.");
  }

  private Page allPage(HttpServletRequest request, String address) {
    Map<String, FeedLinks.Standing> standing =
        links.standing().stream()
            .collect(Collectors.toMap(FeedLinks.Standing::clinicianId, each -> each));
    ZoneId zone = zones.of(Requests.signedIn(request));
    return pages.page(
        "calendar-links",
        "Calendar links",
        new Views.CalendarLinks(
            address,
            links.clinicians().stream()
                .map(
                    who -> {
                      FeedLinks.Standing link = standing.get(who.id());
                      return new Views.ClinicianLink(
                          who.id(),
                          who.name(),
                          link == null
                              ? "none"
                              : "made by "
                                  + link.createdBy()
                                  + ", "
                                  + Zones.time(link.createdAt(), zone),
                          link != null);
                    })
                .toList()));
  }

  @PostMapping("/calendar-link/revoke")
  View revoke(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    links.revoke(clinician(account), account);
    return Pages.next(request, "/calendar-link", "The link has ended.");
  }

  private static String clinician(Account account) {
    String clinician = account.clinicianId();
    if (clinician == null) {
      throw new Refused(
          Fault.CONFLICT,
          "This account is not one of the clinicians. An administrator says so at the account.",
          List.of());
    }
    return clinician;
  }

  /** The calendar, with or without ".ics"; a program that has it already is told so (304). */
  @GetMapping("/feed/{token}")
  @Nullable ResponseEntity<String> feed(WebRequest request, @PathVariable String token) {
    String clinician =
        links
            .clinician(
                token.endsWith(ENDING)
                    ? token.substring(0, token.length() - ENDING.length())
                    : token)
            .orElseThrow(
                () ->
                    new Refused(
                        Fault.NOT_FOUND, "This link is not known, or has ended.", List.of()));
    LocalDate from =
        LocalDate.ofInstant(desk.clock().instant(), ZoneOffset.UTC).minusDays(DAYS_BACK);
    String calendar = calendar(desk.dayBook().feed(clinician, from));
    String tag = '"' + DigestUtils.md5DigestAsHex(calendar.getBytes(StandardCharsets.UTF_8)) + '"';
    if (request.checkNotModified(tag)) {
      return null;
    }
    return ResponseEntity.ok()
        .contentType(CalendarText.TYPE)
        .cacheControl(CacheControl.noCache().cachePrivate())
        .eTag(tag)
        .body(calendar);
  }

  static String calendar(List<DayBook.FeedLine> lines) {
    CalendarText text = new CalendarText().followed("Duecourse");
    for (DayBook.FeedLine visit : lines) {
      text.visit(
          visit.visitId() + "@duecourse",
          visit.version(),
          visit.bookedAt(),
          visit.starts(),
          visit.ends(),
          Words.sentence(
              visit.kind() == VisitKind.GROUP
                  ? "group"
                  : DeskWords.kind(visit.kind()) + ", " + DeskWords.mode(visit.mode())),
          visit.siteName());
    }
    return text.end();
  }
}
