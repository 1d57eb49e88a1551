package org.duecourse.web;

import java.util.List;

/** What the pages for absences, groups and messages show. */
public final class StaffViews {
  private StaffViews() {}

  /** Asking for the record that another is merged into. */
  public record Merge(String id, Form form) {}

  /** A line of two records side by side. */
  public record MergeRow(String what, String left, String kept) {}

  /**
   * Two records side by side.
   *
   * @param orders how many come over
   * @param givenBack visits ahead that are given back, in words
   */
  public record MergeCheck(
      String id,
      String into,
      java.util.List<MergeRow> rows,
      int orders,
      int visits,
      java.util.List<String> givenBack,
      Form form) {}

  /**
   * Absences of a clinic that have not ended.
   *
   * @param where the choice of the clinic
   * @param siteId the clinic
   * @param finding the sentence above
   * @param ended those of the last half year, for whoever enters absences
   * @param form the form for a new one
   * @param runs whether the account enters absences
   * @param who the clinicians
   * @param kinds why somebody is away
   */
  public record Absences(
      DeskViews.Where where,
      String siteId,
      String finding,
      List<AbsenceLine> absences,
      List<AbsenceLine> ended,
      Form form,
      boolean runs,
      List<Choice> who,
      List<Choice> kinds) {}

  /** One absence. */
  public record AbsenceLine(
      long id, String who, String from, String to, String kind, String declaredBy) {}

  /**
   * An absence before it is entered.
   *
   * @param what who is away, from when to when, why
   * @param finding how many visits it ends
   * @param visits those visits
   * @param fields what the form sends on
   * @param canPlan whether the visits can be moved by a plan before it begins
   */
  public record AbsenceCheck(
      String what,
      String finding,
      List<Displaced> visits,
      List<Field> fields,
      boolean canPlan,
      String back) {}

  /** A visit that an absence ends. */
  public record Displaced(
      String when, String patientId, String patient, String clinician, String what, String order) {}

  /** A hidden field. */
  public record Field(String name, String value) {}

  /**
   * The groups of a clinic.
   *
   * @param plans whether the account plans groups
   * @param blocks blocks for groups in which nothing is planned
   */
  public record Groups(
      DeskViews.Where where,
      String siteId,
      String finding,
      List<GroupLine> groups,
      Form form,
      boolean plans,
      List<Choice> blocks) {}

  /** A meeting of a group. */
  public record GroupLine(
      long id, String title, String when, String clinician, String seats, String note) {}

  /**
   * One meeting with its people.
   *
   * @param free how many seats are free
   * @param orders orders for a group without a visit
   */
  public record Group(
      Form form,
      GroupLine group,
      int free,
      List<Seat> people,
      List<Choice> orders,
      boolean seats,
      boolean plans) {}

  /** Somebody who has a seat. */
  public record Seat(String patientId, String patient, String orderId, String state) {}

  /** Cancelling a meeting: whom it meets. */
  public record GroupCancel(Form form, GroupLine group, String finding) {}

  /** Messages that nobody has sent or said yet. */
  public record Messages(DeskViews.Where where, String finding, List<Message> messages) {}

  /**
   * One message.
   *
   * @param reach how the person wants to be reached, with number or address
   * @param link the link to put into it, or empty
   * @param answer address of the page where the answer is noted, or empty
   */
  public record Message(
      long id,
      String patientId,
      String patient,
      String reach,
      String what,
      String orderId,
      String since,
      String link,
      String answer) {}

  /** The patient's answer to an offer, as staff hear it. */
  public record OfferAnswer(
      Form form,
      String address,
      String offer,
      String orderId,
      String state,
      boolean open,
      List<Choice> reasons) {}
}
