package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.duecourse.desk.DayBook;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.disclosure.Profile;
import org.duecourse.disclosure.Shown;
import org.duecourse.disclosure.Suppression;
import org.duecourse.io.Refused;
import org.duecourse.measure.MeasureResult;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * Boards over the desk's own records: one for who runs a clinic, and one for both sides of a
 * contract, in which small numbers are hidden. Both show the same figures of the same definitions.
 */
@Controller
class BoardPages {
  private static final int MONTHS = 6;
  private static final int WEEKS = 4;
  private static final int DAYS_AHEAD = 7;
  private static final String PROFILE = "cms.1-10";
  private static final String PROTECTED = "protected-time-kept";
  private static final String RESPONSE = "crisis-response";
  private static final String COVER = "crisis-cover";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final Counted counted;
  private final CoverWords cover;

  BoardPages(Pages pages, Desk desk, Clinics clinics, Counted counted, CoverWords cover) {
    this.cover = cover;
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.counted = counted;
  }

  @GetMapping("/board")
  View board(HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, site)
        .map(here -> board(account, here))
        .orElseGet(() -> pages.page("desk/no-clinic", "Board", "figures"));
  }

  private Page board(Account account, Site site) {
    Counted.Count count = counted.count();
    List<BoardViews.Month> months = months(count, site);
    return pages.page(
        "board/board",
        "Board, " + site.name(),
        new BoardViews.Board(
            clinics.where(account, site, other -> "/board?site=" + other.id()),
            BoardWords.finding(months),
            counted(count, site),
            count.why(),
            months,
            waiting(count, site),
            people(count, site),
            time(count, site),
            alerts(count, site)));
  }

  private static String counted(Counted.Count count, Site site) {
    return "Counted at "
        + DeskWords.moment(count.at(), site)
        + ", with all that is recorded up to "
        + Zones.day(count.asOf())
        + ". Counted again after a quarter of an hour.";
  }

  private static String address(String measure, Site site, @Nullable String month) {
    return "/figures/" + measure + "?site=" + site.id() + (month == null ? "" : "&month=" + month);
  }

  private static List<BoardViews.Month> months(Counted.Count count, Site site) {
    YearMonth last = YearMonth.from(count.asOf());
    return IntStream.range(0, MONTHS)
        .mapToObj(last::minusMonths)
        .map(
            month -> {
              String key = month.toString();
              return new BoardViews.Month(
                  DeskWords.month(month),
                  new BoardViews.Figure(
                      "First visits in time",
                      BoardWords.share(
                          BoardWords.row(count.byMonth().get("first-wait"), site.id(), key)
                              .orElse(null),
                          "decided_met_share",
                          "decided"),
                      address("first-wait", site, key)),
                  new BoardViews.Figure(
                      "Return visits in their window",
                      BoardWords.share(
                          BoardWords.row(count.byMonth().get("return-lateness"), site.id(), key)
                              .orElse(null),
                          "in_window_share",
                          "decided"),
                      address("return-lateness", site, key)));
            })
        .toList();
  }

  private static @Nullable Map<String, @Nullable Object> row(
      Counted.Count count, String measure, Site site) {
    return BoardWords.row(count.bySite().get(measure), site.id(), null).orElse(null);
  }

  private static List<BoardViews.Figure> waiting(Counted.Count count, Site site) {
    var first = row(count, "first-wait", site);
    var later = row(count, "return-lateness", site);
    var backlog = row(count, "backlog", site);
    return List.of(
        new BoardViews.Figure(
            "Waiting for a first visit",
            BoardWords.count(first, "waiting"),
            address("first-wait", site, null)),
        new BoardViews.Figure(
            "Return orders without a visit",
            BoardWords.count(later, "unbooked"),
            address("return-lateness", site, null)),
        new BoardViews.Figure(
            "People past their limit",
            BoardWords.count(backlog, "people_past_limit"),
            address("backlog", site, null)),
        new BoardViews.Figure(
            "The same in days of capacity",
            BoardWords.number(backlog, "past_limit_days_of_capacity"),
            address("backlog", site, null)));
  }

  private static List<BoardViews.Figure> people(Counted.Count count, Site site) {
    return List.of(
        new BoardViews.Figure(
            "People in care for each clinician",
            BoardWords.number(row(count, "caseload", site), "patients_per_clinician"),
            address("caseload", site, null)),
        new BoardViews.Figure(
            "Return visits for each first visit, last 13 weeks",
            BoardWords.number(row(count, "new-to-return", site), "returns_per_first"),
            address("new-to-return", site, null)),
        new BoardViews.Figure(
            "Missed visits",
            BoardWords.share(row(count, "no-show", site), "no_show_share", "visits"),
            address("no-show", site, null)));
  }

  /** Protected time by week, and the hours ahead in which nobody is named for crises. */
  private List<BoardViews.Figure> time(Counted.Count count, Site site) {
    Instant now = desk.clock().instant();
    LocalDate today = site.dayOf(now);
    LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    List<BoardViews.Figure> figures = new ArrayList<>(asked(count, site));
    for (int back = 0; back < WEEKS; back++) {
      LocalDate from = monday.minusWeeks(back);
      figures.add(
          new BoardViews.Figure(
              "Protected time kept, week of " + Zones.day(from),
              kept(desk.dayBook().protectedTime(site.id(), from, from.plusDays(6))),
              "/week?site=" + site.id() + "&day=" + from));
    }
    long gaps =
        today
            .datesUntil(today.plusDays(DAYS_AHEAD))
            .flatMap(day -> cover.of(site, day).stream())
            .filter(piece -> !piece.named())
            .count();
    figures.add(
        new BoardViews.Figure(
            "Times in the next 7 days in which nobody is named for crises",
            String.valueOf(gaps),
            "/cover?site=" + site.id() + "&day=" + today));
    figures.addAll(crises(count, site));
    return figures;
  }

  /** How crises were answered, and how much of the opening time somebody was named for them. */
  private static List<BoardViews.Figure> crises(Counted.Count count, Site site) {
    List<BoardViews.Figure> figures = new ArrayList<>();
    var answered = row(count, RESPONSE, site);
    if (answered != null) {
      figures.add(
          new BoardViews.Figure(
              "Crises answered within 4 or 24 hours",
              BoardWords.share(answered, "decided_met_share", "decided"),
              address(RESPONSE, site, null)));
      figures.add(
          new BoardViews.Figure(
              "Crises answered on the same day",
              BoardWords.share(answered, "same_day_share", "requests"),
              address(RESPONSE, site, null)));
    }
    var covered = row(count, COVER, site);
    if (covered != null) {
      figures.add(
          new BoardViews.Figure(
              "Days with a named person for crises in every opening half-hour",
              BoardWords.share(covered, "days_covered_share", "days"),
              address(COVER, site, null)));
    }
    return figures;
  }

  /** What a contract asks for, and how much of it was kept in the weeks that are over. */
  private static List<BoardViews.Figure> asked(Counted.Count count, Site site) {
    var row = row(count, PROTECTED, site);
    if (row == null) {
      return List.of();
    }
    return List.of(
        new BoardViews.Figure(
            "Protected time kept, of what the contract asks for",
            BoardWords.hours(row, "protected_minutes_kept")
                + " of "
                + BoardWords.hours(row, "protected_minutes_due"),
            address(PROTECTED, site, null)),
        new BoardViews.Figure(
            "Weeks of clinicians in which it was kept",
            BoardWords.share(row, "weeks_kept_share", "weeks"),
            address(PROTECTED, site, null)),
        new BoardViews.Figure(
            "Swaps that took time and have not given it back yet",
            BoardWords.count(row, "swaps_open"),
            "/protected?site=" + site.id()));
  }

  private static String kept(List<DayBook.ProtectedTime> days) {
    long all = days.stream().mapToLong(DayBook.ProtectedTime::minutes).sum();
    long kept = days.stream().mapToLong(DayBook.ProtectedTime::kept).sum();
    return all == 0 ? "none in the weeks" : BoardWords.time(kept) + " of " + BoardWords.time(all);
  }

  private static List<BoardViews.Figure> alerts(Counted.Count count, Site site) {
    MeasureResult result = count.bySite().get("misuse-alerts");
    if (result == null) {
      return List.of();
    }
    return result.rows().stream()
        .filter(row -> site.id().equals(row.get("site")))
        .filter(row -> Boolean.TRUE.equals(row.get("raised")))
        .map(
            row ->
                new BoardViews.Figure(
                    Words.sentence(String.valueOf(row.get("alert")).replace('_', ' ')),
                    BoardWords.share(row, "cases_share", "looked_at"),
                    address("misuse-alerts", site, null)))
        .toList();
  }

  /** A column of the board for both sides. */
  private record Column(String name, String measure, String key, String over) {
    String value(Map<String, @Nullable Object> row, boolean hidden) {
      if (hidden) {
        return BoardWords.NOT_SHOWN;
      }
      return over.isEmpty() ? BoardWords.number(row, key) : BoardWords.share(row, key, over);
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("First visits in time", "first-wait", "decided_met_share", "decided"),
          new Column(
              "Return visits in their window", "return-lateness", "in_window_share", "decided"),
          new Column("Open and past the limit", "backlog", "past_limit_share", "open_visits"),
          new Column(
              "Return visits for each first, 13 weeks", "new-to-return", "returns_per_first", ""),
          new Column("People for each clinician", "caseload", "patients_per_clinician", ""),
          new Column("Missed visits", "no-show", "no_show_share", "visits"),
          new Column(
              "Crises answered within 4 or 24 hours", RESPONSE, "decided_met_share", "decided"),
          new Column(
              "Opening time with a named person for crises, in so many days",
              COVER,
              "covered_share",
              "days"),
          new Column(
              "Protected time kept, in so many weeks of clinicians",
              PROTECTED,
              "kept_share",
              "weeks"));

  @GetMapping("/contract")
  View contract(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    Counted.Count count = counted.count();
    List<Site> own = clinics.of(account);
    return pages.page(
        "board/contract",
        "Board for both sides",
        new BoardViews.Contract(
            own.isEmpty() ? "" : counted(count, own.getFirst()),
            count.why(),
            count.bySite().isEmpty() ? "" : shown(count).getFirst().notice(),
            contractColumns(),
            lines(count, own)));
  }

  private static List<BoardViews.Figure> contractColumns() {
    List<BoardViews.Figure> columns = new ArrayList<>();
    COLUMNS.forEach(
        column ->
            columns.add(
                new BoardViews.Figure(column.name(), "", "/definitions/" + column.measure())));
    columns.add(new BoardViews.Figure("Protected time kept, last 4 weeks", "", ""));
    return columns;
  }

  /** The same as a file; a small number reads "Not shown" there too. */
  @GetMapping("/contract.csv")
  ResponseEntity<String> contractCsv(HttpServletRequest request) {
    Counted.Count count = counted.count();
    List<String> header = new ArrayList<>(List.of("clinic"));
    contractColumns().forEach(column -> header.add(column.name()));
    CsvAnswer csv = new CsvAnswer(header.toArray(String[]::new));
    lines(count, clinics.of(Requests.signedIn(request)))
        .forEach(
            line -> {
              List<String> cells = new ArrayList<>(List.of(line.name()));
              cells.addAll(line.figures());
              csv.row(cells.toArray());
            });
    return csv.named("board-" + count.asOf());
  }

  private static List<Shown> shown(Counted.Count count) {
    return new Suppression(Profile.named(PROFILE)).apply(List.copyOf(count.bySite().values()));
  }

  private List<BoardViews.Clinic> lines(Counted.Count count, List<Site> sites) {
    if (count.bySite().isEmpty()) {
      return List.of();
    }
    List<Shown> shown = shown(count);
    return sites.stream().map(site -> line(site, shown)).toList();
  }

  private BoardViews.Clinic line(Site site, List<Shown> shown) {
    List<String> cells = new ArrayList<>();
    for (Column column : COLUMNS) {
      Shown of =
          shown.stream()
              .filter(each -> each.result().measure().equals(column.measure()))
              .findFirst()
              .orElseThrow();
      List<Map<String, @Nullable Object>> rows = of.result().rows();
      cells.add(
          IntStream.range(0, rows.size())
              .filter(i -> site.id().equals(rows.get(i).get("site")))
              .mapToObj(
                  i ->
                      column.value(
                          rows.get(i),
                          of.isHidden(i, column.key())
                              || (!column.over().isEmpty() && of.isHidden(i, column.over()))))
              .findFirst()
              .orElse("Not known"));
    }
    LocalDate today = site.dayOf(desk.clock().instant());
    LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    cells.add(
        kept(
            desk.dayBook()
                .protectedTime(site.id(), monday.minusWeeks(WEEKS), monday.minusDays(1))));
    return new BoardViews.Clinic(site.name(), cells);
  }

  /** A refusal where a measure is not known. */
  static Refused unknown(String measure) {
    return Refused.notFound("There is no measure '" + measure + "'.");
  }
}
