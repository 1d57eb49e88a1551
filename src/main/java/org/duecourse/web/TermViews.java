package org.duecourse.web;

import java.util.List;

/** What the page of contract terms shows. */
public final class TermViews {
  private TermViews() {}

  /**
   * The page.
   *
   * @param finding how many are missed
   * @param canAdopt whether the account manages all clinics
   * @param canRelieve whether it runs a clinic
   */
  public record Terms(
      String finding,
      List<Line> judged,
      List<TermLine> terms,
      List<ReliefLine> reliefs,
      List<UsualLine> usual,
      Form form,
      boolean canAdopt,
      boolean canRelieve,
      List<Choice> kinds,
      List<Choice> sites,
      List<Choice> adopted,
      List<Choice> running,
      List<Choice> reasons) {}

  /** How a clinic stands to a term. */
  public record Line(
      String clinic,
      String asks,
      String is,
      String weeks,
      String relieved,
      String verdict,
      String address) {}

  /**
   * A term that was adopted.
   *
   * @param by who adopted it; empty for who reads without names
   */
  public record TermLine(
      long id,
      String where,
      String asks,
      String judged,
      String from,
      String until,
      String source,
      String by) {}

  /** A relief that stands. */
  public record ReliefLine(
      long id,
      String term,
      String where,
      String days,
      String reason,
      String note,
      boolean canWithdraw) {}

  /** A term that contracts have held. */
  public record UsualLine(String asks, String trigger, String source, String evidence) {}
}
