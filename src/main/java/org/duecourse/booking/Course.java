package org.duecourse.booking;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest way through a course of visits.
 *
 * @param places by visit, where it goes
 * @param cost the sum of what the places cost, with what is unusual about them
 * @param clinicianId the usual clinician, or null where there is no place at all
 * @param hour the usual time of the day
 */
record Course(
    List<Optional<Proposal>> places,
    double cost,
    @Nullable String clinicianId,
    @Nullable LocalTime hour) {
  /*
   * Each clinician and hour that any of the visits can have is tried as the usual one. For each, the
   * cheapest places are found day by day: least[k][d] is what the first k visits cost with the last
   * of them before day d. Visit k is not placed, or is on day d and those before it are before:
   *
   *   least[k][d+1] = min(least[k][d], least[k-1][d+1] + no place, least[k-1][d] + cheapest on d)
   *
   * No place costs more than everything else together, so as many as can be are placed.
   */
  private static final double NO_PLACE = 1e9;
  private static final int NOT_PLACED = -1;
  private static final int NOT_ON_THIS_DAY = -2;

  /** The usual clinician and hour that are tried. */
  private record Usual(String clinicianId, LocalTime hour) {}

  /**
   * Finds the cheapest way.
   *
   * @param choices by visit, the places that it can have
   * @param zone in which the hour is the same
   */
  static Course cheapest(List<List<Proposal>> choices, ZoneId zone, Weights weights) {
    int visits = choices.size();
    Course best =
        new Course(Collections.nCopies(visits, Optional.empty()), visits * NO_PLACE, null, null);
    for (Usual usual : usuals(choices, zone)) {
      Course course = new Ways(choices, usual, zone, weights).cheapest();
      if (course.cost < best.cost) {
        best = course;
      }
    }
    return best;
  }

  private static Set<Usual> usuals(List<List<Proposal>> choices, ZoneId zone) {
    Set<Usual> usuals = new LinkedHashSet<>();
    for (List<Proposal> ofVisit : choices) {
      for (Proposal place : ofVisit) {
        usuals.add(new Usual(place.opening().clinician().id(), hour(place, zone)));
      }
    }
    return usuals;
  }

  private static LocalTime hour(Proposal place, ZoneId zone) {
    return place.opening().start().atZone(zone).toLocalTime();
  }

  /** The table for one usual clinician and hour. */
  private static final class Ways {
    private final List<List<Proposal>> choices;
    private final Usual usual;
    private final ZoneId zone;
    private final Weights weights;
    private final long firstDay;
    private final double[][] least;
    private final int[][] choice;

    Ways(List<List<Proposal>> choices, Usual usual, ZoneId zone, Weights weights) {
      this.choices = choices;
      this.usual = usual;
      this.zone = zone;
      this.weights = weights;
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      for (List<Proposal> ofVisit : choices) {
        for (Proposal place : ofVisit) {
          first = Math.min(first, place.day().toEpochDay());
          last = Math.max(last, place.day().toEpochDay());
        }
      }
      firstDay = first;
      int days = Math.toIntExact(last - first + 1);
      least = new double[choices.size() + 1][days + 1];
      choice = new int[choices.size() + 1][days + 1];
    }

    Course cheapest() {
      for (int k = 1; k < least.length; k++) {
        fill(k);
      }
      int last = least[0].length - 1;
      return new Course(places(last), least[least.length - 1][last], usual.clinicianId, usual.hour);
    }

    private void fill(int k) {
      List<Proposal> places = choices.get(k - 1);
      int days = least[k].length - 1;
      int[] cheapest = new int[days];
      double[] cost = new double[days];
      Arrays.fill(cost, Double.POSITIVE_INFINITY);
      for (int i = 0; i < places.size(); i++) {
        int day = day(places.get(i));
        double points = points(places.get(i));
        if (points < cost[day]) {
          cost[day] = points;
          cheapest[day] = i;
        }
      }
      least[k][0] = least[k - 1][0] + NO_PLACE;
      choice[k][0] = NOT_PLACED;
      for (int d = 0; d < days; d++) {
        least[k][d + 1] = least[k - 1][d + 1] + NO_PLACE;
        choice[k][d + 1] = NOT_PLACED;
        if (least[k][d] < least[k][d + 1]) {
          least[k][d + 1] = least[k][d];
          choice[k][d + 1] = NOT_ON_THIS_DAY;
        }
        if (least[k - 1][d] + cost[d] < least[k][d + 1]) {
          least[k][d + 1] = least[k - 1][d] + cost[d];
          choice[k][d + 1] = cheapest[d];
        }
      }
    }

    private double points(Proposal place) {
      boolean other = !place.opening().clinician().id().equals(usual.clinicianId);
      boolean otherHour = !hour(place, zone).equals(usual.hour);
      return place.cost().total()
          + (other ? weights.otherClinician() : 0)
          + (otherHour ? weights.otherHour() : 0);
    }

    private int day(Proposal place) {
      return Math.toIntExact(place.day().toEpochDay() - firstDay);
    }

    private List<Optional<Proposal>> places(int lastDay) {
      List<Optional<Proposal>> places = new ArrayList<>();
      int d = lastDay;
      for (int k = least.length - 1; k > 0; k--) {
        while (choice[k][d] == NOT_ON_THIS_DAY) {
          d--;
        }
        if (choice[k][d] == NOT_PLACED) {
          places.add(Optional.empty());
        } else {
          places.add(Optional.of(choices.get(k - 1).get(choice[k][d])));
          d--;
        }
      }
      Collections.reverse(places);
      return places;
    }
  }
}
