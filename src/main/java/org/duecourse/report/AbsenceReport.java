package org.duecourse.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.absence.FreePlace;
import org.duecourse.absence.Plan;
import org.duecourse.absence.PlanWords;
import org.duecourse.absence.Rebooking;
import org.duecourse.absence.WhatIf;
import org.duecourse.booking.Cost;
import org.jspecify.annotations.Nullable;

/** A plan for displaced visits as a table: one row = one visit, whom to call first on top. */
public final class AbsenceReport {
  private static final List<String> COLUMNS =
      List.of(
          "rank",
          "visit_id",
          "order_id",
          "was_at",
          "becomes",
          "opening_id",
          "new_start_at",
          "clinician_id",
          "site_id",
          "days_late",
          "days_past_limit",
          "points",
          "why",
          "next_best",
          "harm_per_day");

  private final Plan plan;
  private final List<Rebooking.Price> prices;
  private final Rebooking.@Nullable Price ownClinicsOnly;
  private final List<WhatIf> asked;
  private final ZoneId zone;

  /**
   * The report of a plan.
   *
   * @param prices what the crisis reserve costs
   * @param ownClinicsOnly what would come of it if no other clinic would do; null where none does
   * @param asked what was asked of single places
   * @param zone of the times
   */
  public AbsenceReport(
      Plan plan,
      List<Rebooking.Price> prices,
      Rebooking.@Nullable Price ownClinicsOnly,
      List<WhatIf> asked,
      ZoneId zone) {
    this.plan = plan;
    this.prices = List.copyOf(prices);
    this.ownClinicsOnly = ownClinicsOnly;
    this.asked = List.copyOf(asked);
    this.zone = zone;
  }

  /** The table, in every format alike. */
  public Table table() {
    List<List<@Nullable Object>> rows = plan.lines().stream().map(this::row).toList();
    List<String> notes = new ArrayList<>();
    notes.add(
        plan.isOptimal()
            ? "No plan costs less than this one's " + points(plan.points()) + " points."
            : "Two visits of one person were kept apart: "
                + points(plan.points())
                + " points, and no plan costs less than "
                + points(plan.least())
                + ".");
    prices.forEach(
        price ->
            notes.add(
                "Crisis reserve of "
                    + price.reserve()
                    + (price.reserve() == 1 ? " place" : " places")
                    + " at each clinic and day: "
                    + words(price)));
    var only = ownClinicsOnly;
    if (only != null) {
      notes.add("Without the other clinics: " + words(only));
    }
    asked.forEach(each -> notes.add(PlanWords.whatIf(each)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("displaced", plan.lines().size());
    json.put("in_time", plan.inTime());
    json.put("late", plan.late());
    json.put("unplaced", plan.unplaced());
    json.put("points", plan.points());
    json.put("least_points", plan.least());
    json.put("reserve_prices", prices.stream().map(AbsenceReport::json).toList());
    if (only != null) {
      json.put("own_clinics_only", json(only));
    }
    json.put("what_if", asked.stream().map(AbsenceReport::json).toList());
    json.put(
        "lines",
        rows.stream()
            .map(
                row -> {
                  Map<String, @Nullable Object> each = new LinkedHashMap<>();
                  for (int i = 0; i < COLUMNS.size(); i++) {
                    each.put(COLUMNS.get(i), row.get(i));
                  }
                  return each;
                })
            .toList());
    return new Table(heading(), COLUMNS, rows, notes, json);
  }

  private String heading() {
    return plan.lines().size()
        + (plan.lines().size() == 1 ? " visit is displaced. " : " visits are displaced. ")
        + plan.inTime()
        + " keep their window, "
        + plan.late()
        + " would be late, "
        + plan.unplaced()
        + " have no place yet.";
  }

  private static String words(Rebooking.Price price) {
    return price.inTime()
        + " in time, "
        + price.late()
        + " late, "
        + price.unplaced()
        + " without a place, "
        + points(price.points())
        + " points.";
  }

  private static Map<String, Object> json(Rebooking.Price price) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reserve", price.reserve());
    json.put("in_time", price.inTime());
    json.put("late", price.late());
    json.put("unplaced", price.unplaced());
    json.put("points", price.points());
    return json;
  }

  private static Map<String, Object> json(WhatIf asked) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("visit_id", asked.visitId());
    json.put("opening_id", asked.placeId());
    json.put("possible", asked.line().to() != null);
    json.put("extra_points", asked.extra());
    json.put("words", PlanWords.whatIf(asked));
    json.put("moved", asked.moved().stream().map(each -> each.after().visit().visitId()).toList());
    return json;
  }

  private List<@Nullable Object> row(Plan.Line line) {
    FreePlace to = line.to();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(line.rank());
    row.add(line.visit().visitId());
    row.add(line.visit().order().id());
    row.add(time(line.visit().start()));
    row.add(to == null ? "no_place" : line.isInTime() ? "in_time" : "late");
    row.add(to == null ? null : to.id());
    row.add(to == null ? null : time(to.opening().start()));
    row.add(to == null ? null : to.opening().clinician().id());
    row.add(to == null ? null : to.opening().siteId());
    var windowing = line.windowing();
    row.add(windowing == null ? null : windowing.daysLate());
    row.add(windowing == null ? null : windowing.daysPastLimit());
    Cost cost = line.cost();
    row.add(cost == null ? null : cost.total());
    row.add(PlanWords.why(line));
    row.add(
        line.next().stream()
            .map(next -> next.place().id() + " (+" + points(next.extra()) + ")")
            .collect(Collectors.joining("; ")));
    row.add(line.harmPerDay());
    return row;
  }

  private String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone).toOffsetDateTime());
  }

  private static String points(double points) {
    return String.format(Locale.ENGLISH, "%,.1f", points);
  }
}
