package org.duecourse.report;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.duecourse.disclosure.Profile;
import org.duecourse.disclosure.Shown;
import org.duecourse.disclosure.Suppression;
import org.duecourse.measure.Dimension;
import org.duecourse.measure.MeasureResult;
import org.duecourse.records.ReadReport;
import org.duecourse.series.Better;
import org.duecourse.series.Direction;
import org.duecourse.series.Observation;
import org.duecourse.series.XmrChart;
import org.jspecify.annotations.Nullable;

/**
 * The wait report: first and return visits side by side, those still waiting beside those seen, by
 * clinic and over time. Small numbers are hidden here, once, before any format is made.
 */
public final class WaitReport {
  private final Ask ask;
  private final LocalDate asOf;
  private final Map<Part, Shown> parts;
  private final Map<String, String> siteNames;
  private final ReadReport reading;
  private final List<Clinic> clinics;

  /**
   * What was asked for.
   *
   * @param title whose report it is
   * @param from the first day, the first of a month
   * @param to the last day: the end of a month, or the as-of day
   * @param profile which counts may be shown
   * @param goal the clinics' own goal for return visits, 0 to 1; null for none
   * @param wording how days and numbers are written
   */
  public record Ask(
      String title,
      LocalDate from,
      LocalDate to,
      Profile profile,
      @Nullable Double goal,
      Wording wording) {}

  /** Which days a part counts. */
  enum Days {
    /** Those of the report. */
    PERIOD,
    /** All up to the end of the report, month by month. */
    MONTHS,
    /** All up to the as-of day: who waits now. */
    UNTIL_NOW
  }

  /** One result that the report is made of. */
  public enum Part {
    FIRST("first-wait", Days.PERIOD),
    FIRST_BY_SITE("first-wait", Days.PERIOD, Dimension.SITE),
    FIRST_BY_MONTH("first-wait", Days.MONTHS, Dimension.MONTH),
    FIRST_NOW("first-wait", Days.UNTIL_NOW),
    FIRST_NOW_BY_SITE("first-wait", Days.UNTIL_NOW, Dimension.SITE),
    RETURN("return-interval", Days.PERIOD),
    RETURN_BY_SITE("return-interval", Days.PERIOD, Dimension.SITE),
    RETURN_BY_MONTH("return-interval", Days.MONTHS, Dimension.MONTH),
    RETURN_BY_SITE_AND_MONTH("return-interval", Days.MONTHS, Dimension.SITE, Dimension.MONTH),
    ORDERS("return-lateness", Days.PERIOD),
    ORDERS_BY_SITE("return-lateness", Days.PERIOD, Dimension.SITE),
    ORDERS_NOW("return-lateness", Days.UNTIL_NOW),
    ORDERS_NOW_BY_SITE("return-lateness", Days.UNTIL_NOW, Dimension.SITE);

    private final String measure;
    private final Days days;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<Dimension> by;

    Part(String measure, Days days, Dimension... by) {
      this.measure = measure;
      this.days = days;
      this.by = List.of(by);
    }

    /** The measure that gives it. */
    public String measure() {
      return measure;
    }

    /** What it is split by. */
    public List<Dimension> by() {
      return by;
    }

    /** Whether it is cut off at the first day of the report. */
    public boolean startsWithThePeriod() {
      return days == Days.PERIOD;
    }

    /** Whether it is cut off at the last day of the report. */
    public boolean endsWithThePeriod() {
      return days != Days.UNTIL_NOW;
    }

    /* A report prints what it needs: each further figure is one more from which a hidden one could be worked out. */
    private boolean prints(String key) {
      return switch (this) {
        case FIRST, FIRST_BY_SITE ->
            !key.startsWith("waiting") && !key.startsWith("closed") && !key.startsWith("longest");
        case FIRST_BY_MONTH ->
            key.equals("offered")
                || key.equals("attended")
                || key.startsWith("within_limit")
                || key.startsWith("offer_within_limit");
        case FIRST_NOW, FIRST_NOW_BY_SITE -> key.equals("waiting") || key.startsWith("longest");
        case RETURN, RETURN_BY_SITE -> true;
        case RETURN_BY_MONTH, RETURN_BY_SITE_AND_MONTH ->
            key.equals("returns") || key.startsWith("within_limit");
        case ORDERS, ORDERS_BY_SITE ->
            key.startsWith("decided") || key.startsWith("in_window") || key.startsWith("late_days");
        case ORDERS_NOW, ORDERS_NOW_BY_SITE ->
            key.equals("booked") || key.equals("unbooked") || key.startsWith("longest");
      };
    }

