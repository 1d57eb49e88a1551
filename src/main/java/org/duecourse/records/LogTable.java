package org.duecourse.records;

import static org.duecourse.records.Column.day;
import static org.duecourse.records.Column.mustHave;
import static org.duecourse.records.Column.number;
import static org.duecourse.records.Column.text;
import static org.duecourse.records.Column.time;
import static org.duecourse.records.Column.word;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables of the access log and their columns, in the order in which they are read. */
public enum LogTable {
  /** Clinics. First, since the zone of a site says what the times of its rows mean. */
  SITES(mustHave(text("site_id")), text("name"), text("zone"), text("calendar")),
  /** Requests for care. */
  REQUESTS(
      mustHave(text("request_id")),
      mustHave(text("patient_id")),
      mustHave(time("received_at")),
      text("site_id"),
      text("service"),
      word("urgency", "routine", "urgent", "emergency"),
      text("source"),
      time("closed_at"),
      text("close_reason")),
  /** Return orders: the next visit that a clinician asked for. */
  ORDERS(
      mustHave(text("order_id")),
      mustHave(text("patient_id")),
      mustHave(time("ordered_at")),
      text("site_id"),
      text("clinician_id"),
      day("target_date"),
      day("earliest_date"),
      day("latest_date"),
      day("extended_to"),
      time("extended_at"),
      text("extension_reason"),
      time("closed_at"),
      text("close_reason")),
  /** Appointments. The only table that must exist. */
  APPOINTMENTS(
      mustHave(text("appointment_id")),
      mustHave(text("patient_id")),
      mustHave(time("start_at")),
      mustHave(
          word(
              "status",
              "attended",
              "no_show",
              "cancelled_by_patient",
              "cancelled_by_clinic",
              "booked")),
      text("site_id"),
      text("clinician_id"),
      word("kind", "first", "return", "group", "crisis", "administrative_intake"),
      text("request_id"),
      text("order_id"),
      time("booked_at"),
      number("minutes"),
      time("cancelled_at")),
  /** Dates put to a patient. */
  OFFERS(
      mustHave(text("offer_id")),
      mustHave(time("offered_at")),
      mustHave(time("start_at")),
      mustHave(word("answer", "accepted", "declined", "expired")),
      text("request_id"),
      text("order_id"),
      text("reason")),
  /** Attempts to reach a patient. */
  CONTACTS(
      mustHave(text("contact_id")),
      mustHave(text("patient_id")),
      mustHave(time("at")),
      text("about"),
      text("channel"),
      text("outcome")),
  /** Clinicians. */
  CLINICIANS(
      mustHave(text("clinician_id")),
      text("site_id"),
      text("discipline"),
      number("fte"),
      day("from"),
      day("to")),
  /** Weeks of clinicians under a term that protects time for work between visits. */
  PROTECTED_WEEKS(
      mustHave(text("week_id")),
      mustHave(text("clinician_id")),
      mustHave(day("week_start")),
      text("site_id"),
      number("minutes_due"),
      number("minutes_kept"),
      number("swaps_open")),
  /** People who asked for help at once. */
  CRISIS_REQUESTS(
      mustHave(text("crisis_id")),
      mustHave(time("received_at")),
      word("urgency", "urgent", "emergency"),
      text("site_id"),
      text("patient_id"),
      time("contacted_at"),
      time("seen_at"),
      time("transferred_at"),
      time("closed_at"),
      word("outcome", "seen", "transferred", "not_reached", "withdrawn")),
  /** Days of clinics and the half-hours in which somebody is named for crises. */
  CRISIS_COVER(
      mustHave(text("cover_id")),
      mustHave(text("site_id")),
      mustHave(day("cover_date")),
      number("half_hours_open"),
      number("half_hours_covered"));

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
  private final List<Column> columns;

  LogTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /** Its name in files and in the database. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its columns, in the order of the contract. */
  public List<Column> columns() {
    return columns;
  }

  /** The column of its id. */
  public Column id() {
    return columns.getFirst();
  }

  /** A column by its name. */
  public Column column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** Whether it has a column. */
  public boolean has(String name) {
    return columns.stream().anyMatch(c -> c.name().equals(name));
  }

  /** A table by its name. */
  public static Optional<LogTable> named(String name) {
    return Arrays.stream(values()).filter(t -> t.tableName().equals(name)).findFirst();
  }

  /** The names of all tables. */
  public static List<String> names() {
    return Arrays.stream(values()).map(LogTable::tableName).toList();
  }
}
