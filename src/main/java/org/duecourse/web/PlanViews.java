package org.duecourse.web;

import java.util.List;

/** What the pages of an absence and its plans show. */
public final class PlanViews {
  private PlanViews() {}

  /**
   * An absence and its plans.
   *
   * @param notice how long before it was announced, in words
   * @param displaced how many visits still lie in it, in words
   * @param plans made so far, the newest first
   */
  public record Absence(
      long id,
      String what,
      String notice,
      String displaced,
      boolean canPlan,
      Form form,
      List<PlanLine> plans,
      String back) {}

  /** A rule of a strike and how often it is not kept today. */
  public record RuleLine(String says, String count) {}

  /**
   * A promise to a person that is not kept.
   *
   * @param late how late the next visit is, or ""
   */
  public record DeviationLine(String order, String says, String since, String late) {}

  /**
   * The report of a strike.
   *
   * @param kept whether it stands as it was kept that evening, in words
   * @param days reports that were kept, the newest first
   * @param query which day it is of, as the end of an address
   */
  public record Report(
      long absence,
      String what,
      String finding,
      String kept,
      String source,
      List<RuleLine> rules,
      List<DeviationLine> deviations,
      List<DeskViews.Link> days,
      String query) {}

  /**
   * The new time of a visit, to be told.
   *
   * @param when its time, with whom, how
   * @param answers what the person can say
   * @param reasons why a time does not suit
   */
  public record NewTime(
      String visit,
      String order,
      int version,
      String when,
      List<Choice> answers,
      List<Choice> reasons,
      Form form) {}

  /** A plan in a list. */
  public record PlanLine(long id, String made, String state, String address) {}

  /**
   * A plan.
   *
   * @param finding what it comes to, in one sentence
   * @param told how far it is, and who was told, in words
   * @param optimal whether no plan costs less, in words
   * @param notes what became of earlier decisions that cannot be kept
   * @param prices what a reserve costs, in sentences
   * @param open whether it can still be changed
   * @param moving how many visits it would move
   */
  public record Plan(
      long absence,
      long id,
      String what,
      String finding,
      String told,
      String optimal,
      List<String> notes,
      List<String> prices,
      List<Line> lines,
      boolean open,
      long moving,
      int version,
      Form form) {}

  /**
   * A visit of a plan.
   *
   * @param was when and with whom it was
   * @param becomes where it goes, or why nowhere
   * @param time how that stands to the window
   * @param asks whether the person has to agree before it is moved again
   * @param others the next best places, to be chosen
   */
  public record Line(
      int rank,
      String visit,
      String order,
      String patientId,
      String patient,
      String was,
      String becomes,
      String time,
      String why,
      String place,
      String decision,
      boolean asks,
      List<Choice> others) {}

  /**
   * Before a plan is applied.
   *
   * @param approved whether it was approved as it stands
   * @param by who approved it, or ""
   */
  public record Check(
      long absence,
      long id,
      int version,
      long moving,
      long left,
      boolean approved,
      String by,
      List<Line> lines) {}
}
