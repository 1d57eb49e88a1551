package org.duecourse.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.http.MediaType;

/**
 * Writes visits as iCalendar (RFC 5545): instants in UTC, so that no zone has to be described;
 * lines end with CR LF and are folded at 75 octets, never inside a sign.
 */
final class CalendarText {
  static final MediaType TYPE = MediaType.parseMediaType("text/calendar;charset=utf-8");

  private static final int OCTETS = 75;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  CalendarText() {
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Duecourse//Desk//EN");
    line("CALSCALE:GREGORIAN");
  }

  /** What a program that follows the address is told: a name, and to ask again each hour. */
  CalendarText followed(String name) {
    line("X-WR-CALNAME:" + escaped(name));
    line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line("X-PUBLISHED-TTL:PT1H");
    return this;
  }

  /**
   * A visit.
   *
   * @param uid the same for the same visit, always
   * @param stamp when it was booked: the same visit makes the same text
   * @param place may be empty
   */
  CalendarText visit(
      String uid,
      int version,
      Instant stamp,
      Instant starts,
      Instant ends,
      String summary,
      String place) {
    line("BEGIN:VEVENT");
    line("UID:" + escaped(uid));
    line("DTSTAMP:" + TIME.format(stamp));
    line("SEQUENCE:" + version);
    line("DTSTART:" + TIME.format(starts));
    line("DTEND:" + TIME.format(ends));
    line("SUMMARY:" + escaped(summary));
    if (!place.isEmpty()) {
      line("LOCATION:" + escaped(place));
    }
    line("END:VEVENT");
    return this;
  }

  /** The whole text. */
  String end() {
    line("END:VCALENDAR");
    return text.toString();
  }

  private void line(String line) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      String sign = Character.toString(point);
      int size = sign.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > OCTETS) {
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
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replace("\r", "\\n");
  }
}
