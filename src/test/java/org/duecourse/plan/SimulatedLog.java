package org.duecourse.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.ReadSettings;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.LogSink;
import org.duecourse.simulate.RunPlan;
import org.duecourse.simulate.Simulator;

/** What a simulated clinic would have written down, as the files of an access log. */
public final class SimulatedLog implements LogSink {
  private final Clinic clinic;
  private final StringBuilder appointments =
      new StringBuilder(
          "appointment_id,patient_id,start_at,status,site_id,clinician_id,kind,request_id,order_id,booked_at,cancelled_at\n");
  private final Map<Integer, String> requests = new LinkedHashMap<>();
  private final Map<Integer, String> orders = new LinkedHashMap<>();
  private final Map<Integer, String> requestEnds = new LinkedHashMap<>();
  private final Map<Integer, String> orderEnds = new LinkedHashMap<>();

  private SimulatedLog(Clinic clinic) {
    this.clinic = clinic;
  }

  /** Runs a clinic once, writes the log of all its days into a folder, and reads it. */
  static AccessLog of(Clinic clinic, int days, long seed, Path folder) {
    write(clinic, days, seed, folder);
    LocalDate last = clinic.firstDay().plusDays(days - 1L);
    return LogReader.read(folder, ReadSettings.asOfToday(last).withAsOf(last));
  }

  /** Runs a clinic once and writes the log of all its days into a folder. */
  public static void write(Clinic clinic, int days, long seed, Path folder) {
    SimulatedLog log = new SimulatedLog(clinic);
    Simulator.run(clinic, new RunPlan(0, days, 1, seed, 1, 0.95), (done, of) -> {}, log);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("appointments.csv"), log.appointments);
      Files.writeString(
          folder.resolve("requests.csv"),
          table(
              "request_id,patient_id,received_at,site_id,urgency,closed_at,close_reason",
              log.requests,
              log.requestEnds));
      Files.writeString(
          folder.resolve("orders.csv"),
          table(
              "order_id,patient_id,ordered_at,site_id,clinician_id,earliest_date,target_date,latest_date,closed_at,close_reason",
              log.orders,
              log.orderEnds));
      Files.writeString(folder.resolve("clinicians.csv"), log.clinicians());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String table(String header, Map<Integer, String> rows, Map<Integer, String> ends) {
    StringBuilder text = new StringBuilder(header).append('\n');
    rows.forEach((id, row) -> text.append(row).append(ends.getOrDefault(id, ",,")).append('\n'));
    return text.toString();
  }

  /** Everybody has been there for eight years and stays: the clinics of these tests lose nobody. */
  private String clinicians() {
    StringBuilder text = new StringBuilder("clinician_id,site_id,from,to\n");
    int post = 0;
    for (Clinic.Site site : clinic.sites()) {
      for (Clinic.Posts posts : site.posts()) {
        for (int i = 0; i < posts.count(); i++) {
          text.append("c" + post + "," + site.id() + "," + clinic.firstDay().minusYears(8) + ",\n");
          post++;
        }
      }
    }
    return text.toString();
  }

  private LocalDate date(int day) {
    return clinic.firstDay().plusDays(day);
  }

  private String site(int site) {
    return clinic.sites().get(site).id();
  }

  @Override
  public void request(Request r) {
    requests.put(
        r.id(),
        "r"
            + r.id()
            + ",p"
            + r.patient()
            + ","
            + date(r.day())
            + ","
            + site(r.site())
            + ","
            + (r.urgent() ? "urgent" : "routine"));
  }

  @Override
  public void requestClosed(int id, int day, String reason) {
    requestEnds.put(id, "," + date(day) + "," + reason);
  }

  @Override
  public void order(Order o) {
    orders.put(
        o.id(),
        "o"
            + o.id()
            + ",p"
            + o.patient()
            + ","
            + date(o.day())
            + ","
            + site(o.site())
            + ",c"
            + o.post()
            + ","
            + date(o.earliest())
            + ","
            + date(o.target())
            + ","
            + date(o.latest()));
  }

  @Override
  public void orderClosed(int id, int day, String reason) {
    orderEnds.put(id, "," + date(day) + "," + reason);
  }

  @Override
  public void appointment(Appointment a) {
    appointments
        .append('a')
        .append(a.id())
        .append(",p")
        .append(a.patient())
        .append(',')
        .append(date(a.day()))
        .append(',')
        .append(a.status().name().toLowerCase(Locale.ROOT))
        .append(',')
        .append(site(a.site()))
        .append(",c")
        .append(a.post())
        .append(a.first() ? ",first,r" : ",return,,o")
        .append(a.basis())
        .append(a.first() ? ",," : ",")
        .append(date(a.bookedDay()))
        .append(',')
        .append(a.cancelledDay() < 0 ? "" : date(a.cancelledDay()).toString())
        .append('\n');
  }
}
