package org.duecourse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duecourse.plan.Interval;
import org.duecourse.plan.StaffingOption;
import org.duecourse.plan.StaffingPlan;
import org.duecourse.plan.StaffingPlan.Answer;
import org.duecourse.plan.StaffingPlan.Confirmed;
import org.duecourse.plan.StaffingPlan.Point;
import org.duecourse.plan.StaffingTarget;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.RunPlan;
import org.jspecify.annotations.Nullable;

/**
 * Plans of clinics in words: the answer, its proof, and what each number of posts costs and gives.
 */
public record StaffingReport(
    Clinic clinic,
    List<StaffingTarget> targets,
    double confidence,
    RunPlan plan,
    List<StaffingPlan> plans) {
  private static final double LEVEL = 0.95;

  /** Copies the lists. */
  public StaffingReport {
    targets = List.copyOf(targets);
    plans = List.copyOf(plans);
  }

  /** The frontier of every clinic as rows; the answers stand above, their proofs below. */
  public Table table() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (StaffingPlan each : plans) {
      for (Point point : each.frontier()) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(each.site());
        row.add(point.option().posts());
        row.add(mark(each, point));
        row.add(rounded((double) point.passes() / point.runs(), 3));
        row.add(point.runs());
        row.add(mean(point, Output.CLINICIANS_AT_WORK_FTE, 1));
        row.add(mean(point, Output.FIRST_WAIT_DAYS, 1));
        row.add(mean(point, Output.FIRST_SEEN_WITHIN_LIMIT_SHARE, 3));
        row.add(mean(point, Output.RETURN_IN_WINDOW_SHARE, 3));
        row.add(mean(point, Output.RETURN_IN_WINDOW_SHARE_FORGIVEN, 3));
        row.add(mean(point, Output.COST_A_YEAR, 0));
        rows.add(row);
      }
    }
    List<String> notes = new ArrayList<>();
    plans.forEach(each -> notes.add(proof(each)));
    notes.add(method());
    return new Table(
        heading(),
        List.of(
            "site",
            "full_time_posts",
            "answer",
            "meets_share",
            "runs",
            "at_work_fte",
            "first_wait_days",
            "first_in_time",
            "return_in_window",
            "return_in_window_forgiven",
            "cost_a_year"),
        rows,
        notes,
        json());
  }

  private String heading() {
    StringBuilder text = new StringBuilder();
    text.append("Plan · ")
        .append(clinic.name())
        .append(" · ")
        .append(plan.days() / 7)
        .append(" weeks after ")
        .append(plan.warmupDays() / 7)
        .append(", seed ")
        .append(plan.seed())
        .append(" · ")
        .append(
            targets.stream().map(StaffingTarget::text).reduce((a, b) -> a + "; " + b).orElse(""));
    for (StaffingPlan each : plans) {
      text.append('\n').append(sentence(each));
    }
    return text.toString();
  }

  /** The answer for a clinic in a sentence. */
  public String sentence(StaffingPlan each) {
    if (each.winner().isEmpty()) {
      String best = best(each).map(StaffingReport::atBest).orElse("");
      return each.ended().isEmpty()
          ? "%s: no staffing within these limits (up to %d full-time %s posts) meets it in %s of runs.%s%s"
              .formatted(
                  each.site(), each.mostPosts(), each.role(), percent(confidence), best, hint())
          : "%s: not found; %s%s".formatted(each.site(), each.ended(), best);
    }
    Confirmed winner = each.winner().get();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %d full-time %s posts (today %d), %s"
            .formatted(
                each.site(),
                winner.option().posts(),
                each.role(),
                each.today().posts(),
                split(winner.option())));
    List<String> levels = new ArrayList<>();
    for (Answer answer : each.answers()) {
      levels.add(
          "%s at %s"
              .formatted(
                  answer.option().map(o -> String.valueOf(o.posts())).orElse("none"),
                  percent(answer.confidence())));
    }
    return text.append("; posts by confidence: ")
        .append(String.join(", ", levels))
        .append('.')
        .toString();
  }

  /** More posts do not bring back a visit that falls into its own clinician's leave. */
  private String hint() {
    boolean returns = targets.stream().anyMatch(t -> t.text().contains("return"));
    return returns && StaffingOption.isOwnClinicianOnly(clinic)
        ? " Maybe a lower target, or continuity: preferred, so that a colleague steps in during leave and sickness."
        : " Maybe a lower target.";
  }

  private static Optional<Point> best(StaffingPlan each) {
    return each.frontier().stream()
        .max(
            java.util.Comparator.comparingDouble((Point p) -> (double) p.passes() / p.runs())
                .thenComparingInt(p -> p.option().posts()));
  }

  private static String atBest(Point point) {
    return " At best %d posts met it in %d of %d runs: returns in window %s, forgiving patients' own absences %s, first in time %s."
        .formatted(
            point.option().posts(),
            point.passes(),
            point.runs(),
            percentOf(point, Output.RETURN_IN_WINDOW_SHARE),
            percentOf(point, Output.RETURN_IN_WINDOW_SHARE_FORGIVEN),
            percentOf(point, Output.FIRST_SEEN_WITHIN_LIMIT_SHARE));
  }

  private String proof(StaffingPlan each) {
    StringBuilder text = new StringBuilder();
    text.append(each.site())
        .append(": by averages ")
        .append(String.format(Locale.ROOT, "%.1f", each.lowerBound()))
        .append(" posts, vacancies included; ")
        .append(each.spent())
        .append(" runs spent.");
    each.winner().ifPresent(w -> text.append(" Fresh runs: ").append(confirmed(w)).append('.'));
    each.neighbour()
        .ifPresent(
            n ->
                text.append(" The cheaper neighbour: ")
                    .append(confirmed(n))
                    .append("; ")
                    .append(verdict(each, n))
                    .append('.'));
    each.answers().stream()
        .filter(Answer::border)
        .forEach(
            a ->
                text.append(" At ")
                    .append(percent(a.confidence()))
                    .append(" the test did not decide; the share of runs did."));
    return text.toString();
  }

  private String verdict(StaffingPlan each, Confirmed neighbour) {
    Confirmed winner = each.winner().orElseThrow();
    if (winner.passes() < confidence * winner.runs()) {
      return "the answer is the most that is allowed, and not confirmed";
    }
    Interval below = neighbour.meets(LEVEL);
    return below.high() < confidence
        ? "fewer posts do not meet it"
        : "fewer posts miss it by less than so many runs can tell";
  }

  private static String confirmed(Confirmed c) {
    Interval meets = c.meets(LEVEL);
    return "%d posts meet every target in %d of %d (%s, %s to %s), %s a year"
        .formatted(
            c.option().posts(),
            c.passes(),
            c.runs(),
            percent(meets.value()),
            percent(meets.low()),
            percent(meets.high()),
            money(c.costAYear()));
  }

  private String method() {
    return "A run is a year with its chance and its draw of the doubtful assumptions; it passes when it meets every target."
        + " Posts are there from day 0, empty and are filled as the file says; today's patients and waiting people are worked off in the weeks before those that count."
        + " One clinic's answer does not depend on another's.";
  }

  private String mark(StaffingPlan each, Point point) {
    List<String> marks = new ArrayList<>();
    for (Answer answer : each.answers()) {
      if (answer.option().map(o -> o.equals(point.option())).orElse(false)) {
        marks.add(percent(answer.confidence()));
      }
    }
    if (each.today().posts() == point.option().posts()) {
      marks.add("today's posts");
    }
    return String.join(", ", marks);
  }

  private static String split(StaffingOption option) {
    String ratio =
        option.ratio().firstShare() == 0
            ? "places not split"
            : "places split %s first to %s return"
                .formatted(
                    Format.shown(option.ratio().first(), ""),
                    Format.shown(option.ratio().returns(), ""));
    String held =
        option.heldPlacesADay() == 0
            ? ""
            : ", " + option.heldPlacesADay() + " held for crises a day";
    return ratio + held + ", days by the rule " + option.dayRule();
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("clinic", clinic.name());
    json.put("seed", plan.seed());
    json.put("weeks", plan.days() / 7);
    json.put("settle_weeks", plan.warmupDays() / 7);
    json.put("targets", targets.stream().map(StaffingTarget::text).toList());
    json.put("confidence", confidence);
    json.put("sites", plans.stream().map(this::json).toList());
    return json;
  }

  private Map<String, @Nullable Object> json(StaffingPlan each) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("site", each.site());
    json.put("role", each.role());
    json.put("sentence", sentence(each));
    json.put("posts_today", each.today().posts());
    json.put("posts_by_averages", each.lowerBound());
    json.put("most_posts", each.mostPosts());
    json.put("feasible", each.winner().isPresent());
    json.put("answer", each.winner().map(StaffingReport::json).orElse(null));
    json.put(
        "cheapest_infeasible_neighbour", each.neighbour().map(StaffingReport::json).orElse(null));
    List<Object> answers = new ArrayList<>();
    for (Answer answer : each.answers()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("confidence", answer.confidence());
      one.put("posts", answer.option().map(StaffingOption::posts).orElse(null));
      one.put("near_the_border", answer.border());
      answers.add(one);
    }
    json.put("posts_by_confidence", answers);
    List<Object> frontier = new ArrayList<>();
    for (Point point : each.frontier()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("posts", point.option().posts());
      one.put("meets_share", (double) point.passes() / point.runs());
      one.put("runs", point.runs());
      new java.util.TreeMap<>(point.means())
          .forEach((output, mean) -> one.put(output.key(), Double.isFinite(mean) ? mean : null));
      frontier.add(one);
    }
    json.put("frontier", frontier);
    json.put("replications", each.spent());
    json.put("ended_early", each.ended());
    return json;
  }

  private static Map<String, Object> json(Confirmed c) {
    Interval meets = c.meets(LEVEL);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("posts", c.option().posts());
    json.put("first_places", c.option().ratio().first());
    json.put("return_places", c.option().ratio().returns());
    json.put("held_places_a_day", c.option().heldPlacesADay());
    json.put("day_choice", c.option().dayRule());
    json.put("meets_share", meets.value());
    json.put("low", meets.low());
    json.put("high", meets.high());
    json.put("level", LEVEL);
    json.put("runs", c.runs());
    json.put("cost_a_year", c.costAYear());
    return json;
  }

  private static @Nullable Object mean(Point point, Output output, int places) {
    return rounded(point.means().getOrDefault(output, Double.NaN), places);
  }

  private static @Nullable Double rounded(double value, int places) {
    double unit = Math.pow(10, places);
    return Double.isFinite(value) ? Math.round(value * unit) / unit : null;
  }

  private static String percentOf(Point point, Output output) {
    return percent(point.means().getOrDefault(output, Double.NaN));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "not known" : Math.round(100 * share) + "%";
  }

  private static String money(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
