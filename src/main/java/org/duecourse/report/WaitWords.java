package org.duecourse.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.duecourse.disclosure.Shown;
import org.duecourse.measure.Measures;
import org.duecourse.report.WaitReport.Clinic;
import org.duecourse.report.WaitReport.Part;
import org.duecourse.series.Direction;
import org.duecourse.series.XmrChart;
import org.duecourse.standard.Standard;
import org.duecourse.standard.Standards;
import org.duecourse.standard.Version;
import org.jspecify.annotations.Nullable;

/** What a wait report says, in sentences and tables: the same in every format. */
final class WaitWords {
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

  private static final Set<String> OF_PEOPLE =
      Set.of("requests", "orders", "appointments", "offers");

  private final WaitReport report;
  private final Wording wording;

  WaitWords(WaitReport report) {
    this.report = report;
    this.wording = report.ask().wording();
  }

  /** "April 1 to June 30, 2026". */
  String period() {
    return wording.days(report.ask().from(), report.ask().to());
  }

  /** "Data up to and including June 30, 2026". */
  String asOf() {
    return "Data up to and including " + wording.day(report.asOf());
  }

  /**
   * The finding, by one rule for both kinds of visit: 80 percent and more is "mostly in time", half
   * and more "in time more often than not", less "mostly not in time"; the latest month's signal on
   * the control chart says whether it is changing.
   */
  String finding() {
    if (report.isEmpty()) {
      return empty();
    }
    return says("First visits", report.figure(Part.FIRST, report.firstShare()), firstChart())
        + " "
        + says("Return visits", report.figure(Part.RETURN, "within_limit_share"), returnChart());
  }

  private String empty() {
    LocalDate newest = report.reading().newest();
    String why =
        newest.isBefore(report.ask().from())
            ? "the extract ends on " + wording.day(newest)
            : "nothing in the extract falls into these days";
    return "No visits from " + period() + ": " + why + ".";
  }

  private static String says(String visits, Figure share, @Nullable XmrChart chart) {
    if (!share.isKnown()) {
      return visits
          + (share instanceof Figure.NotShown
              ? " are too few to show."
              : " cannot be judged ("
                  + share.words(x -> "").replaceFirst("^Not c", "not c")
                  + ").");
    }
    double value = share.orNaN();
    String level =
        value >= 0.8
            ? "mostly in time"
            : value >= 0.5 ? "in time more often than not" : "mostly not in time";
    Direction now = WaitReport.now(chart);
    boolean good = value >= 0.5;
    return visits
        + " are "
        + level
        + switch (now) {
          case CONCERN -> good ? ", but this is getting worse." : ", and this is getting worse.";
          case IMPROVEMENT -> good ? ", and this is improving." : ", but this is improving.";
          case NEUTRAL -> ".";
        };
  }

  @Nullable XmrChart firstChart() {
    return report.chart(Part.FIRST_BY_MONTH, Map.of(), report.firstShare());
  }

  @Nullable XmrChart returnChart() {
    return report.chart(Part.RETURN_BY_MONTH, Map.of(), "within_limit_share");
  }

  /** "◆ getting worse: 7 months below the mean". */
  String change(@Nullable XmrChart chart) {
    if (chart == null || chart.latest() == null) {
      return "No data";
    }
    String what =
        MONTH.matcher(ChartWords.change(chart)).replaceAll(month -> wording.month(month.group()));
    if (!WaitReport.endsWithItsLastMonth(chart)) {
      return "Last months not shown; before: " + what;
    }
    String verdict =
        switch (chart.latest().direction()) {
          case CONCERN -> "getting worse: ";
          case IMPROVEMENT -> "improving: ";
          case NEUTRAL -> "";
        };
    return ChartWords.mark(chart) + " " + verdict + what;
  }

