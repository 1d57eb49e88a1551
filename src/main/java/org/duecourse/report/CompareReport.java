package org.duecourse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.duecourse.plan.Assumption;
import org.duecourse.plan.CompareFigure;
import org.duecourse.plan.CompareFigure.Verdict;
import org.duecourse.plan.CompareMeasure;
import org.duecourse.plan.CompareMeasure.Unit;
import org.duecourse.plan.CompareSensitivity;
import org.duecourse.plan.CompareSentence;
import org.duecourse.plan.Comparison;
import org.duecourse.plan.Comparison.Column;
import org.duecourse.plan.Proposal;
import org.duecourse.plan.ProposalSource;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Supply.WorkingWeek;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of proposals in words: the same rows for each side, in the order filed.
 *
 * @param comparison the runs
 * @param sensitivity what would change the order; empty: not searched
 * @param scores what the model said about a past that it had not seen; empty: nobody asked it
 */
public record CompareReport(
    Comparison comparison, List<CompareSensitivity.Finding> sensitivity, List<String> scores) {

  /** One row: its label and a text a column. */
  public record Row(String label, List<String> cells) {}

  /** Copies the lists. */
  public CompareReport {
    sensitivity = List.copyOf(sensitivity);
    scores = List.copyOf(scores);
  }

  /** Where, when, how many runs. */
  public String heading() {
    Clinic clinic = comparison.columns().getFirst().clinic();
    return "Compare · %s · %d days from %s · %d runs, seed %d, the same people in each · ranges are %s%%"
        .formatted(
            clinic.name(),
            comparison.plan().days(),
            clinic.firstDay().plusDays(comparison.plan().warmupDays()),
            comparison.plan().replications(),
            comparison.plan().seed(),
            Format.shown(100 * comparison.plan().level(), ""));
  }

  /** The finding, by the rule of {@link CompareSentence}. */
  public String sentence() {
    return CompareSentence.of(comparison);
  }

  /** What the columns are called. */
  public List<String> names() {
    return comparison.columns().stream().map(column -> column.proposal().name()).toList();
  }

  /** All rows: what each proposal is, what came of it, how that differs from today. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("Proposed by", column -> orDash(column.proposal().side())));
    rows.add(row("Posts at the end, full-time equal", column -> number(posts(column), 1)));
    rows.add(row("Protected time a week, full-time", CompareReport::protectedTime));
    rows.add(row("Crisis cover", CompareReport::crisisCover));
    rows.add(row("First to return places", CompareReport::split));
    for (CompareMeasure measure : CompareMeasure.values()) {
      measureRows(rows, measure);
    }
    return rows;
  }

  private void measureRows(List<Row> rows, CompareMeasure measure) {
    boolean part = measure.label().startsWith(" ");
    List<String> figures = cells(i -> figure(comparison.figure(i, measure), measure.unit()));
    boolean nothing =
        part
            && comparison.columns().stream()
                .allMatch(
                    c -> java.util.Arrays.stream(measure.of(c.result())).allMatch(v -> v == 0));
    if (nothing) {
      return;
    }
    rows.add(new Row(measure.label(), figures));
    if (!part && comparison.columns().size() > 1) {
      rows.add(
          new Row(
              "  against today",
              cells(
                  i ->
                      i == 0
                          ? "–"
                          : difference(comparison.difference(i, measure), measure.unit()))));
    }
  }

  /** What gets worse than today, a line a proposal. */
  public List<String> worse() {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < comparison.columns().size(); i++) {
      List<String> worse = comparison.worse(i).stream().map(m -> m.label().strip()).toList();
      lines.add(
          "Worse than today with \""
              + names().get(i)
              + "\": "
              + (worse.isEmpty() ? "nothing that can be told apart" : String.join("; ", worse))
              + ".");
    }
    return lines;
  }

  /** What would change the order, one assumption at a time. */
  public List<String> wouldChange() {
    return sensitivity.stream()
        .filter(CompareSensitivity.Finding::changes)
        .map(CompareSensitivity.Finding::words)
        .toList();
  }

  /** How the model did on a past that it had not seen. */
  public List<String> scoreLines() {
    return scores.isEmpty()
        ? List.of(
            "No backtest of this clinic's model was given (--score FILE): nobody has yet asked it about last year.")
        : scores;
  }

  /** Who gave each change and assumption, proposal by proposal. */
  public List<Row> assumptions() {
    List<Row> rows = new ArrayList<>();
    for (Column column : comparison.columns()) {
      Proposal proposal = column.proposal();
      for (Proposal.Part part : proposal.parts()) {
        rows.add(
            new Row(
                proposal.name(),
                List.of(
                    part.change().words(), part.source().givenBy(), part.source().assumption())));
      }
      for (ProposalSource each : proposal.assumptions()) {
        rows.add(new Row(proposal.name(), List.of("assumed", each.givenBy(), each.assumption())));
      }
    }
    for (Assumption assumption : Assumption.values()) {
      Assumption.Range range = comparison.draw().ranges().get(assumption);
      if (range != null) {
        rows.add(
            new Row(
                "All alike",
                List.of(
                    assumption.words(),
                    range.givenBy(),
                    assumption == Assumption.HIRING_DELAY_MONTHS
                        ? "%.0f to %.0f".formatted(range.low(), range.high())
                        : "%s to %s times what the file says, 9 times in 10"
                            .formatted(
                                Format.shown(range.low(), ""), Format.shown(range.high(), "")))));
      }
    }
    return rows;
  }

  /** The table for a terminal, a text page, a spreadsheet; its JSON has the same facts. */
  public Table table() {
    List<String> columns = new ArrayList<>(List.of("row"));
    columns.addAll(names());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Row row : rows()) {
      List<@Nullable Object> cells = new ArrayList<>(List.of(row.label()));
      cells.addAll(row.cells());
      rows.add(cells);
    }
    List<String> notes = new ArrayList<>(worse());
    if (!sensitivity.isEmpty()) {
      notes.add(
          wouldChange().isEmpty()
              ? "The order changes under none of the assumptions tried, one at a time."
              : "The order would change if:\n  " + String.join("\n  ", wouldChange()));
    }
    notes.add("Who gave what:");
    for (Row row : assumptions()) {
      notes.add("  " + row.label() + ": " + String.join(" · ", row.cells()));
    }
    notes.add(method());
    notes.addAll(scoreLines());
    return new Table(heading() + "\n" + sentence(), columns, rows, notes, json());
  }

  /** The same as data, one line a measure and column: for spreadsheets. */
  public Table data() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (CompareMeasure measure : CompareMeasure.values()) {
      for (int i = 0; i < comparison.columns().size(); i++) {
        CompareFigure own = comparison.figure(i, measure);
        CompareFigure change = comparison.difference(i, measure);
        List<@Nullable Object> row = new ArrayList<>();
        row.add(measure.key());
        row.add(names().get(i));
        for (CompareFigure f : List.of(own, change)) {
          row.add(known(f.mean()));
          row.add(known(f.low()));
          row.add(known(f.high()));
        }
        row.add(key(change.verdict()));
        rows.add(row);
      }
    }
    return new Table(
        heading(),
        List.of(
            "measure",
            "proposal",
            "mean",
            "low",
            "high",
            "difference_mean",
            "difference_low",
            "difference_high",
            "difference_verdict"),
        rows,
        List.of(),
        json());
  }

  /** How the figures were made. */
  public String method() {
    return "Ranges say where a year lies, with chance and doubt about assumptions in them. Differences are taken run by run:"
        + " the same people, the same chance, the same draw of the assumptions; one whose range holds 0 cannot be told apart.";
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("clinic", comparison.columns().getFirst().clinic().name());
    json.put("seed", comparison.plan().seed());
    json.put("replications", comparison.plan().replications());
    json.put("days", comparison.plan().days());
    json.put("level", comparison.plan().level());
    json.put("sentence", sentence());
    List<Object> proposals = new ArrayList<>();
    for (int i = 0; i < comparison.columns().size(); i++) {
      proposals.add(proposal(i));
    }
    json.put("proposals", proposals);
    json.put("order_would_change", sensitivity.stream().map(CompareReport::json).toList());
    json.put(
        "ranges",
        comparison.draw().ranges().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                e ->
                    Map.of(
                        "assumption", e.getKey().key(),
                        "low", e.getValue().low(),
                        "high", e.getValue().high(),
                        "given_by", e.getValue().givenBy()))
            .toList());
    json.put("score", scores);
    return json;
  }

  private Map<String, Object> proposal(int i) {
    Column column = comparison.columns().get(i);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.proposal().name());
    json.put("side", column.proposal().side());
    json.put("posts_fte", posts(column));
    json.put("protected_time", protectedTime(column));
    json.put("crisis_cover", crisisCover(column));
    Map<String, Object> measures = new LinkedHashMap<>();
    for (CompareMeasure measure : CompareMeasure.values()) {
      Map<String, @Nullable Object> one = json(comparison.figure(i, measure));
      one.put("difference", difference(i, measure));
      measures.put(measure.key(), one);
    }
    json.put("measures", measures);
    json.put("worse_than_today", comparison.worse(i).stream().map(CompareMeasure::key).toList());
    List<Object> parts = new ArrayList<>();
    for (Proposal.Part part : column.proposal().parts()) {
      parts.add(
          Map.of(
              "change", part.change().words(),
              "given_by", part.source().givenBy(),
              "assumption", part.source().assumption()));
    }
    json.put("changes", parts);
    json.put(
        "assumptions",
        column.proposal().assumptions().stream()
            .map(a -> Map.of("text", a.assumption(), "given_by", a.givenBy()))
            .toList());
    return json;
  }

  private Map<String, @Nullable Object> difference(int i, CompareMeasure measure) {
    CompareFigure change = comparison.difference(i, measure);
    Map<String, @Nullable Object> json = json(change);
    json.put("verdict", key(change.verdict()));
    return json;
  }

  private static Map<String, @Nullable Object> json(CompareFigure figure) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("mean", known(figure.mean()));
    json.put("low", known(figure.low()));
    json.put("high", known(figure.high()));
    json.put("mean_low", known(figure.ofMean().low()));
    json.put("mean_high", known(figure.ofMean().high()));
    return json;
  }

  private static Map<String, Object> json(CompareSensitivity.Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("assumption", finding.assumption().key());
    json.put("value", finding.value());
    json.put("changes", finding.changes());
    json.put("words", finding.words());
    return json;
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static String key(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private Row row(String label, Function<Column, String> cell) {
    return new Row(label, comparison.columns().stream().map(cell).toList());
  }

  private List<String> cells(java.util.function.IntFunction<String> cell) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < comparison.columns().size(); i++) {
      cells.add(cell.apply(i));
    }
    return cells;
  }

  private static double posts(Column column) {
    return column.clinic().sites().stream()
        .flatMap(site -> site.posts().stream())
        .mapToDouble(p -> p.count() * p.fte())
        .sum();
  }

  private static String protectedTime(Column column) {
    List<String> minutes =
        column.clinic().roles().stream()
            .map(
                role ->
                    role.supply() instanceof WorkingWeek week
                        ? hours(week.protectedMinutesAWeek())
                        : "none")
            .distinct()
            .toList();
    return String.join(" or ", minutes);
  }

  private static String hours(double minutes) {
    long whole = Math.round(minutes);
    return whole / 60 + " h" + (whole % 60 == 0 ? "" : " " + whole % 60 + " min");
  }

  private static String crisisCover(Column column) {
    List<Clinic.Site> sites = column.clinic().sites();
    long services = sites.stream().filter(s -> s.crisis().service().isPresent()).count();
    int held = sites.stream().mapToInt(s -> s.crisis().heldPlacesADay()).sum();
    String service =
        services == 0
            ? "no service"
            : services == sites.size() && sites.size() > 1
                ? "a service at every clinic"
                : "a service at " + services + " of " + sites.size();
    return service + (held == 0 ? "" : ", " + held + " places a day held");
  }

  private static String split(Column column) {
    List<String> splits =
        column.clinic().sites().stream()
            .map(
                site ->
                    site.ratio().firstShare() == 0
                        ? "no split"
                        : Format.shown(site.ratio().first(), "")
                            + " : "
                            + Format.shown(site.ratio().returns(), ""))
            .distinct()
            .toList();
    return String.join(", ", splits);
  }

  private static String figure(CompareFigure f, Unit unit) {
    if (Double.isNaN(f.mean())) {
      return "Not computable: nobody to count";
    }
    return text(f.mean(), unit) + (f.low() == f.high() ? "" : range(f, unit));
  }

  private static String difference(CompareFigure f, Unit unit) {
    return switch (f.verdict()) {
      case NOT_COMPUTABLE -> "Not computable";
      case SAME -> "the same";
      case CANNOT_BE_TOLD_APART ->
          "cannot be told apart (" + finer(f.low(), unit) + " to " + finer(f.high(), unit) + ")";
      case HIGHER ->
          amount(f.mean(), unit)
              + " more ("
              + finer(f.low(), unit)
              + " to "
              + finer(f.high(), unit)
              + ")";
      case LOWER ->
          amount(-f.mean(), unit)
              + " less ("
              + finer(-f.high(), unit)
              + " to "
              + finer(-f.low(), unit)
              + ")";
    };
  }

  /** A difference of shares is in points. */
  private static String amount(double value, Unit unit) {
    return unit == Unit.SHARE ? finer(value, unit) + " points" : text(value, unit);
  }

  /** An end of a difference: points with one decimal, so that a small one is not 0. */
  private static String finer(double value, Unit unit) {
    return unit == Unit.SHARE ? number(100 * value, 1) : bare(value, unit);
  }

  private static String range(CompareFigure f, Unit unit) {
    return " (" + bare(f.low(), unit) + " to " + bare(f.high(), unit) + ")";
  }

  /** A value in its unit, without the sign of the unit. */
  private static String bare(double value, Unit unit) {
    return text(value, unit).replace("%", "").replace(" million", "");
  }

  private static String text(double value, Unit unit) {
    return switch (unit) {
      case SHARE -> number(100 * value, 0) + "%";
      case DAYS -> number(value, 1);
      case COUNT -> number(value, 0);
      case MONEY -> number(value / 1e6, 2) + " million";
    };
  }

  private static String number(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "–" : text;
  }
}
