package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.duecourse.desk.DayBook;
import org.duecourse.desk.Desk;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** A clinician's calendar for other programs (iCalendar, RFC 5545). It names no patient. */
@Controller
class FeedPages {
  private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=utf-8");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DAYS_BACK = 30;

  private final Pages pages;
  private final Desk desk;
  private final FeedLinks links;

  FeedPages(Pages pages, Desk desk, FeedLinks links) {
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
        "calendar-link", "Calendar link", new Views.CalendarLink(true, true, "/feed/" + token));
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

  @GetMapping("/feed/{token}")
  ResponseEntity<String> feed(@PathVariable String token) {
    String clinician =
        links
            .clinician(token)
            .orElseThrow(
                () ->
                    new Refused(
                        Fault.NOT_FOUND, "This link is not known, or has ended.", List.of()));
    Instant now = desk.clock().instant();
    LocalDate from = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS_BACK);
    return ResponseEntity.ok()
        .contentType(CALENDAR)
        .body(calendar(desk.dayBook().feed(clinician, from), now));
  }

  static String calendar(List<DayBook.FeedLine> lines, Instant now) {
    StringBuilder text = new StringBuilder();
    line(text, "BEGIN:VCALENDAR");
    line(text, "VERSION:2.0");
    line(text, "PRODID:-//Duecourse//Desk//EN");
    line(text, "CALSCALE:GREGORIAN");
    for (DayBook.FeedLine visit : lines) {
      line(text, "BEGIN:VEVENT");
      line(text, "UID:" + visit.visitId() + "@duecourse");
      line(text, "DTSTAMP:" + TIME.format(now));
      line(text, "SEQUENCE:" + visit.version());
      line(text, "DTSTART:" + TIME.format(visit.starts()));
      line(text, "DTEND:" + TIME.format(visit.ends()));
      line(
          text,
          "SUMMARY:"
              + escaped(
                  Words.sentence(DeskWords.kind(visit.kind()))
                      + ", "
                      + DeskWords.mode(visit.mode())));
      line(text, "LOCATION:" + escaped(visit.siteName()));
      line(text, "END:VEVENT");
    }
    line(text, "END:VCALENDAR");
    return text.toString();
  }

  /** Lines end with CR LF and are folded before 75 octets. */
  private static void line(StringBuilder text, String line) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      String sign = Character.toString(point);
      int size = sign.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      if (octets + size > 74) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(sign);
      octets += size;
      i += Character.charCount(point);
    }
    text.append("\r\n");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r", "")
        .replace("\n", "\\n");
  }
}
