package org.duecourse.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All days of one clinic, never changed: each change makes another one that shares the days that
 * are the same. A place belongs to the day on which it begins by the clinic's clock.
 */
final class SiteDays {
  private final String siteId;
  private final ZoneId zone;
  private final List<Clinician> clinicians;
  private final Map<String, Integer> numbers;
  private final List<Shape> shapes;

  /** The day of the first sheet, in days since 1970. */
  private final long firstDay;

  private final @Nullable DaySheet[] sheets;

  private SiteDays(
      String siteId,
      ZoneId zone,
      List<Clinician> clinicians,
      Map<String, Integer> numbers,
      List<Shape> shapes,
      long firstDay,
      @Nullable DaySheet[] sheets) {
    this.siteId = siteId;
    this.zone = zone;
    this.clinicians = clinicians;
    this.numbers = numbers;
    this.shapes = shapes;
    this.firstDay = firstDay;
    this.sheets = sheets;
  }

  /** A clinic without places. */
  static SiteDays empty(String siteId, ZoneId zone) {
    return new SiteDays(siteId, zone, List.of(), Map.of(), List.of(), 0, new DaySheet[0]);
  }

  String siteId() {
    return siteId;
  }

  ZoneId zone() {
    return zone;
  }

  List<Shape> shapes() {
    return shapes;
  }

  Clinician clinician(int number) {
    return clinicians.get(number);
  }

  /** The number of a clinician here; -1 where the clinician has never had a place here. */
  int number(String clinicianId) {
    return numbers.getOrDefault(clinicianId, -1);
  }

  /** The first day that has places, in days since 1970. */
  long firstDay() {
    return firstDay;
  }

  /** The last day that may have places; before the first where there are none. */
  long lastDay() {
    return firstDay + sheets.length - 1;
  }

  /** The places of a day, or null where there are none. */
  @Nullable DaySheet sheet(long day) {
    long at = day - firstDay;
    return at < 0 || at >= sheets.length ? null : sheets[(int) at];
  }

  /** A place as the opening it was made from. */
  Opening opening(DaySheet sheet, int place) {
    Shape shape = shapes.get(sheet.shape(place));
    long releasedAt = sheet.releasedAt(place);
    return new Opening(
        sheet.block(place),
        siteId,
        clinicians.get(shape.clinician()),
        shape.purpose(),
        Micros.instant(sheet.start(place)),
        Micros.instant(sheet.end(place)),
        shape.modes(),
        releasedAt == Micros.NEVER ? null : Micros.instant(releasedAt));
  }

  /** The clinic with a claim more (1) or less (-1). */
  SiteDays withClaim(Claim claim, int change) {
    int clinician = number(claim.clinicianId());
    if (clinician < 0) {
      return this;
    }
    long from = Micros.of(claim.from());
    long to = Micros.upTo(claim.to());
    // A place of the day before may reach past midnight.
    long first = Math.max(firstDay, claim.from().atZone(zone).toLocalDate().toEpochDay() - 1);
    long last = Math.min(lastDay(), claim.to().atZone(zone).toLocalDate().toEpochDay());
    @Nullable DaySheet[] changed = sheets.clone();
    for (long day = first; day <= last; day++) {
      DaySheet sheet = sheet(day);
      if (sheet != null) {
        changed[(int) (day - firstDay)] = sheet.withClaim(clinician, from, to, change, shapes);
      }
    }
    return new SiteDays(siteId, zone, clinicians, numbers, shapes, firstDay, changed);
  }

  /** The clinic with what is known of a clinician brought up to date. */
  SiteDays with(Clinician clinician) {
    int number = number(clinician.id());
    if (number < 0 || clinicians.get(number).equals(clinician)) {
      return this;
    }
    List<Clinician> changed = new ArrayList<>(clinicians);
    changed.set(number, clinician);
    return new SiteDays(siteId, zone, List.copyOf(changed), numbers, shapes, firstDay, sheets);
  }

  /** The clinic with more places, and the claims on them. */
  SiteDays with(Collection<Opening> openings, ClaimTimes claims) {
    Draft draft = new Draft(this);
    openings.forEach(opening -> draft.add(opening, claims));
    return draft.finish();
  }

  /** The clinic with other places for one clinician on one day. */
  SiteDays withDay(
      String clinicianId, LocalDate day, Collection<Opening> openings, ClaimTimes claims) {
    int number = number(clinicianId);
    if (number < 0 && openings.isEmpty()) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.remove(number, day.toEpochDay());
    openings.forEach(opening -> draft.add(opening, claims));
    return draft.finish();
  }

