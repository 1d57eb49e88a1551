package org.duecourse.worklist;

import java.time.LocalDate;
import java.util.List;

/**
 * A clinician's protected time in one week, Monday to Sunday, beside the work that is due in it.
 * All are minutes, over all clinics of the clinician.
 *
 * <p><b>The floor</b> is the term's hours a week, times the clinician's share of a full week, times
 * the days that count over the days of the usual week, rounded down to a minute. A day counts on
 * which the clinician has any time but breaks, unless absences cover half of that time or more. So
 * days before the first week of a clinician and holidays do not count. A day of the usual week
 * counts too when its time was taken away or replaced: nobody lowers a floor by emptying a day. Who
 * is no longer active has no floor. Of several clinics the one with the largest term sets it, and
 * the share of a full week is today's, for past weeks too.
 *
 * @param monday the week
 * @param termMinutes what the term protects in a full-time week; 0 where no term is adopted
 * @param usualDays days of the usual week
 * @param workedDays days that count
 * @param floorMinutes the floor
 * @param plannedMinutes protected time in the blocks of which nobody is away
 * @param keptMinutes that of which no visit or group lies over
 * @param takenMinutes what agreed swaps took from this week
 * @param givenMinutes what agreed swaps give back in this week
 * @param overdueMinutes work that was due before this week and is still open
 * @param days its days
 */
public record ProtectedWeek(
    String clinicianId,
    LocalDate monday,
    int termMinutes,
    int usualDays,
    int workedDays,
    int floorMinutes,
    int plannedMinutes,
    int keptMinutes,
    int takenMinutes,
    int givenMinutes,
    int overdueMinutes,
    List<Day> days) {

  /**
   * One day: supply and queue.
   *
   * @param keptMinutes protected time that is neither away nor taken
   * @param dueMinutes minutes of the open tasks that are due on it
   */
  public record Day(LocalDate day, int keptMinutes, int dueMinutes) {
    /** By how much the day is too short; 0 where it fits. */
    public int shortMinutes() {
      return Math.max(0, dueMinutes - keptMinutes);
    }
  }

  public ProtectedWeek {
    days = List.copyOf(days);
  }

  /** What has to be protected in this week, swaps counted. */
  public int owedMinutes() {
    return Math.max(0, floorMinutes - takenMinutes + givenMinutes);
  }

  /** By how much the week is below what has to be protected; 0 where it is not. */
  public int belowMinutes() {
    return Math.max(0, owedMinutes() - keptMinutes);
  }

  /** Minutes of the tasks that are due in the week. */
  public int dueMinutes() {
    return days.stream().mapToInt(Day::dueMinutes).sum();
  }
}