    /** Its name in outputs. */
    String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One clinic.
   *
   * @param site its id; null where the log does not say
   * @param name what people call it
   * @param chart its return visits in time, month by month; null where nothing is shown
   */
  record Clinic(@Nullable Object site, String name, @Nullable XmrChart chart) {
    Direction now() {
      return WaitReport.now(chart);
    }
  }

  /** What the last month says; nothing where it is not shown, for an older month is not now. */
  static Direction now(@Nullable XmrChart chart) {
    XmrChart.Point latest = chart == null ? null : chart.latest();
    return latest == null || !endsWithItsLastMonth(chart) ? Direction.NEUTRAL : latest.direction();
  }

  static boolean endsWithItsLastMonth(@Nullable XmrChart chart) {
    return chart != null && chart.points().getLast().value() != null;
  }

  private WaitReport(
      Ask ask,
      LocalDate asOf,
      Map<Part, Shown> parts,
      Map<String, String> siteNames,
      ReadReport reading) {
    this.ask = ask;
    this.asOf = asOf;
    this.parts = parts;
    this.siteNames = siteNames;
    this.reading = reading;
    this.clinics = findClinics();
  }

  /** Makes the report of results, one for each part. */
  public static WaitReport of(
      Ask ask,
      Map<Part, MeasureResult> results,
      Map<String, String> siteNames,
      ReadReport reading) {
    List<Part> order = List.copyOf(results.keySet());
    List<MeasureResult> spanned = new ArrayList<>();
    results.forEach((part, result) -> spanned.add(withSpan(part, result, ask)));
    List<Shown> shown = new Suppression(ask.profile()).apply(spanned);
    Map<Part, Shown> parts = new EnumMap<>(Part.class);
    for (int i = 0; i < order.size(); i++) {
      parts.put(order.get(i), withoutSpan(shown.get(i)));
    }
    LocalDate asOf = spanned.getFirst().asOf();
    return new WaitReport(ask, asOf, parts, siteNames, reading);
  }

  /* The months of the report add up to its period, and the period with the months before it to all: said by one more key. */
  private static MeasureResult withSpan(Part part, MeasureResult result, Ask ask) {
    List<String> by = new ArrayList<>(result.by());
    boolean spanned = part.days != Days.UNTIL_NOW;
    if (spanned) {
      by.add("span");
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : result.rows()) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>(row);
      copy.keySet().removeIf(key -> result.keys().contains(key) && !part.prints(key));
      if (spanned) {
        copy.put("span", span(part, row.get("month"), ask));
      }
      rows.add(copy);
    }
    return with(result, by, result.keys().stream().filter(part::prints).toList(), rows);
  }

  private static String span(Part part, @Nullable Object month, Ask ask) {
    return part.days == Days.PERIOD
            || (month != null
                && !YearMonth.parse(month.toString()).isBefore(YearMonth.from(ask.from())))
        ? "period"
        : "before";
  }

