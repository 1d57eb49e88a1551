package org.duecourse.web;

import java.util.List;

/** What the pages of protected time show. */
public final class ProtectedViews {
  private ProtectedViews() {}

  /**
   * A week.
   *
   * @param week "Week of June 8, 2026"
   * @param days names of its days
   * @param lines clinicians
   * @param rule how the floor is made, in a sentence
   * @param swaps those that wait first
   * @param propose address of the form, or empty
   */
  public record Week(
      DeskViews.Where where,
      String week,
      List<DeskViews.Link> ways,
      String finding,
      List<String> days,
      List<Line> lines,
      String rule,
      List<SwapLine> swaps,
      String propose) {}

  /**
   * A clinician's week.
   *
   * @param asked what has to be protected
   * @param moved what swaps take and give, or empty
   * @param days minutes kept and minutes due, by day
   */
  public record Line(
      String who,
      String asked,
      String kept,
      String moved,
      String due,
      String state,
      List<String> days) {}

  /** A swap in the list. */
  public record SwapLine(
      String address, String who, String taken, String given, String reason, String state) {}

  /** The form of a proposal. */
  public record Propose(
      Form form,
      String siteId,
      String own,
      List<Choice> clinicians,
      List<Choice> purposes,
      String back) {}

  /** One stretch of time: what it is, and what it becomes. */
  public record Change(String when, String now, String then) {}

  /** A proposal before it is made. */
  public record Check(
      String who,
      List<Change> changes,
      String reason,
      String agrees,
      List<StaffViews.Field> fields,
      String back) {}

  /**
   * A swap.
   *
   * @param changes both stretches, side by side
   * @param waits what it waits for, or what became of it
   * @param canAnswer whether this account's word is asked for
   * @param canRefuse whether it may say no or take the proposal back
   */
  public record Swap(
      Form form,
      long id,
      int version,
      String who,
      List<Change> changes,
      String waits,
      List<DeskViews.Fact> facts,
      boolean canAnswer,
      boolean canRefuse,
      String back) {}
}
