package org.duecourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.duecourse.io.CsvText;
import org.duecourse.io.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every weekday of 2014 to 2035 against a published list of another project. Each difference has
 * its reason here; one without a reason fails, and so does a reason that nothing needs any more.
 */
class ShippedYearsTest {
  private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  /** Which side has the day off. */
  private enum Only {
    IN_THE_LIST,
    IN_OURS
  }

  /**
   * A known difference.
   *
   * @param name the name of the day on the side that has it, as that side writes it
   * @param days the days, or empty for every day of that name
   */
  private record Reason(String calendar, Only only, String name, List<String> days, String why) {
    Reason(String calendar, Only only, String name, String why) {
      this(calendar, only, name, List.of(), why);
    }

    boolean explains(String calendar, Only only, LocalDate day, String names) {
      return this.calendar.equals(calendar)
          && this.only == only
          && List.of(names.split("; ")).contains(name)
          && (days.isEmpty() || days.contains(day.toString()));
    }
  }

  private static final Map<String, String> LISTS =
      Map.of(
          "us-ca.core", "US_CA",
          "us-ca.office", "US_CA",
          "us-ca.gov", "US_CA",
          "us-federal", "US_COMMON",
          "gb-eng", "GB_ENG",
          "gb-sct", "GB_SCT");

  private static final String OBSERVANCE = "observed by custom; no text makes it a holiday";
  private static final String ONE_YEAR =
      "the President closed the departments for this year only; left out, and said so";
  private static final String SATURDAY =
      "Gov. Code 6701 moves only November 11 from a Saturday to Friday";
  private static final String GOV_ONLY = "in Gov. Code 6700, not in Gov. Code 19853";

  private static final List<Reason> REASONS = reasons();

