package org.duecourse.calendar;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.io.TextFile;
import org.duecourse.io.Yaml;

/** The shipped calendars, and calendars from a user's own list. */
public final class Calendars {
  /** The first day that a shipped calendar knows. */
  public static final LocalDate FIRST = LocalDate.of(2014, 1, 1);

  /** The last day that a shipped calendar knows. */
  public static final LocalDate LAST = LocalDate.of(2035, 12, 31);

  /** The calendar where nothing else is said. */
  public static final String DEFAULT = "us-ca.core";

  private static final List<String> IDS =
      List.of(
          "us-ca.core",
          "us-ca.office",
          "us-ca.gov",
          "us-federal",
          "gb-eng",
          "gb-sct",
          "weekdays",
          "every-day");

  private static final Map<String, Calendar> READ = new ConcurrentHashMap<>();

  private Calendars() {}

  /** The ids of the shipped calendars, the default first. */
  public static List<String> ids() {
    return IDS;
  }

  /** All shipped calendars, the default first. */
  public static List<Calendar> all() {
    return IDS.stream().map(Calendars::byId).toList();
  }

  /**
   * A shipped calendar.
   *
   * @throws Refused with the nearest id if there is none of that name
   */
  public static Calendar byId(String id) {
    if (!IDS.contains(id)) {
      throw Refused.usage(
          "'"
              + id
              + "' is no calendar."
              + Suggestion.didYouMean(id, IDS)
              + " The calendars are "
              + String.join(", ", IDS)
              + "; an own list of holidays is given as FILE.csv.");
    }
    Calendar known = READ.get(id);
    if (known != null) {
      return known;
    }
    Calendar read =
        CalendarFile.read(
            Yaml.resource(Calendars.class, id + ".yaml"), Calendars::byId, FIRST, LAST);
    READ.put(id, read);
    return read;
  }

  /**
   * What {@code --calendar} means: the id of a shipped calendar, or a CSV file with a column {@code
   * date} of holidays over a Monday-to-Friday week.
   */
  public static Calendar named(String idOrFile) {
    return idOrFile.toLowerCase(Locale.ROOT).endsWith(".csv")
        ? fromFile(Path.of(idOrFile))
        : byId(idOrFile);
  }

  /** A user's own list of holidays, from a file. */
  public static Calendar fromFile(Path file) {
    return fromText(
        String.valueOf(file.getFileName()), TextFile.read(file, "a CSV list of holidays"));
  }

  /** A user's own list of holidays, from CSV text; the name stands in messages and outputs. */
  public static Calendar fromText(String name, String csv) {
    return HolidayList.read(name, csv, FIRST, LAST);
  }
}