  /** First and return visits, always both. */
  Table sideBySide() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    rows.add(
        row(
            "In time",
            share(Part.FIRST, Map.of(), report.firstShare(), report.firstCount()),
            share(Part.RETURN, Map.of(), "within_limit_share", "returns")));
    rows.add(row("Change", change(firstChart()), change(returnChart())));
    rows.add(
        row(
            "Middle wait",
            report.figure(Part.FIRST, report.firstMedian()).words(this::businessDays),
            report.figure(Part.RETURN, "interval_business_days_median").words(this::businessDays)));
    rows.add(row("Still waiting", waiting(), ordersWaiting()));
    rows.add(
        row(
            "Clock",
            report.countsOffers()
                ? "request to the first date offered"
                : "request to the first visit attended",
            "visit attended to the next visit attended"));
    return new Table(
        "", List.of("Figure", "First visits", "Return visits"), rows, List.of(), Map.of());
  }

  private String waiting() {
    Figure waiting = report.figure(Part.FIRST_NOW, "waiting");
    Figure longest = report.figure(Part.FIRST_NOW, "longest_wait_days");
    return waiting.words(n -> wording.count(Math.round(n), "person", "people"))
        + (longest.isKnown() ? ", longest " + longest.words(this::days) : "");
  }

  private String ordersWaiting() {
    Figure open = sum(Map.of(), Part.ORDERS_NOW);
    Figure unbooked = report.figure(Part.ORDERS_NOW, "unbooked");
    Figure late = report.figure(Part.ORDERS_NOW, "longest_open_late_days");
    String text = open.words(n -> wording.count(Math.round(n), "order", "orders"));
    if (unbooked.isKnown() || unbooked instanceof Figure.NotShown) {
      text +=
          "; "
              + unbooked
                  .words(n -> count(n) + " have no visit booked")
                  .replace("Not shown", "no visit booked: not shown");
    }
    return text
        + (late.isKnown() ? "; longest " + late.words(this::days) + " past its window" : "");
  }

  private Figure sum(Map<String, ?> at, Part part) {
    Figure booked = report.figure(part, at, "booked");
    Figure unbooked = report.figure(part, at, "unbooked");
    return booked.isKnown() && unbooked.isKnown()
        ? new Figure.Known(booked.orNaN() + unbooked.orNaN())
        : booked.isKnown() ? unbooked : booked;
  }

  /** One row a clinic, with every figure of the charts and the rest. */
  Table byClinic() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "Clinic",
                report.countsOffers() ? "First: dates offered" : "First: visits",
                "First: in time",
                "First: people waiting",
                "Return: visits",
                "Return: in time",
                "Return: middle wait (business days)",
                "Return: orders waiting",
                "Return: no visit booked",
                "Return: change"));
    if (report.ask().goal() != null) {
      columns.add("Own goal");
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Clinic clinic : report.clinics()) {
      Map<String, @Nullable Object> at = WaitReport.site(clinic.site());
      List<@Nullable Object> row = new ArrayList<>();
      row.add(clinic.name());
      row.add(report.figure(Part.FIRST_BY_SITE, at, report.firstCount()).words(this::count));
      row.add(interval(Part.FIRST_BY_SITE, at, report.firstShare()));
      row.add(report.figure(Part.FIRST_NOW_BY_SITE, at, "waiting").words(this::count));
      row.add(report.figure(Part.RETURN_BY_SITE, at, "returns").words(this::count));
      row.add(interval(Part.RETURN_BY_SITE, at, "within_limit_share"));
      row.add(
          report
              .figure(Part.RETURN_BY_SITE, at, "interval_business_days_median")
              .words(wording::number));
      row.add(sum(at, Part.ORDERS_NOW_BY_SITE).words(this::count));
      row.add(report.figure(Part.ORDERS_NOW_BY_SITE, at, "unbooked").words(this::count));
      row.add(change(clinic.chart()));
      if (report.ask().goal() != null) {
        row.add(goal(clinic));
      }
      rows.add(row);
    }
    return new Table("", columns, rows, List.of(), Map.of());
  }

  private String goal(Clinic clinic) {
    Double goal = report.ask().goal();
    String text = goal == null ? "" : wording.percent(goal);
    return clinic.chart() == null
        ? text
        : text + ", " + ChartWords.assurance(clinic.chart()).replace("–", "limits not known");
  }

  /** Every point of every chart: one row a clinic and month. */
  Table months() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Clinic clinic : report.clinics()) {
      for (Map<String, @Nullable Object> each :
          report.part(Part.RETURN_BY_SITE_AND_MONTH).result().rows()) {
        if (java.util.Objects.equals(each.get("site"), clinic.site())
            && each.get("month") instanceof String month) {
          rows.add(
              List.of(
                  clinic.name(),
                  wording.month(month),
                  report.figure(Part.RETURN_BY_SITE_AND_MONTH, each, "returns").words(this::count),
                  interval(Part.RETURN_BY_SITE_AND_MONTH, each, "within_limit_share")));
        }
      }
    }
    return new Table(
        "", List.of("Clinic", "Month", "Return visits", "In time"), rows, List.of(), Map.of());
  }

  /** What a clinic's chart shows, in a sentence. */
  String sentence(Clinic clinic) {
    Map<String, @Nullable Object> at = WaitReport.site(clinic.site());
    return share(Part.RETURN_BY_SITE, at, "within_limit_share", "returns")
        + " in time. "
        + change(clinic.chart());
  }

  /** How it is counted. */
  List<String> method() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "A share stands with its 95% interval (Wilson) and the number that it is a share of. The middle wait is the median.");
    lines.add(
        "First visits: "
            + counted(Part.FIRST)
            + " In time is "
            + (report.countsOffers()
                ? "a first date offered within the limit. By the other clock, request to the first visit attended: "
                    + share(Part.FIRST, Map.of(), "within_limit_share", "attended")
                    + ", middle wait "
                    + report
                        .figure(Part.FIRST, "wait_business_days_median")
                        .words(this::businessDays)
                : "a first visit attended within the limit")
            + ". Nobody left out: of the requests whose limit has gone by, "
            + share(Part.FIRST, Map.of(), "decided_met_share", "decided")
            + " were attended within it.");
    lines.add(
        "Return visits: "
            + counted(Part.RETURN)
            + " The law's clock stops at the date offered; here it stops at the visit attended, which is never earlier. "
            + "By the clinician's own window: "
            + share(Part.ORDERS, Map.of(), "in_window_share", "decided")
            + " orders were seen inside it.");
    lines.add(standard(Part.FIRST));
    lines.add(standard(Part.RETURN));
    report
        .part(Part.RETURN)
        .result()
        .leftOut()
        .forEach(
            (reason, n) -> {
              if (n > 0) {
                lines.add(
                    "Left out of return visits: "
                        + wording.count(n)
                        + ", "
                        + meaning(Part.RETURN, reason)
                        + ".");
              }
            });
    report.part(Part.RETURN).hiddenExclusions().stream()
        .filter(each -> !each.contains(": "))
        .forEach(
            reason ->
                lines.add(
                    "Left out of return visits: not shown, " + meaning(Part.RETURN, reason) + "."));
    lines.add(
        "Change is told by a control chart of the months (limits are the mean plus and minus 2.66 mean moving ranges); with fewer than 12 months limits are trial.");
    if (report.ask().goal() != null) {
      lines.add(
          "The goal of "
              + wording.percent(report.ask().goal())
              + " is the clinics' own. No law found gives a percentage for return visits.");
    }
    return lines;
  }

  private static String meaning(Part part, String reason) {
    return Measures.byId(part.measure()).leavesOut().getOrDefault(reason, reason);
  }

  private String counted(Part part) {
    return Measures.byId(part.measure()).counts().replaceFirst("^one row = ", "one case is ")
        + " ("
        + part.measure()
        + ", version "
        + report.part(part).result().version()
        + ").";
  }

  private String standard(Part part) {
    Shown shown = report.part(part);
    String id = shown.result().standard();
    if (id == null || !Standards.ids().contains(id)) {
      return "Standard: "
          + (id == null ? "none" : id + ", the clinics' own")
          + "; days by the calendar "
          + shown.result().calendar()
          + ".";
    }
    Standard standard = Standards.byId(id);
    Version version = standard.find(report.ask().to()).orElse(standard.latest());
    return "Standard "
        + id
        + ": "
        + standard.rule()
        + " In force from "
        + wording.day(version.from())
        + ", evidence "
        + version.evidence().word()
        + ", days by the calendar "
        + shown.result().calendar()
        + ". Source: "
        + version.source()
        + ".";
  }

  /** What was read, and what was set aside. */
  Table quality() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Shown any = report.part(Part.FIRST);
    report
        .reading()
        .counts()
        .forEach(
            each ->
                rows.add(
                    List.of(
                        each.table(),
                        "read",
                        hides() && OF_PEOPLE.contains(each.table())
                            ? rounded(each.read())
                            : wording.count(each.read()))));
    any.result()
        .setAside()
        .forEach(
            each ->
                rows.add(
                    List.of(
                        each.table(),
                        "set aside: " + each.reason().replace('_', ' '),
                        wording.count(each.rows()))));
    any.hiddenExclusions().stream()
        .filter(each -> each.contains(": "))
        .forEach(
            each ->
                rows.add(
                    List.of(
                        each.substring(0, each.indexOf(':')),
                        "set aside: " + each.substring(each.indexOf(':') + 2).replace('_', ' '),
                        "Not shown")));
    return new Table("", List.of("Table", "What", "Rows"), rows, List.of(), Map.of());
  }

  private boolean hides() {
    return report.ask().profile().hides();
  }

  private String rounded(long rows) {
    return report.ask().profile().isSmall(rows)
        ? "Not shown"
        : wording.count(report.ask().profile().rounded(rows));
  }

  /** Small numbers: hidden by whom, or shown and for internal use. */
  String notice() {
    return report.part(Part.FIRST).notice();
  }

  private String share(Part part, Map<String, ?> at, String share, String of) {
    Figure n = report.figure(part, at, of);
    Figure value = report.figure(part, at, share);
    return value.isKnown()
        ? interval(part, at, share) + " of " + n.words(this::count)
        : value.words(x -> "");
  }

  private String interval(Part part, Map<String, ?> at, String share) {
    Figure low = report.figure(part, at, share + "_low");
    Figure high = report.figure(part, at, share + "_high");
    return report
        .figure(part, at, share)
        .words(
            value ->
                wording.percent(value)
                    + (low.isKnown() && high.isKnown()
                        ? " (%.0f to %.0f)".formatted(100 * low.orNaN(), 100 * high.orNaN())
                        : ""));
  }

  private String businessDays(double n) {
    return wording.number(n) + (n == 1 ? " business day" : " business days");
  }

  private String days(double n) {
    return wording.count(Math.round(n), "day", "days");
  }

  private String count(double n) {
    return wording.count(Math.round(n));
  }

  private static List<@Nullable Object> row(String name, String first, String second) {
    return List.of(name, first, second);
  }
}