  /** The clinic without the days before one. */
  SiteDays from(LocalDate day) {
    int dropped = Math.toIntExact(Math.clamp(day.toEpochDay() - firstDay, 0, sheets.length));
    @Nullable DaySheet[] kept = new DaySheet[sheets.length - dropped];
    System.arraycopy(sheets, dropped, kept, 0, kept.length);
    return new SiteDays(siteId, zone, clinicians, numbers, shapes, firstDay + dropped, kept);
  }

  /** A clinic that is being changed; only the days that change are put together anew. */
  private static final class Draft {
    private final SiteDays before;
    private final List<Clinician> clinicians;
    private final Map<String, Integer> numbers;
    private final List<Shape> shapes;
    private final Map<Shape, Integer> shapeNumbers = new HashMap<>();
    private final TreeMap<Long, List<DaySheet.Row>> changed = new TreeMap<>();

    /** The day of the last opening added and its ends: most openings follow one of the same day. */
    private long day;

    private long dayStart = 1;
    private long dayEnd;

    Draft(SiteDays before) {
      this.before = before;
      clinicians = new ArrayList<>(before.clinicians);
      numbers = new HashMap<>(before.numbers);
      shapes = new ArrayList<>(before.shapes);
      for (int i = 0; i < shapes.size(); i++) {
        shapeNumbers.put(shapes.get(i), i);
      }
    }

    void add(Opening opening, ClaimTimes claims) {
      long start = Micros.of(opening.start());
      long end = Micros.of(opening.end());
      int clinician = numberOf(opening.clinician());
      int shape = shapeOf(new Shape(clinician, opening.purpose(), opening.modes()));
      Instant releasedAt = opening.releasedAt();
      short overlapping = claims.overlapping(opening.clinician().id(), start, end);
      rowsOf(dayOf(start))
          .add(
              new DaySheet.Row(
                  start,
                  end,
                  releasedAt == null ? Micros.NEVER : Micros.upTo(releasedAt),
                  opening.blockId(),
                  shape,
                  overlapping));
    }

    void remove(int clinician, long on) {
      DaySheet sheet = before.sheet(on);
      if (sheet != null && clinician >= 0) {
        changed.put(on, sheet.rows(shape -> shapes.get(shape).clinician() != clinician));
      }
    }

    private List<DaySheet.Row> rowsOf(long on) {
      return changed.computeIfAbsent(
          on,
          absent -> {
            DaySheet sheet = before.sheet(on);
            return sheet == null ? new ArrayList<>() : sheet.rows(shape -> true);
          });
    }

    private long dayOf(long start) {
      if (start < dayStart || start >= dayEnd) {
        LocalDate date = Micros.instant(start).atZone(before.zone).toLocalDate();
        day = date.toEpochDay();
        dayStart = Micros.of(date.atStartOfDay(before.zone).toInstant());
        dayEnd = Micros.of(date.plusDays(1).atStartOfDay(before.zone).toInstant());
      }
      return day;
    }

    private int numberOf(Clinician clinician) {
      Integer number = numbers.get(clinician.id());
      if (number == null) {
        number = clinicians.size();
        numbers.put(clinician.id(), number);
        clinicians.add(clinician);
      } else {
        clinicians.set(number, clinician);
      }
      return number;
    }

    private int shapeOf(Shape shape) {
      Integer number = shapeNumbers.get(shape);
      if (number == null) {
        number = shapes.size();
        shapeNumbers.put(shape, number);
        shapes.add(shape);
      }
      return number;
    }

    SiteDays finish() {
      if (changed.isEmpty()) {
        return before;
      }
      boolean first = before.sheets.length == 0;
      long from = first ? changed.firstKey() : Math.min(before.firstDay, changed.firstKey());
      long to = first ? changed.lastKey() : Math.max(before.lastDay(), changed.lastKey());
      @Nullable DaySheet[] sheets = new DaySheet[Math.toIntExact(to - from + 1)];
      System.arraycopy(
          before.sheets,
          0,
          sheets,
          first ? 0 : (int) (before.firstDay - from),
          before.sheets.length);
      changed.forEach((on, rows) -> sheets[(int) (on - from)] = DaySheet.of(rows, shapes));
      return new SiteDays(
          before.siteId,
          before.zone,
          List.copyOf(clinicians),
          Map.copyOf(numbers),
          List.copyOf(shapes),
          from,
          sheets);
    }
  }
}
