package org.duecourse.absence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.duecourse.booking.Clinician;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.OpenOrder;
import org.duecourse.booking.Opening;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.VisitKind;
import org.duecourse.booking.Weights;
import org.duecourse.booking.Window;

/**
 * Five strike days at invented clinics: five clinicians each, 25 visits lost by each, and 100 free
 * places of each over the eight weeks after. Ordered intervals of 7, 14, 28 and 84 days with 2, 3,
 * 7 and 14 days of tolerance, weights 1, 3, 6 and 10, some in another language, some in person
 * only, half of them for one profession, every second clinic with a neighbour.
 */
public record Strike(List<Displaced> visits, List<FreePlace> places, PlanSettings settings) {
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  static final LocalDate FIRST = LocalDate.of(2026, 6, 8);

  private static final int CLINICIANS = 5;
  private static final int LOST = 25;
  private static final int FREE = 100;
  private static final int WEEKS = 8;
  private static final int[] INTERVALS = {7, 14, 28, 84};
  private static final int[] TOLERANCES = {2, 3, 7, 14};
  private static final int[] WEIGHTS = {1, 3, 6, 10};

  /** So many clinics: 40 are 5,000 visits and 20,000 places. */
  public static Strike at(int clinics, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Displaced> visits = new ArrayList<>();
    List<FreePlace> places = new ArrayList<>();
    Map<String, ZoneId> zones = new HashMap<>();
    Map<String, Set<String>> others = new HashMap<>();
    for (int site = 0; site < clinics; site++) {
      String siteId = "clinic-" + site;
      zones.put(siteId, ZONE);
      others.put(siteId, site % 2 == 0 ? Set.of("clinic-" + (site + 1) % clinics) : Set.of());
      for (int c = 0; c < CLINICIANS; c++) {
        Clinician clinician =
            new Clinician(
                siteId + "-" + c,
                c == 4 ? "psychologist" : "therapist",
                c % 2 == 0 ? Set.of("en") : Set.of("en", "es"),
                true);
        lost(visits, siteId, clinician, random);
        free(places, siteId, clinician, random);
      }
    }
    Instant now = FIRST.atTime(7, 0).atZone(ZONE).toInstant();
    return new Strike(
        visits, places, new PlanSettings(Weights.DEFAULT, now, zones, others, 0, Map.of()));
  }

  private static void lost(
      List<Displaced> visits, String siteId, Clinician clinician, SplittableRandom random) {
    for (int n = 0; n < LOST; n++) {
      LocalDate day = FIRST.plusDays(n % 5);
      int which = random.nextInt(INTERVALS.length);
      // The visit stood somewhere in the window of its order, the interval after the last one.
      LocalDate target =
          day.plusDays(random.nextInt(2 * TOLERANCES[which] + 1) - TOLERANCES[which]);
      String id = clinician.id() + "-" + n;
      OpenOrder order =
          new OpenOrder(
              "R-" + id,
              VisitKind.RETURN,
              siteId,
              new Window(
                  target.minusDays(TOLERANCES[which]), target, target.plusDays(TOLERANCES[which])),
              INTERVALS[which] <= 14 ? target.plusDays(TOLERANCES[which]) : null,
              WEIGHTS[random.nextInt(WEIGHTS.length)],
              random.nextInt(10) == 0 ? Continuity.REQUIRED : Continuity.PREFERRED,
              clinician.id(),
              random.nextBoolean() ? clinician.discipline() : null,
              random.nextInt(12) == 0 ? "es" : null,
              random.nextInt(5) == 0 ? Mode.IN_PERSON : null,
              45);
      visits.add(
          Displaced.of(
              "V-" + id, "P-" + id, order, day.atTime(9 + n / 5, 0).atZone(ZONE).toInstant()));
    }
  }

  private static void free(
      List<FreePlace> places, String siteId, Clinician clinician, SplittableRandom random) {
    for (int n = 0; n < FREE; n++) {
      // Few places soon after the strike, more later.
      double at = Math.sqrt(random.nextDouble());
      LocalDate day = FIRST.plusDays(5 + (int) (at * WEEKS * 7));
      Instant start =
          day.atTime(8 + n % 10, 0).atZone(ZONE).toInstant().plusSeconds(60L * random.nextInt(4));
      places.add(
          new FreePlace(
              clinician.id() + "+" + n,
              new Opening(
                  n,
                  siteId,
                  clinician,
                  Purpose.RETURN,
                  start,
                  start.plusSeconds(3600),
                  Set.of(Mode.IN_PERSON, Mode.VIDEO),
                  null),
              0));
    }
  }
}
