package org.duecourse.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duecourse.simulate.Output;

/**
 * What a search found for one clinic.
 *
 * @param site the clinic's id
 * @param role whose full-time posts were planned
 * @param today what it has today
 * @param lowerBound posts by averages alone, vacancies included
 * @param mostPosts the limit of the search
 * @param answers the fewest posts at each confidence, least confident first
 * @param winner the answer at the confidence asked for, confirmed on fresh runs; empty: no staffing
 *     within the limits meets the targets
 * @param neighbour the same with one post fewer, on the same fresh runs: the proof that the winner
 *     is the smallest; empty where there is no winner or none below it
 * @param frontier every number of posts that was run with the winner's places, fewest first
 * @param spent runs made for it
 * @param ended why the search ended before it was done; empty: it did not
 */
public record StaffingPlan(
    String site,
    String role,
    StaffingOption today,
    double lowerBound,
    int mostPosts,
    List<Answer> answers,
    Optional<Confirmed> winner,
    Optional<Confirmed> neighbour,
    List<Point> frontier,
    int spent,
    String ended) {

  /** Copies the lists. */
  public StaffingPlan {
    answers = List.copyOf(answers);
    frontier = List.copyOf(frontier);
  }

  /**
   * The fewest posts at a confidence.
   *
   * @param option empty: none within the limits
   * @param border whether the test could not decide and the share of runs did
   */
  public record Answer(double confidence, Optional<StaffingOption> option, boolean border) {}

  /** An option on fresh runs, their number fixed before. */
  public record Confirmed(StaffingOption option, int passes, int runs, double costAYear) {
    /** The share of runs that meet every target, with its interval. */
    public Interval meets(double level) {
      return Interval.wilson(passes, runs, level);
    }
  }

  /** One number of posts: what it costs and what it gives, over the runs that were made of it. */
  public record Point(StaffingOption option, int passes, int runs, Map<Output, Double> means) {
    /** Copies the map. */
    public Point {
      means = Map.copyOf(means);
    }
  }
}
