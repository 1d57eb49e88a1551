package org.duecourse.booking;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A course of visits at an interval, each with a place inside its own window where there is one;
 * with the same clinician at the same hour where that can be had.
 *
 * <pre>
 *   Series course = Series.choose(search, Asked.of(order, instant), 8, 7);
 *   course.visits()       eight, each with its place or with what became of its openings
 *   course.notPlaced()    those that need another answer; none is left out silently
 * </pre>
 *
 * @param visits all of them, in order
 * @param clinicianId the usual clinician, or null where no visit has a place
 * @param hour the usual time of the day, or null where no visit has a place
 */
public record Series(List<Visit> visits, @Nullable String clinicianId, @Nullable LocalTime hour) {
  public Series {
    visits = List.copyOf(visits);
  }

  /**
   * One visit of the course.
   *
   * @param number 1 for the first
   * @param window its own window
   * @param place where it goes, or null where it has no place
   * @param openings what became of the openings of its window
   */
  public record Visit(
      int number, Window window, @Nullable Proposal place, WhyNotEarlier.Count openings) {}

  /**
   * Chooses as many places as there can be, and of those the ones with the least cost. Visits
   * follow one another on different days, even where their windows overlap.
   *
   * @param search in the openings of one moment
   * @param asked the order of the first visit, and the patient; the window and the legal limit of
   *     each visit are those of the one before, an interval later
   * @param visits how many
   * @param intervalDays days from one best day to the next
   */
  public static Series choose(Search search, Asked asked, int visits, int intervalDays) {
    if (visits < 1 || intervalDays < 1) {
      throw new IllegalArgumentException(visits + " visits every " + intervalDays + " days");
    }
    List<Asked> each = new ArrayList<>();
    List<List<Proposal>> choices = new ArrayList<>();
    for (int k = 0; k < visits; k++) {
      Asked one = asked.withOrder(later(asked.order(), (long) k * intervalDays));
      each.add(one);
      choices.add(search.allInWindow(one));
    }
    Course course = Course.cheapest(choices, search.zone(asked.order().siteId()), search.weights());
    List<Visit> planned = new ArrayList<>();
    for (int k = 0; k < visits; k++) {
      planned.add(
          new Visit(
              k + 1,
              each.get(k).order().window(),
              course.places().get(k).orElse(null),
              search.countInWindow(each.get(k))));
    }
    return new Series(planned, course.clinicianId(), course.hour());
  }

  /** The visits that have no place. */
  public List<Visit> notPlaced() {
    return visits.stream().filter(visit -> visit.place() == null).toList();
  }

  /** In a line: "7 of 8 visits have a place; none for visit 3". */
  public String words() {
    int placed = visits.size() - notPlaced().size();
    String counted = placed + " of " + visits.size() + " visits have a place";
    return notPlaced().isEmpty()
        ? counted
        : notPlaced().stream()
            .map(visit -> "visit " + visit.number())
            .collect(Collectors.joining(", ", counted + "; none for ", ""));
  }

  private static OpenOrder later(OpenOrder order, long days) {
    Window window = order.window();
    return new OpenOrder(
        order.id(),
        order.kind(),
        order.siteId(),
        new Window(
            window.earliest().plusDays(days),
            window.target().plusDays(days),
            window.latest().plusDays(days)),
        order.legalLimit() == null ? null : order.legalLimit().plusDays(days),
        order.weight(),
        order.continuity(),
        order.ownClinician(),
        order.discipline(),
        order.language(),
        order.mode(),
        order.minutes());
  }
}
