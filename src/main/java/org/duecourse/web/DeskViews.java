package org.duecourse.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pages of the desk show: all of it in words, so that templates decide nothing. */
public final class DeskViews {
  private DeskViews() {}

  /** Something with an address. */
  public record Link(String address, String words) {}

  /**
   * A choice of clinics above a page.
   *
   * @param here the clinic that is shown, by name
   * @param others the same page for the other clinics of the account
   */
  public record Where(String here, List<Link> others) {}

  /**
   * Open orders without a visit.
   *
   * @param file the same as a file
   */
  public record OrderList(Where where, String finding, List<OrderLine> orders, String file) {}

  /** One of them. */
  public record OrderLine(
      String id,
      String patientId,
      String patient,
      String kind,
      String window,
      String limit,
      String clinician,
      String left,
      boolean over) {}

  /**
   * Times for an order.
   *
   * @param order what was ordered and by when
   * @param news what just happened (the time was taken), or empty
   * @param times what can be chosen
   * @param finding what the search found, in a sentence
   * @param whyNotEarlier what removed the earlier openings
   * @param earlier where the openings before the first one are listed
   * @param further the same search, looking further, or an empty address
   * @param key the same for the same press of the button, so that sending twice books once
   * @param move the visit that is moved, or empty
   */
  public record Times(
      Form form,
      OrderHead order,
      String news,
      String finding,
      List<Time> times,
      String whyNotEarlier,
      boolean someEarlier,
      String earlier,
      Link further,
      String key,
      int version,
      String move,
      int moveVersion,
      List<Choice> reasons,
      List<Choice> declineReasons,
      boolean noneFound,
      WishForm wishes,
      String override) {}

  /**
   * What the patient asks for.
   *
   * @param address the page of the times
   * @param asked all of it in words, or empty
   * @param kept all of it as hidden fields: name and value
   */
  public record WishForm(
      String address,
      Form form,
      String asked,
      List<Choice> weekdays,
      List<Choice> parts,
      List<Choice> ways,
      List<Choice> others,
      List<Choice> kept) {}

  /** A time that the rules do not allow. */
  public record SettingAside(
      Form form,
      OrderHead order,
      int version,
      String key,
      List<Choice> clinicians,
      List<Choice> ways) {}

  /** What every page of an order says first. */
  public record OrderHead(
      String id,
      String kind,
      String patientId,
      String patient,
      String ordered,
      String limit,
      String left,
      String state,
      boolean open) {}

  /** A time that can be chosen. */
  public record Time(String value, String when, String with, String merits) {}

  /** Openings before the first that was shown, and every rule against each. */
  public record EarlierOpenings(OrderHead order, List<EarlierLine> openings) {}

  /** One of them. */
  public record EarlierLine(String when, String with, String why) {}

  /**
   * A held place, before it is booked.
   *
   * @param minutes how much longer it can be kept
   * @param outside why it needs a reason, or empty
   */
  public record Check(
      Form form,
      OrderHead order,
      String visitId,
      String when,
      String with,
      String where,
      String until,
      int minutes,
      String outside) {}

  /** An order and everything that happened to it. */
  public record OrderPage(
      Form form,
      OrderHead order,
      int version,
      List<Fact> facts,
      List<VisitLine> visits,
      List<Fact> extensions,
      List<Fact> offers,
      List<Fact> tasks,
      List<Fact> searches,
      List<Act> acts,
      boolean canBook,
      boolean canExtend,
      boolean canOrder,
      boolean earlierList,
      List<Choice> closeReasons) {}

  /** A name and what is there. */
  public record Fact(String name, String value) {}

  /** One act of the history. */
  public record Act(String at, String who, String what, String detail) {}

  /** A visit in a list. */
  public record VisitLine(
      String id,
      int version,
      String when,
      String patientId,
      String patient,
      String orderId,
      String clinician,
      String how,
      String kind,
      String state,
      String note,
      boolean ahead,
      boolean canArrive,
      boolean canClose) {}

  /** Cancelling a visit: who, why. */
  public record Cancel(
      Form form, VisitLine visit, int version, List<Choice> reasons, List<Choice> by) {}

  /**
   * A day or a week of a clinic.
   *
   * @param ways other days, the same as list or grid, downloads
   * @param grid the same in columns, or null where the list is asked for
   */
  public record Days(
      Where where,
      String title,
      String finding,
      List<Link> ways,
      List<Day> days,
      @Nullable Grid grid,
      boolean canBook) {}

  /**
   * One day: who is there for crises, what the places are for, and who comes when.
   *
   * @param closed why no block is there, or empty
   * @param clocks that the clocks change on this day, or empty
   * @param crisis who answers crises when, in the order of the day
   * @param places all purposes in one sentence
   * @param swaps protected time that was moved away from this day or to it, in sentences
   */
  public record Day(
      String name,
      String address,
      String closed,
      String clocks,
      List<Cover> crisis,
      String places,
      List<VisitLine> visits,
      List<PrintLine> print,
      List<String> swaps) {}

  /** Who answers crises at a time of the day. */
  public record Cover(String when, String who, boolean named) {}

  /** A visit on paper: initials instead of the name. */
  public record PrintLine(String when, String initials, String with, String what, String state) {}

  /** The same as the list in columns; only the colour is more. */
  public record Grid(String caption, List<String> columns, List<GridRow> rows) {}

  /** One row of it. */
  public record GridRow(String name, List<GridCell> cells) {}

  /**
   * One cell.
   *
   * @param colour the purpose in lower case, for the style sheet, or empty
   */
  public record GridCell(String words, String colour) {}

  /** Looking for a person. */
  public record People(Form form, boolean asked, List<PersonLine> people, boolean canEnter) {}

  /** A person found. */
  public record PersonLine(String id, String name, String born, String site) {}

  /** A person's orders and visits. */
  public record Person(
      String id,
      String name,
      List<Fact> facts,
      List<OrderLine> orders,
      List<VisitLine> visits,
      boolean canOrder,
      boolean canMerge,
      String mergedInto) {}

  /** Entering a person. */
  public record NewPerson(Form form, List<Choice> sites, List<Choice> contacts) {}

  /** Entering a request or an order. */
  public record NewOrderForm(
      Form form,
      String patientId,
      String patient,
      List<Choice> kinds,
      List<Choice> sites,
      List<Choice> clinicians,
      List<Choice> harms,
      List<Choice> continuities,
      List<Choice> disciplines,
      List<Choice> modes,
      List<Choice> urgencies) {}
}
