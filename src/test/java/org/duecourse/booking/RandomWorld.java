package org.duecourse.booking;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A clinic group drawn by chance, kept as plain lists, and the slow answers to what the index and
 * the search answer fast: every list is gone through from end to end, every rule is written once
 * more in other words.
 */
final class RandomWorld {
  static final List<String> SITES = List.of("a", "b", "c");
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  static final int DAYS = 45;
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  final SplittableRandom random;
  final List<Clinician> clinicians = new ArrayList<>();
  final List<Opening> openings = new ArrayList<>();
  final List<Claim> claims = new ArrayList<>();

  /** Los Angeles for two clinics and New York for the third; the clocks change on March 8. */
  static ZoneId zone(String siteId) {
    return siteId.equals("c") ? ZoneId.of("America/New_York") : ZONE;
  }

  /**
   * Draws a world.
   *
   * @param density how many of the places of a clinician's day there are, 0 to 1
   */
  RandomWorld(long seed, double density) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < 6; i++) {
      clinicians.add(
          new Clinician(
              "c" + i,
              i % 3 == 2 ? "psychiatrist" : "therapist",
              i % 2 == 0 ? Set.of("en", "es") : Set.of("en"),
              random.nextInt(4) > 0));
    }
    for (Clinician clinician : clinicians) {
      for (int d = 0; d < DAYS; d++) {
        drawDay(clinician, FIRST.plusDays(d), density);
      }
    }
  }

  /** Draws a day of a clinician, at one clinic or at two; some places overlap one another. */
  List<Opening> drawDay(Clinician clinician, LocalDate day, double density) {
    List<Opening> drawn = new ArrayList<>();
    String home = SITES.get(clinicians.indexOf(clinician) / 2);
    for (int hour = 8; hour < 18; hour++) {
      if (random.nextDouble() >= density) {
        continue;
      }
      String site = random.nextInt(8) == 0 ? SITES.get(random.nextInt(3)) : home;
      Instant start = day.atTime(hour, 15 * random.nextInt(3)).atZone(zone(site)).toInstant();
      Instant end = start.plus(Duration.ofMinutes(random.nextInt(4) == 0 ? 90 : 60));
      drawn.add(
          new Opening(
              openings.size() + 1,
              site,
              clinician,
              drawPurpose(),
              start,
              end,
              drawModes(),
              random.nextInt(3) == 0 ? null : start.minus(Duration.ofHours(random.nextInt(240)))));
      openings.add(drawn.getLast());
    }
    return drawn;
  }

  private Purpose drawPurpose() {
    int draw = random.nextInt(12);
    return draw < Purpose.values().length ? Purpose.values()[draw] : Purpose.RETURN;
  }

  private Set<Mode> drawModes() {
    return switch (random.nextInt(4)) {
      case 0 -> Set.of(Mode.VIDEO);
      case 1 -> Set.of(Mode.IN_PERSON, Mode.VIDEO);
      case 2 -> Set.of(Mode.IN_PERSON, Mode.PHONE);
      default -> Set.of(Mode.IN_PERSON);
    };
  }

  /** Draws a claim somewhere; now and then one of several days. */
  Claim drawClaim() {
    Clinician clinician = clinicians.get(random.nextInt(clinicians.size()));
    Instant from =
        FIRST
            .plusDays(random.nextInt(DAYS))
            .atTime(7 + random.nextInt(12), 5 * random.nextInt(12))
            .atZone(ZONE)
            .toInstant();
    Duration length =
        random.nextInt(20) == 0
            ? Duration.ofHours(1 + random.nextInt(80))
            : Duration.ofMinutes(5 + 5L * random.nextInt(24));
    return new Claim(clinician.id(), from, from.plus(length));
  }

  OpeningIndex index() {
    OpeningIndex index = new OpeningIndex();
    SITES.forEach(site -> index.putSite(site, zone(site)));
    index.add(openings, claims);
    return index;
  }

  /** Draws an order of the first clinic, and what is asked with it. */
  Asked drawAsked() {
    LocalDate earliest = FIRST.plusDays(random.nextInt(30) - 3);
    LocalDate target = earliest.plusDays(random.nextInt(6));
    LocalDate latest = target.plusDays(random.nextInt(6));
    OpenOrder order =
        new OpenOrder(
            "R",
            VisitKind.values()[random.nextInt(4)],
            SITES.get(random.nextInt(3)),
            new Window(earliest, target, latest),
            random.nextInt(3) == 0 ? earliest.plusDays(random.nextInt(14)) : null,
            1 + random.nextInt(10),
            Continuity.values()[random.nextInt(3)],
            random.nextInt(3) == 0 ? null : "c" + random.nextInt(6),
            random.nextInt(4) == 0 ? "therapist" : null,
            random.nextInt(4) == 0 ? "es" : null,
            random.nextInt(4) == 0 ? Mode.VIDEO : null,
            random.nextInt(4) == 0 ? 90 : 60);
    Instant at =
        FIRST.plusDays(random.nextInt(20)).atTime(random.nextInt(24), 0).atZone(ZONE).toInstant();
    return new Asked(order, at, drawBusy(), drawWishes(), drawOthers(), Step.IN_WINDOW);
  }

  private Set<String> drawOthers() {
    return random.nextBoolean() ? Set.of() : Set.of("a", "b", "c");
  }

  private Busy drawBusy() {
    List<Span> visits = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Claim visit = drawClaim();
      visits.add(new Span(visit.from(), visit.to()));
    }
    lastBusy = visits;
    return Busy.of(visits);
  }

  /** The patient's other visits, as drawn last. */
  List<Span> lastBusy = List.of();

  private Wishes drawWishes() {
    if (random.nextInt(2) == 0) {
      return Wishes.NONE;
    }
    return new Wishes(
        random.nextBoolean() ? Set.of() : Set.of(DayOfWeek.MONDAY, DayOfWeek.THURSDAY),
        random.nextBoolean() ? Set.of() : Set.of(PartOfDay.MORNING),
        random.nextInt(3) == 0 ? Mode.VIDEO : null,
        random.nextInt(3) == 0 ? FIRST.plusDays(random.nextInt(30)) : null,
        random.nextBoolean());
  }

  // The slow answers.

  boolean isFree(Opening opening) {
    return claims.stream()
        .noneMatch(
            claim ->
                claim.clinicianId().equals(opening.clinician().id())
                    && claim.from().isBefore(opening.end())
                    && opening.start().isBefore(claim.to()));
  }

  static LocalDate day(Opening opening) {
    return opening.start().atZone(zone(opening.siteId())).toLocalDate();
  }

  static LocalTime hour(Opening opening) {
    return opening.start().atZone(zone(opening.siteId())).toLocalTime();
  }

  double shareTaken(String siteId, String clinicianId, LocalDate day) {
    List<Opening> places =
        openings.stream()
            .filter(o -> o.siteId().equals(siteId) && o.clinician().id().equals(clinicianId))
            .filter(o -> day(o).equals(day))
            .filter(
                o -> Set.of(Purpose.FIRST, Purpose.RETURN, Purpose.CRISIS).contains(o.purpose()))
            .toList();
    long taken = places.stream().filter(o -> !isFree(o)).count();
    return places.isEmpty() ? 0 : (double) taken / places.size();
  }
}
