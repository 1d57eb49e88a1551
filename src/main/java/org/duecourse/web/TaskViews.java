package org.duecourse.web;

import java.util.List;

/** What the page of tasks shows. */
public final class TaskViews {
  private TaskViews() {}

  /**
   * The tasks of a clinic.
   *
   * @param filters the same list, narrowed, each with its count
   * @param own protected time beside the work due in it
   * @param show which of them this is
   * @param problemAt the task whose form was refused, or 0
   */
  public record Tasks(
      Form form,
      DeskViews.Where where,
      String siteId,
      String finding,
      Own own,
      String csv,
      String kinds,
      List<Filter> filters,
      String show,
      List<Line> tasks,
      long problemAt,
      boolean canAct,
      boolean handsOver,
      List<Choice> owners,
      List<Choice> channels,
      List<Choice> outcomes) {}

  /**
   * A clinician's protected time beside the work that is due in it; empty for other accounts.
   *
   * @param today today, in a sentence
   * @param days the days of the week, each in a sentence
   * @param week the whole week, in a sentence
   * @param waiting swaps that wait for this account's answer
   */
  public record Own(
      String today, List<String> days, String week, List<DeskViews.Link> waiting, String swap) {}

  /** One way to narrow the list. */
  public record Filter(String name, String address, String words, boolean here) {}

  /**
   * A task.
   *
   * @param who who took it, or who can
   * @param free whether nobody took it
   * @param mine whether the account took it
   * @param next where the work is done
   */
  public record Line(
      long id,
      String due,
      boolean over,
      String patientId,
      String patient,
      String what,
      String why,
      String about,
      String who,
      boolean free,
      boolean mine,
      DeskViews.Link next) {}
}
