package org.duecourse.web;

import java.util.List;

/** What the pages of the crisis service show. */
public final class CrisisViews {
  private CrisisViews() {}

  /**
   * The live queue of a clinic.
   *
   * @param finding the sentence above
   * @param cover who answers today
   * @param answers whether the account answers crises
   */
  public record Queue(
      DeskViews.Where where,
      String siteId,
      String finding,
      List<DeskViews.Cover> cover,
      String coverAddress,
      List<Waiting> waiting,
      List<String> responses,
      boolean answers,
      Form form,
      List<Choice> channels,
      List<Choice> urgencies,
      List<Choice> clinicians) {}

  /** Somebody who waits. */
  public record Waiting(
      String id,
      String who,
      String patientId,
      String received,
      String due,
      boolean over,
      String steps,
      String order) {}

  /**
   * Who answers in a week.
   *
   * @param kept how much crisis time a half-day keeps, in words
   */
  public record Cover(
      DeskViews.Where where,
      String siteId,
      String finding,
      List<CoverDay> days,
      String before,
      String after,
      boolean names,
      boolean queue,
      Form form,
      List<Choice> clinicians,
      String kept) {}

  /** A day of it. */
  public record CoverDay(String day, List<DeskViews.Cover> pieces) {}
}
