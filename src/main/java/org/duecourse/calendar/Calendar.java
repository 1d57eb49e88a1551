package org.duecourse.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A calendar that says which days count, with the name and the legal source of each day that does
 * not. Counting is done by its {@link BusinessDays}.
 */
public final class Calendar {
  private final Description description;
  private final Set<DayOfWeek> week;
  private final List<DayOff> daysOff;
  private final BusinessDays businessDays;

  /**
   * What a reader should know of a calendar before using it.
   *
   * @param id its name in files and options ("us-ca.core")
   * @param title what it is, in a few words
   * @param why why one would use it, in a sentence
   * @param leftOut what somebody might expect in it and does not find, with the reason
   */
  public record Description(String id, String title, String why, List<String> leftOut) {
    public Description {
      leftOut = List.copyOf(leftOut);
    }
  }

  Calendar(
      Description description,
      Set<DayOfWeek> week,
      List<DayOff> daysOff,
      LocalDate first,
      LocalDate last) {
    this.description = description;
    this.week = Set.copyOf(week);
    this.daysOff =
        daysOff.stream()
            .filter(off -> !off.day().isBefore(first) && !off.day().isAfter(last))
            .sorted(Comparator.comparing(DayOff::day).thenComparing(DayOff::name))
            .toList();
    Set<LocalDate> off =
        this.daysOff.stream().map(DayOff::day).collect(Collectors.toCollection(HashSet::new));
    this.businessDays =
        new BusinessDays(
            description.id(),
            first,
            last,
            day -> week.contains(day.getDayOfWeek()) && !off.contains(day));
  }

  /** Its name in files and options. */
  public String id() {
    return description.id();
  }

  /** What it is and what it leaves out. */
  public Description description() {
    return description;
  }

  /** The days of the week that count unless they are days off. */
  public Set<DayOfWeek> week() {
    return week;
  }

  /** Every day off in order, those on a weekend too; a day may have two names. */
  public List<DayOff> daysOff() {
    return daysOff;
  }

  /** The days off of one year. */
  public List<DayOff> daysOff(int year) {
    return daysOff.stream().filter(off -> off.day().getYear() == year).toList();
  }

  /** The days that count, to count with. */
  public BusinessDays businessDays() {
    return businessDays;
  }

  @Override
  public String toString() {
    return id();
  }
}
