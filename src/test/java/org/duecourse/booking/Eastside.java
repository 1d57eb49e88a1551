package org.duecourse.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A small clinic for tests: Eastside in Los Angeles in June 2026, and North beside it.
 *
 * <pre>
 *   Lee     therapist     English, Spanish
 *   Cho     therapist     English
 *   Osei    psychiatrist  English
 *   Rivera  therapist     English, Spanish, caseload full
 *   Kim     therapist     English, at North
 * </pre>
 *
 * Places are written a line each, "2026-06-09 10:00 Lee return 60", and "until 2026-06-09 08:00"
 * for the release of a kept one.
 */
final class Eastside {
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  static final Clinician LEE = new Clinician("Lee", "therapist", Set.of("en", "es"), true);
  static final Clinician CHO = new Clinician("Cho", "therapist", Set.of("en"), true);
  static final Clinician OSEI = new Clinician("Osei", "psychiatrist", Set.of("en"), true);
  static final Clinician RIVERA = new Clinician("Rivera", "therapist", Set.of("en", "es"), false);
  static final Clinician KIM = new Clinician("Kim", "therapist", Set.of("en"), true);
  static final Map<String, Clinician> BY_NAME =
      Map.of("Lee", LEE, "Cho", CHO, "Osei", OSEI, "Rivera", RIVERA, "Kim", KIM);

  private Eastside() {}

  /** Openings from lines. */
  static List<Opening> places(String lines) {
    List<Opening> openings = new ArrayList<>();
    for (String line : lines.strip().lines().toList()) {
      openings.add(place(line.strip(), openings.size() + 1));
    }
    return openings;
  }

  /** One opening from a line. */
  static Opening place(String line) {
    return place(line, 1);
  }

  private static Opening place(String line, long block) {
    String[] words = line.split(" +");
    Instant start = at(words[0] + " " + words[1]);
    Clinician clinician = BY_NAME.get(words[2]);
    Set<Mode> modes = new TreeSet<>();
    Instant releasedAt = null;
    int minutes = 60;
    for (int i = 4; i < words.length; i++) {
      switch (words[i]) {
        case "until" -> {
          releasedAt = at(words[i + 1] + " " + words[i + 2]);
          i += 2;
        }
        case "video" -> modes.add(Mode.VIDEO);
        case "phone" -> modes.add(Mode.PHONE);
        case "room" -> modes.add(Mode.IN_PERSON);
        default -> minutes = Integer.parseInt(words[i]);
      }
    }
    return new Opening(
        block,
        clinician == KIM ? "north" : "eastside",
        clinician,
        Purpose.valueOf(words[3].toUpperCase(Locale.ROOT)),
        start,
        start.plus(Duration.ofMinutes(minutes)),
        modes.isEmpty() ? Set.of(Mode.IN_PERSON) : modes,
        releasedAt);
  }

  /** An instant by the clinic's clock: "2026-06-09 10:00". */
  static Instant at(String localTime) {
    return LocalDateTime.parse(localTime.replace(' ', 'T')).atZone(ZONE).toInstant();
  }

  /** A claim on an hour of a clinician. */
  static Claim claim(String clinician, String localTime, int minutes) {
    Instant from = at(localTime);
    return new Claim(clinician, from, from.plus(Duration.ofMinutes(minutes)));
  }

  static OpeningIndex index(List<Opening> openings, Claim... claims) {
    OpeningIndex index = new OpeningIndex();
    index.putSite("eastside", ZONE);
    index.putSite("north", ZONE);
    index.add(openings, List.of(claims));
    return index;
  }

  static Search search(String lines, Claim... claims) {
    return new Search(index(places(lines), claims).snapshot(), Weights.DEFAULT);
  }

  /** R-2041: Dr. Lee ordered a return visit from June 9 to June 15, best on June 11. */
  static OpenOrder returnVisit() {
    return new OpenOrder(
        "R-2041",
        VisitKind.RETURN,
        "eastside",
        new Window(day("2026-06-09"), day("2026-06-11"), day("2026-06-15")),
        null,
        3,
        Continuity.PREFERRED,
        "Lee",
        null,
        null,
        null,
        60);
  }

  static LocalDate day(String day) {
    return LocalDate.parse(day);
  }

  /** An order like another, changed in one thing. */
  static Changed like(OpenOrder order) {
    return new Changed(order);
  }

  /** The ways in which an order can differ. */
  record Changed(OpenOrder o) {
    OpenOrder kind(VisitKind kind) {
      return new OpenOrder(
          o.id(),
          kind,
          o.siteId(),
          o.window(),
          o.legalLimit(),
          o.weight(),
          o.continuity(),
          o.ownClinician(),
          o.discipline(),
          o.language(),
          o.mode(),
          o.minutes());
    }

    OpenOrder window(String earliest, String target, String latest) {
      return new OpenOrder(
          o.id(),
          o.kind(),
          o.siteId(),
          new Window(day(earliest), day(target), day(latest)),
          o.legalLimit(),
          o.weight(),
          o.continuity(),
          o.ownClinician(),
          o.discipline(),
          o.language(),
          o.mode(),
          o.minutes());
    }

    OpenOrder legalLimit(String limit) {
      return new OpenOrder(
          o.id(),
          o.kind(),
          o.siteId(),
          o.window(),
          day(limit),
          o.weight(),
          o.continuity(),
          o.ownClinician(),
          o.discipline(),
          o.language(),
          o.mode(),
          o.minutes());
    }

    OpenOrder weight(int weight) {
      return new OpenOrder(
          o.id(),
          o.kind(),
          o.siteId(),
          o.window(),
          o.legalLimit(),
          weight,
          o.continuity(),
          o.ownClinician(),
          o.discipline(),
          o.language(),
          o.mode(),
          o.minutes());
    }

    OpenOrder clinician(Continuity continuity, String own) {
      return new OpenOrder(
          o.id(),
          o.kind(),
          o.siteId(),
          o.window(),
          o.legalLimit(),
          o.weight(),
          continuity,
          own,
          o.discipline(),
          o.language(),
          o.mode(),
          o.minutes());
    }

    OpenOrder needs(String discipline, String language, Mode mode, int minutes) {
      return new OpenOrder(
          o.id(),
          o.kind(),
          o.siteId(),
          o.window(),
          o.legalLimit(),
          o.weight(),
          o.continuity(),
          o.ownClinician(),
          discipline,
          language,
          mode,
          minutes);
    }

    OpenOrder id(String id) {
      return new OpenOrder(
          id,
          o.kind(),
          o.siteId(),
          o.window(),
          o.legalLimit(),
          o.weight(),
          o.continuity(),
          o.ownClinician(),
          o.discipline(),
          o.language(),
          o.mode(),
          o.minutes());
    }
  }
}