  private static List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>();
    for (String calendar : List.of("us-ca.core", "us-ca.office", "us-ca.gov", "us-federal")) {
      for (String name :
          List.of(
              "Groundhog Day",
              "Valentine's Day",
              "Saint Patrick's Day",
              "Halloween",
              "Christmas Eve",
              "New Year's Eve")) {
        reasons.add(new Reason(calendar, Only.IN_THE_LIST, name, OBSERVANCE));
      }
      reasons.add(
          new Reason(
              calendar,
              Only.IN_THE_LIST,
              "Good Friday",
              calendar.equals("us-federal")
                  ? OBSERVANCE
                  : "Gov. Code 6700: from noon to 3 p.m. only, not a whole day"));
      reasons.add(
          new Reason(
              calendar,
              Only.IN_THE_LIST,
              "Election Day",
              "a day to vote, not a day off in the texts read"));
      for (String name :
          List.of(
              "National Day of Mourning for former President George H. W. Bush",
              "National Day of Mourning for former President Jimmy Carter",
              "Day After Christmas",
              "Christmas Eve (half-day closing)")) {
        reasons.add(new Reason(calendar, Only.IN_THE_LIST, name, ONE_YEAR));
      }
    }
    for (String calendar : List.of("us-ca.core", "us-ca.office", "us-ca.gov")) {
      reasons.add(new Reason(calendar, Only.IN_THE_LIST, "Susan B. Anthony Day", OBSERVANCE));
      reasons.add(
          new Reason(
              calendar,
              Only.IN_THE_LIST,
              "Juneteenth National Independence Day (observed)",
              "Gov. Code 6701 does not name June 19: no shift"));
      for (String name :
          List.of(
              "New Year's Day (observed)",
              "Independence Day (observed)",
              "Christmas Day (observed)")) {
        reasons.add(new Reason(calendar, Only.IN_THE_LIST, name, saturdaysOf(name), SATURDAY));
      }
    }
    for (String calendar : List.of("us-ca.core", "us-ca.office")) {
      reasons.add(new Reason(calendar, Only.IN_THE_LIST, "Columbus Day", GOV_ONLY));
      reasons.add(new Reason(calendar, Only.IN_THE_LIST, "Diwali", GOV_ONLY));
      reasons.add(
          new Reason(calendar, Only.IN_THE_LIST, "Juneteenth National Independence Day", GOV_ONLY));
    }
    for (String calendar : List.of("us-ca.core", "us-ca.gov")) {
      reasons.add(
          new Reason(
              calendar,
              Only.IN_THE_LIST,
              "Day After Thanksgiving",
              "in Gov. Code 19853, not in Gov. Code 6700"));
    }
    for (String name :
        List.of(
            "Lunar New Year",
            "Lincoln Day",
            "Lincoln Day (observed)",
            "Genocide Remembrance Day",
            "Admission Day",
            "Admission Day (observed)",
            "Native American Day")) {
      reasons.add(
          new Reason("us-ca.gov", Only.IN_OURS, name, "in Gov. Code 6700; the list leaves it out"));
    }
    return reasons;
  }

  /** The Fridays before the holidays that fall on a Saturday, 2014 to 2035. */
  private static List<String> saturdaysOf(String name) {
    return switch (name) {
      case "New Year's Day (observed)" -> List.of("2021-12-31", "2027-12-31", "2032-12-31");
      case "Independence Day (observed)" -> List.of("2015-07-03", "2020-07-03", "2026-07-03");
      case "Christmas Day (observed)" -> List.of("2021-12-24", "2027-12-24", "2032-12-24");
      default -> throw new IllegalArgumentException(name);
    };
  }

  @TestFactory
  Stream<DynamicTest> everyDifferenceFromThePublishedListHasItsReason() {
    return LISTS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> compare(Calendars.byId(entry.getKey()), entry.getValue())));
  }

  private static void compare(Calendar calendar, String listName) throws IOException {
    Map<LocalDate, String> list = weekdays(list(listName));
    Map<LocalDate, String> ours = ours(calendar);
    List<Reason> needed = new ArrayList<>();
    TreeSet<String> unexplained = new TreeSet<>();
    list.forEach(
        (day, names) -> {
          if (!ours.containsKey(day)) {
            explain(calendar.id(), Only.IN_THE_LIST, day, names, needed, unexplained);
          }
        });
    ours.forEach(
        (day, names) -> {
          if (!list.containsKey(day)) {
            explain(calendar.id(), Only.IN_OURS, day, names, needed, unexplained);
          }
        });
    assertThat(unexplained).as("differences without a reason").isEmpty();
    assertThat(REASONS)
        .filteredOn(reason -> reason.calendar().equals(calendar.id()) && !needed.contains(reason))
        .as("reasons that nothing needs")
        .isEmpty();
  }

  private static void explain(
      String calendar,
      Only only,
      LocalDate day,
      String names,
      List<Reason> needed,
      Set<String> unexplained) {
    List<Reason> reasons =
        REASONS.stream().filter(reason -> reason.explains(calendar, only, day, names)).toList();
    needed.addAll(reasons);
    if (reasons.isEmpty()) {
      unexplained.add(day + " " + day.getDayOfWeek() + " " + only + " " + names);
    }
  }

  /** Whose calendar, what only one of the two lists says, and what ours makes of it. */
  private record Ruling(String calendar, String said, boolean off, String why) {}

  private static final List<Ruling> RULINGS =
      List.of(
          new Ruling("us-federal", "list: Good Friday", false, OBSERVANCE),
          new Ruling("us-federal", "list: Columbus Day", true, "5 U.S.C. 6103"),
          new Ruling(
              "us-federal",
              "list: National Day of Mourning for former President George H. W. Bush",
              false,
              ONE_YEAR),
          new Ruling(
              "us-federal",
              "list: National Day of Mourning for former President Jimmy Carter",
              false,
              ONE_YEAR),
          new Ruling("us-federal", "list: Day After Christmas", false, ONE_YEAR),
          new Ruling("us-ca.office", "list: Good Friday", false, "not in Gov. Code 19853"),
          new Ruling("us-ca.office", "list: Columbus Day", false, GOV_ONLY),
          new Ruling(
              "us-ca.office",
              "list: National Day of Mourning for former President George H. W. Bush",
              false,
              ONE_YEAR),
          new Ruling(
              "us-ca.office",
              "list: National Day of Mourning for former President Jimmy Carter",
              false,
              ONE_YEAR),
          new Ruling("us-ca.office", "list: Day After Christmas", false, ONE_YEAR),
          new Ruling(
              "us-ca.office", "list: Day After Thanksgiving", true, "the day after, in 19853"),
          new Ruling(
              "us-ca.office",
              "jollyday: Day After Thanksgiving",
              false,
              "the fourth Friday is not the day after the fourth Thursday in 2019, 2024, 2030"));

  @Test
  void whereTwoOtherListsDisagreeAboutAWeekdayOursIsSettledByAText() throws IOException {
    Map<String, String> calendarOf =
        Map.of("us", "us-federal", "us-ca", "us-ca.office", "gb-eng", "gb-eng", "gb-sct", "gb-sct");
    TreeSet<String> wrong = new TreeSet<>();
    Set<Ruling> needed = new java.util.HashSet<>();
    for (CsvText.Row row : disagreements()) {
      LocalDate day = LocalDate.parse(row.field(1));
      String id = calendarOf.get(row.field(0));
      if (id == null || !WEEK.contains(day.getDayOfWeek())) {
        continue;
      }
      String said = row.field(3).isEmpty() ? "jollyday: " + row.field(2) : "list: " + row.field(3);
      boolean off = !Calendars.byId(id).businessDays().counts(day);
      List<Ruling> rulings =
          RULINGS.stream().filter(r -> r.calendar().equals(id) && r.said().equals(said)).toList();
      needed.addAll(rulings);
      if (rulings.isEmpty() || rulings.getFirst().off() != off) {
        wrong.add(id + " " + day + " " + said + (off ? " is off" : " counts") + " " + rulings);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(RULINGS).filteredOn(ruling -> !needed.contains(ruling)).isEmpty();
  }

  @Test
  void theFourTrapsOfCalifornia() {
    BusinessDays core = Calendars.byId("us-ca.core").businessDays();
    BusinessDays office = Calendars.byId("us-ca.office").businessDays();
    BusinessDays gov = Calendars.byId("us-ca.gov").businessDays();
    // 1. The day after Thanksgiving is the day after the fourth Thursday, not the fourth Friday.
    for (int year : new int[] {2019, 2024, 2030}) {
      LocalDate fourthFriday = LocalDate.of(year, 11, 22);
      assertThat(fourthFriday.getDayOfWeek()).isEqualTo(DayOfWeek.FRIDAY);
      assertThat(office.counts(fourthFriday)).isTrue();
      assertThat(office.counts(fourthFriday.plusWeeks(1))).isFalse();
    }
    // 2. A Saturday holiday moves to Friday only for November 11.
    assertThat(core.counts(LocalDate.of(2026, 7, 3))).isTrue();
    assertThat(core.counts(LocalDate.of(2028, 11, 10))).isFalse();
    // 3. Observances and federal shifts are no holidays of the state.
    assertThat(gov.counts(LocalDate.of(2025, 10, 31))).isTrue();
    // 4. Diwali counts from 2026 on; in 2025 it does not.
    assertThat(gov.counts(LocalDate.of(2025, 10, 20))).isTrue();
    assertThat(gov.counts(LocalDate.of(2029, 11, 5))).isFalse();
  }

  @Test
  void aLimitUnderTheDefaultIsNeverLaterThanUnderEitherList() {
    BusinessDays core = Calendars.byId("us-ca.core").businessDays();
    BusinessDays office = Calendars.byId("us-ca.office").businessDays();
    BusinessDays gov = Calendars.byId("us-ca.gov").businessDays();
    for (LocalDate day = Calendars.FIRST; day.getYear() < 2035; day = day.plusDays(1)) {
      LocalDate limit = core.after(day, 10);
      assertThat(limit)
          .as("10 business days after %s", day)
          .isBeforeOrEqualTo(office.after(day, 10))
          .isBeforeOrEqualTo(gov.after(day, 10));
    }
    assertThat(Calendars.byId("us-ca.core").daysOff(2025)).hasSize(10);
    assertThat(Calendars.byId("us-ca.office").daysOff(2025)).hasSize(11);
  }

  private static Map<LocalDate, String> ours(Calendar calendar) {
    Map<LocalDate, String> ours = new TreeMap<>();
    calendar.daysOff().forEach(off -> ours.merge(off.day(), off.name(), (a, b) -> a + "; " + b));
    return weekdays(ours);
  }

  private static Map<LocalDate, String> list(String name) throws IOException {
    Map<LocalDate, String> list = new TreeMap<>();
    Json.readMap(name, text("holidays-" + name + "-2014-2035.json"))
        .forEach((day, names) -> list.put(LocalDate.parse(day), names.toString()));
    return list;
  }

  private static Map<LocalDate, String> weekdays(Map<LocalDate, String> days) {
    days.keySet().removeIf(day -> !WEEK.contains(day.getDayOfWeek()));
    return days;
  }

  private static List<CsvText.Row> disagreements() throws IOException {
    String name = "calendar-disagreements-2018-2030.csv";
    List<CsvText.Row> rows = CsvText.rows(name, text(name));
    assertThat(rows).hasSize(226);
    return rows.subList(1, rows.size());
  }

  private static String text(String name) throws IOException {
    try (var in = ShippedYearsTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