  private static Shown withoutSpan(Shown shown) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : shown.result().rows()) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>(row);
      copy.remove("span");
      rows.add(copy);
    }
    List<String> by = shown.result().by().stream().filter(key -> !key.equals("span")).toList();
    return new Shown(
        shown.profile(),
        with(shown.result(), by, shown.result().keys(), rows),
        shown.hidden(),
        shown.hiddenExclusions());
  }

  private static MeasureResult with(
      MeasureResult result,
      List<String> by,
      List<String> keys,
      List<Map<String, @Nullable Object>> rows) {
    return new MeasureResult(
        result.measure(),
        result.version(),
        result.standard(),
        result.calendar(),
        result.asOf(),
        by,
        keys,
        rows,
        result.setAside(),
        result.leftOut(),
        result.notComputable(),
        result.notes());
  }

  /** What was asked for. */
  Ask ask() {
    return ask;
  }

  /** The day up to which the log was read. */
  LocalDate asOf() {
    return asOf;
  }

  /** All results, as they may be shown. */
  Map<Part, Shown> parts() {
    return parts;
  }

  /** How the reading went. */
  ReadReport reading() {
    return reading;
  }

  /** The clinics, those of most concern first. */
  List<Clinic> clinics() {
    return clinics;
  }

  Shown part(Part part) {
    return Objects.requireNonNull(parts.get(part));
  }

  /** Whether first visits are judged by the first date offered, as the log allows it. */
  boolean countsOffers() {
    return figure(Part.FIRST, "offer_within_limit_share").isKnown()
        || part(Part.FIRST).hidden().stream()
            .anyMatch(keys -> keys.contains("offer_within_limit_share"));
  }

  /** The share of first visits in time: by offers where there are any. */
  String firstShare() {
    return countsOffers() ? "offer_within_limit_share" : "within_limit_share";
  }

  String firstCount() {
    return countsOffers() ? "offered" : "attended";
  }

  String firstMedian() {
    return countsOffers() ? "offer_wait_business_days_median" : "wait_business_days_median";
  }

  /** A figure of the whole. */
  Figure figure(Part part, String key) {
    return figure(part, Map.of(), key);
  }

  /** A figure of one row. */
  Figure figure(Part part, Map<String, ?> at, String key) {
    Shown shown = part(part);
    MeasureResult result = shown.result();
    for (int i = 0; i < result.rows().size(); i++) {
      Map<String, @Nullable Object> row = result.rows().get(i);
      if (result.by().stream().allMatch(by -> Objects.equals(row.get(by), at.get(by)))) {
        if (row.get(key) instanceof Number number) {
          return new Figure.Known(number.doubleValue());
        }
        return shown.isHidden(i, key) ? new Figure.NotShown() : missing(result, key);
      }
    }
    return missing(result, key);
  }

  private static Figure missing(MeasureResult result, String key) {
    return result.notComputable().stream()
        .filter(each -> each.key().equals("*") || each.key().equals(key))
        .findFirst()
        .<Figure>map(each -> new Figure.NotComputable(each.reason()))
        .orElse(new Figure.NoData());
  }

  /** Whether the period holds no request and no return visit at all. */
  boolean isEmpty() {
    return part(Part.FIRST_BY_SITE).result().rows().isEmpty()
        && part(Part.RETURN_BY_SITE).result().rows().isEmpty()
        && !(figure(Part.FIRST, "requests").orNaN() > 0)
        && !(figure(Part.RETURN, "returns").orNaN() > 0)
        && part(Part.FIRST).hidden().stream().allMatch(Set::isEmpty)
        && part(Part.RETURN).hidden().stream().allMatch(Set::isEmpty);
  }

  /** The chart of a share by month; null where no month is shown. */
  @Nullable XmrChart chart(Part part, Map<String, ?> at, String share) {
    List<Observation> months = new ArrayList<>();
    for (Map<String, @Nullable Object> row : part(part).result().rows()) {
      boolean here =
          at.entrySet().stream().allMatch(e -> Objects.equals(row.get(e.getKey()), e.getValue()));
      if (here && row.get("month") instanceof String month) {
        Double value = row.get(share) instanceof Number number ? number.doubleValue() : null;
        months.add(new Observation(YearMonth.parse(month).atDay(1), month, value, null, null));
      }
    }
    return months.stream().allMatch(each -> each.value() == null)
        ? null
        : XmrChart.of(
            months,
            List.of(),
            new XmrChart.Settings(
                Better.HIGHER,
                part.measure.equals("return-interval") ? ask.goal() : null,
                0,
                true));
  }

  private List<Clinic> findClinics() {
    Set<@Nullable Object> sites = new LinkedHashSet<>();
    parts.forEach(
        (part, shown) -> {
          if (part.by.contains(Dimension.SITE)) {
            shown.result().rows().forEach(row -> sites.add(row.get("site")));
          }
        });
    List<Clinic> found = new ArrayList<>();
    for (Object site : sites) {
      found.add(new Clinic(site, name(site), siteChart(site)));
    }
    found.sort(
        Comparator.comparingInt((Clinic clinic) -> concern(clinic.now()))
            .thenComparingDouble(
                clinic -> {
                  double share =
                      figure(Part.RETURN_BY_SITE, site(clinic.site()), "within_limit_share")
                          .orNaN();
                  return Double.isNaN(share) ? 2.0 : share;
                })
            .thenComparing(Clinic::name));
    return List.copyOf(found);
  }

  private @Nullable XmrChart siteChart(@Nullable Object site) {
    return chart(Part.RETURN_BY_SITE_AND_MONTH, site(site), "within_limit_share");
  }

  static Map<String, @Nullable Object> site(@Nullable Object site) {
    Map<String, @Nullable Object> at = new LinkedHashMap<>();
    at.put("site", site);
    return at;
  }

  private static int concern(Direction direction) {
    return switch (direction) {
      case CONCERN -> 0;
      case NEUTRAL -> 1;
      case IMPROVEMENT -> 2;
    };
  }

  private String name(@Nullable Object site) {
    return site == null
        ? "Clinic not known"
        : siteNames.getOrDefault(site.toString(), site.toString());
  }
}
