package org.duecourse.simulate;

import java.util.ArrayList;
import java.util.List;

/** Keeps every row. */
final class RecordingSink implements LogSink {
  record Closed(int id, int day, String reason) {}

  final List<Request> requests = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();
  final List<Appointment> appointments = new ArrayList<>();
  final List<Closed> closedRequests = new ArrayList<>();
  final List<Closed> closedOrders = new ArrayList<>();

  @Override
  public void request(Request request) {
    requests.add(request);
  }

  @Override
  public void requestClosed(int id, int day, String reason) {
    closedRequests.add(new Closed(id, day, reason));
  }

  @Override
  public void order(Order order) {
    orders.add(order);
  }

  @Override
  public void orderClosed(int id, int day, String reason) {
    closedOrders.add(new Closed(id, day, reason));
  }

  @Override
  public void appointment(Appointment appointment) {
    appointments.add(appointment);
  }
}
