package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.duecourse.simulate.LogSink.Appointment;
import org.duecourse.simulate.LogSink.Order;
import org.duecourse.simulate.LogSink.Request;
import org.duecourse.simulate.LogSink.Status;
import org.junit.jupiter.api.Test;

/** The outputs, counted a second time over the rows of the log, by their definitions. */
class LogAgainstTalliesTest {
  private static final double EXACTLY = 1e-9;

  @Test
  void theTalliesAreWhatTheRowsSay() {
    SplittableRandom chance = new SplittableRandom(77);
    for (int i = 0; i < 40; i++) {
      Clinic clinic = InvariantsTest.anyClinic(chance, i);
      RunPlan plan = new RunPlan(chance.nextInt(2) * 15, 84, 1, i, 1, 0.95);
      RecordingSink rows = new RecordingSink();
      SimulationResult result = Simulator.run(clinic, plan, Simulator.Progress.NONE, rows);
      check(result, rows, plan);
    }
  }

  private static void check(SimulationResult result, RecordingSink rows, RunPlan plan) {
    Map<Integer, List<Appointment>> ofRequest = new HashMap<>();
    Map<Integer, List<Appointment>> ofOrder = new HashMap<>();
    for (Appointment a : rows.appointments) {
      (a.first() ? ofRequest : ofOrder).computeIfAbsent(a.basis(), k -> new ArrayList<>()).add(a);
    }
    int from = plan.warmupDays();
    int end = plan.allDays();
    requests(result, rows, ofRequest, from, end);
    orders(result, rows, ofOrder, from, end);
    visits(result, rows, from, end);
  }

  private static void requests(
      SimulationResult result,
      RecordingSink rows,
      Map<Integer, List<Appointment>> ofRequest,
      int from,
      int end) {
    double requests = 0;
    double booked = 0;
    double wait = 0;
    double waiting = 0;
    List<Integer> closed = rows.closedRequests.stream().map(RecordingSink.Closed::id).toList();
    for (Request request : rows.requests) {
      List<Appointment> mine = ofRequest.getOrDefault(request.id(), List.of());
      boolean attended = mine.stream().anyMatch(a -> a.status() == Status.ATTENDED);
      waiting += attended || closed.contains(request.id()) ? 0 : 1;
      if (request.day() < from) {
        continue;
      }
      requests++;
      if (!mine.isEmpty()) {
        booked++;
        wait += firstBooked(mine).day() - request.day();
      }
    }
    double weeks = (end - from) / 7.0;
    same(result, Output.REQUESTS_A_WEEK, requests / weeks);
    same(result, Output.FIRST_WAIT_DAYS, wait / booked);
    same(result, Output.WAITING_REQUESTS, waiting);
  }

  private static void orders(
      SimulationResult result,
      RecordingSink rows,
      Map<Integer, List<Appointment>> ofOrder,
      int from,
      int end) {
    double booked = 0;
    double delay = 0;
    double onDay = 0;
    double decided = 0;
    double inWindow = 0;
    double forgiven = 0;
    double late = 0;
    for (Order order : rows.orders) {
      List<Appointment> mine = ofOrder.getOrDefault(order.id(), List.of());
      if (!mine.isEmpty() && firstBooked(mine).bookedDay() >= from) {
        booked++;
        delay += firstBooked(mine).day() - order.target();
        onDay += firstBooked(mine).day() == order.target() ? 1 : 0;
      }
      if (order.latest() < from || order.latest() >= end) {
        continue;
      }
      decided++;
      int seen = Integer.MIN_VALUE;
      boolean missedInWindow = false;
      for (Appointment a : mine) {
        boolean inside = a.day() >= order.earliest() && a.day() <= order.latest();
        if (a.status() == Status.ATTENDED) {
          seen = a.day();
        } else if (a.status() == Status.NO_SHOW || a.status() == Status.CANCELLED_BY_PATIENT) {
          missedInWindow |= inside;
        }
      }
      boolean met = seen >= order.earliest() && seen <= order.latest();
      inWindow += met ? 1 : 0;
      forgiven += met || missedInWindow ? 1 : 0;
      int until = seen > Integer.MIN_VALUE ? seen : end - 1;
      late += Math.max(0, until - order.latest());
    }
    same(result, Output.RETURN_DELAY_DAYS, delay / booked);
    same(result, Output.RETURN_ON_DUE_DAY_SHARE, onDay / booked);
    same(result, Output.RETURN_IN_WINDOW_SHARE, inWindow / decided);
    same(result, Output.RETURN_IN_WINDOW_SHARE_FORGIVEN, forgiven / decided);
    same(result, Output.RETURN_LATE_DAYS, late / decided);
  }

  private static void visits(SimulationResult result, RecordingSink rows, int from, int end) {
    double attended = 0;
    double missed = 0;
    double bookings = 0;
    double byPatient = 0;
    double byClinic = 0;
    for (Appointment a : rows.appointments) {
      boolean onMeasuredDay = a.day() >= from && a.day() < end;
      attended += a.status() == Status.ATTENDED && onMeasuredDay ? 1 : 0;
      missed += a.status() == Status.NO_SHOW && onMeasuredDay ? 1 : 0;
      bookings += a.bookedDay() >= from ? 1 : 0;
      byPatient += a.status() == Status.CANCELLED_BY_PATIENT && a.cancelledDay() >= from ? 1 : 0;
      byClinic += a.status() == Status.CANCELLED_BY_CLINIC && a.cancelledDay() >= from ? 1 : 0;
    }
    double weeks = (end - from) / 7.0;
    same(result, Output.VISITS_A_WEEK, attended / weeks);
    same(result, Output.NO_SHOW_SHARE, missed / (missed + attended));
    same(result, Output.CANCELLED_BY_PATIENT_SHARE, byPatient / bookings);
    same(result, Output.CANCELLED_BY_CLINIC_SHARE, byClinic / bookings);
  }

  private static Appointment firstBooked(List<Appointment> appointments) {
    return appointments.stream().min((a, b) -> Integer.compare(a.id(), b.id())).orElseThrow();
  }

  private static void same(SimulationResult result, Output output, double expected) {
    double actual = result.values(output)[0];
    if (Double.isNaN(expected)) {
      assertThat(actual).as(output.key()).isNaN();
    } else {
      assertThat(actual).as(output.key()).isCloseTo(expected, within(EXACTLY));
    }
  }
}
