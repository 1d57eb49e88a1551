package org.duecourse.desk;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The booking desk over an open store: one door for everything that a page, the interface or a
 * command asks. Safe for many threads; several desks can work on one database.
 *
 * <pre>
 *   Desk desk = Desk.over(store.jdbi(), InstantSource.system());
 *   String order = desk.orders().enter(actor, NewOrder.returnVisit(…)).getFirst();
 *   Searching.Result times = desk.searching().find(actor, order, Wishes.NONE, Set.of(), Step.IN_WINDOW);
 *   Booking held = desk.bookings().hold(actor, order, 0, place, null, key);
 * </pre>
 */
public final class Desk {
  private final Audit audit;
  private final People people;
  private final Merging merging;
  private final Supply supply;
  private final Absences absences;
  private final Orders orders;
  private final Bookings bookings;
  private final Searching searching;
  private final Groups groups;
  private final Tasks tasks;
  private final EarlierTimes earlierTimes;
  private final DayBook dayBook;
  private final Sweep sweep;
  private final LogExport logExport;
  private final LogImport logImport;
  private final InstantSource clock;
  private final Work work;

  private Desk(Jdbi jdbi, InstantSource clock) {
    work = new Work(jdbi, clock);
    Work.records(
        jdbi,
        Audit.Act.class,
        Site.class,
        Practitioner.class,
        People.Room.class,
        Patient.class,
        Supply.Template.class,
        Block.class,
        Absences.Absence.class,
        Order.class,
        Orders.Extension.class,
        Orders.SearchShown.class,
        Orders.Unbooked.class,
        Visit.class,
        Offer.class,
        Task.class,
        Tasks.Raised.class,
        TaskRule.Own.class,
        Groups.Session.class,
        DayBook.Line.class,
        DayBook.Places.class,
        DayBook.ProtectedTime.class,
        DayBook.FeedLine.class,
        EarlierTimes.Notice.class);
    EarlierTimes.register(jdbi);
    this.clock = clock;
    audit = new Audit(work);
    people = new People(work);
    merging = new Merging(work);
    supply = new Supply(work);
    absences = new Absences(work);
    orders = new Orders(work);
    bookings = new Bookings(work);
    searching = new Searching(work, new OpeningBook(work));
    groups = new Groups(work);
    tasks = new Tasks(work);
    earlierTimes = new EarlierTimes(work);
    dayBook = new DayBook(work);
    sweep = new Sweep(work);
    logExport = new LogExport(work);
    logImport = new LogImport(work);
  }

  /** A desk over an open database. */
  public static Desk over(Jdbi jdbi, InstantSource clock) {
    return new Desk(jdbi, clock);
  }

  /** To be called after many rows came at once, so that queries stay fast. */
  public void afterManyRows() {
    work.inLong(handle -> handle.execute("select look_at_tables_anew()"));
  }

  /** Its transactions, for the packages that build on the desk. */
  public Work work() {
    return work;
  }

  /** What time it is at the desk. */
  public InstantSource clock() {
    return clock;
  }

  /** Who did and read what. */
  public Audit audit() {
    return audit;
  }

  /** Clinics, clinicians, rooms, patients. */
  public People people() {
    return people;
  }

  /** Two records of one person. */
  public Merging merging() {
    return merging;
  }

  /** Weeks and blocks. */
  public Supply supply() {
    return supply;
  }

  /** Absences and closures. */
  public Absences absences() {
    return absences;
  }

  /** Requests and return orders. */
  public Orders orders() {
    return orders;
  }

  /** Visits. */
  public Bookings bookings() {
    return bookings;
  }

  /** Times that fit an order. */
  public Searching searching() {
    return searching;
  }

  /** Groups and their seats. */
  public Groups groups() {
    return groups;
  }

  /** What has to be done. */
  public Tasks tasks() {
    return tasks;
  }

  /** Offers to patients. */
  public EarlierTimes earlierTimes() {
    return earlierTimes;
  }

  /** Days and weeks as lists. */
  public DayBook dayBook() {
    return dayBook;
  }

  /** The desk's records as an access log. */
  public LogExport logExport() {
    return logExport;
  }

  /** An access log as records of the desk. */
  public LogImport logImport() {
    return logImport;
  }

  /** What has to happen with time. */
  public Sweep sweep() {
    return sweep;
  }
}
