package org.duecourse.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Appointment and Encounter: the visits, each counted once. */
final class FhirVisits {
  private static final Set<String> GROUP = Set.of("76168009", "90853");
  private static final Set<String> OUTPATIENT = Set.of("AMB", "VR", "HH", "FLD", "EMER");

  private final FhirStore store;
  private final FhirPlaces places;
  private final FhirReport.Counter counter;
  private final List<Visit> visits = new ArrayList<>();
  private final Map<FhirResource, List<Visit>> byAppointment = new HashMap<>();
  private long cancelledBySomebody;

  /** One row on its way. */
  private static final class Visit {
    final FhirRow row;
    final @Nullable String basedOn;
    @Nullable String start;
    Instant at;
    boolean toldKind;

    Visit(FhirRow row, @Nullable String basedOn, @Nullable String start) {
      this.row = row;
      this.basedOn = basedOn;
      this.start = start;
      this.at = when(start);
    }

    void startsAt(String real) {
      start = real;
      at = when(real);
    }

    private static Instant when(@Nullable String start) {
      Instant at = FhirTimes.order(start);
      return at == null ? Instant.MAX : at;
    }

    boolean attended() {
      return "attended".equals(row.get("status"));
    }
  }

  FhirVisits(FhirStore store, FhirPlaces places, FhirReport.Counter counter) {
    this.store = store;
    this.places = places;
    this.counter = counter;
  }

  /** Reads appointments, then the encounters that fulfil them or stand alone. */
  void read() {
    store.all("Appointment").forEach(this::appointment);
    store.all("Encounter").forEach(this::encounter);
  }

  /** How many cancelled appointments do not say by whom. */
  long cancelledBySomebody() {
    return cancelledBySomebody;
  }

  /** The last day of a visit by the request that it is based on. */
  Map<String, String> lastDayByRequest() {
    Map<String, String> days = new HashMap<>();
    for (Visit each : visits) {
      String day = FhirTimes.day(each.start);
      if (each.basedOn != null && day != null) {
        days.merge(each.basedOn, day, (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    return days;
  }

  /** The rows, linked to the requests and orders that were read, with the kind of each visit. */
  List<FhirRow> rows(FhirRequests requests) {
    Map<String, Instant> seen = new HashMap<>();
    List<Visit> ordered = visits.stream().sorted(Comparator.comparing((Visit v) -> v.at)).toList();
    for (Visit each : ordered) {
      boolean order = requests.isOrder(each.basedOn);
      boolean request = requests.isRequest(each.basedOn);
      each.row.put("order_id", order ? each.basedOn : null);
      each.row.put("request_id", request ? each.basedOn : null);
      String person = "patient " + each.row.get("patient_id");
      String asked = "request " + each.basedOn;
      if (!each.toldKind) {
        each.row.put("kind", kind(each, order, request, seen.get(request ? asked : person)));
      }
      if (each.attended() && each.at.isBefore(Instant.MAX)) {
        seen.putIfAbsent(person, each.at);
        seen.putIfAbsent(asked, each.at);
      }
    }
    return visits.stream().map(each -> each.row).toList();
  }

  /** First of its request, or after an attended visit; otherwise nobody knows. */
  private static @Nullable String kind(
      Visit visit, boolean order, boolean request, @Nullable Instant seen) {
    boolean later = seen != null && visit.at.isBefore(Instant.MAX) && seen.isBefore(visit.at);
    if (order || later) {
      return "return";
    }
    return request ? "first" : null;
  }

  private void appointment(FhirResource from) {
    String status = from.text("status");
    String ours = status == null ? null : status(from, status);
    if (status == null || ours == null) {
      counter.unread(
          from,
          status == null ? "no_status" : "status_" + status.replace('-', '_'),
          "An appointment that is "
              + (status == null ? "without status" : status)
              + " is no visit that was agreed.");
      return;
    }
    List<String> patients = new ArrayList<>();
    String clinician = null;
    String site = null;
    String workplace = null;
    for (JsonNode participant : from.list("participant")) {
      JsonNode actor = participant.path("actor");
      switch (store.type(from, actor)) {
        case "Patient" -> {
          String id = store.id(from, actor);
          if (id != null) {
            patients.add(id);
          }
        }
        case "Practitioner", "PractitionerRole" -> {
          clinician = clinician != null ? clinician : places.clinician(from, actor);
          workplace = workplace != null ? workplace : places.workplace(from, actor);
        }
        case "Location" -> site = site != null ? site : places.site(from, actor);
        default -> {
          // Rooms, devices and relatives say nothing that our tables hold.
        }
      }
    }
    FhirResource slot = store.find(from, from.body().path("slot").path(0));
    site = site != null ? site : slot == null ? null : siteOf(slot);
    site = site != null ? site : workplace;
    String start = first(from.text("start"), slot == null ? null : slot.text("start"));
    String end = first(from.text("end"), slot == null ? null : slot.text("end"));
    if (isIncomplete(from, start, patients.isEmpty() ? null : patients.getFirst())) {
      return;
    }
    for (String patient : new TreeSet<>(patients)) {
      String id = store.idOf(from) + (patients.size() > 1 ? "/" + patient : "");
      boolean zone = places.knowsZone(site);
      FhirRow row =
          new FhirRow()
              .put("appointment_id", id)
              .put("patient_id", patient)
              .put("start_at", FhirTimes.local(start, zone))
              .put("status", ours)
              .put("site_id", site)
              .put("clinician_id", clinician)
              .put("booked_at", FhirTimes.local(from.text("created"), zone))
              .put("minutes", first(from.text("minutesDuration"), FhirTimes.minutes(start, end)));
      Visit visit = new Visit(row, store.id(from, from.body().path("basedOn").path(0)), start);
      tellKind(visit, kind(from, patients.size() > 1));
      visits.add(visit);
      byAppointment.computeIfAbsent(from, f -> new ArrayList<>()).add(visit);
    }
    counter.row(from.type());
  }

  /** Names a visit that nobody can place in time or give to a person. */
  private boolean isIncomplete(
      FhirResource from, @Nullable String start, @Nullable String patient) {
    if (start == null) {
      counter.unread(from, "no_start", "It does not say when it was or will be.");
    } else if (patient == null) {
      counter.unread(from, "no_patient", "It names no patient.");
    }
    return start == null || patient == null;
  }

  private @Nullable String siteOf(FhirResource slot) {
    FhirResource schedule = store.find(slot, slot.body().path("schedule"));
    if (schedule != null) {
      for (JsonNode actor : schedule.list("actor")) {
        if (store.type(schedule, actor).equals("Location")) {
          return places.site(schedule, actor);
        }
      }
    }
    return null;
  }

  private static void tellKind(Visit visit, @Nullable String kind) {
    visit.toldKind = kind != null;
    visit.row.put("kind", kind);
  }

  private static @Nullable String kind(FhirResource from, boolean several) {
    JsonNode type = from.body().path("appointmentType");
    if (several
        || FhirResource.hasCode(from.body().path("serviceType"), GROUP)
        || FhirResource.hasCode(from.body().path("type"), GROUP)) {
      return "group";
    }
    if (FhirResource.hasCode(type, Set.of("EMERGENCY"))) {
      return "crisis";
    }
    return FhirResource.hasCode(type, Set.of("FOLLOWUP")) ? "return" : null;
  }

  /** Our word, or null where the appointment is no visit that was agreed. */
  private @Nullable String status(FhirResource from, String status) {
    return switch (status) {
      case "booked" -> "booked";
      case "pending" -> from.text("start") == null ? null : "booked";
      case "arrived", "checked-in", "fulfilled" -> "attended";
      case "noshow" -> "no_show";
      case "cancelled" -> cancelledBy(from);
      default -> null;
    };
  }

  /**
   * By the code of the reason (pat…, prov…), else by who declined; where neither tells, the clinic
   * is taken, so that no patient answers for what nobody wrote down.
   */
  private String cancelledBy(FhirResource from) {
    for (JsonNode coding : FhirResource.list(from.body().path("cancelationReason"), "coding")) {
      String code = FhirResource.text(coding, "code");
      if (code != null && (code.equals("pat") || code.startsWith("pat-"))) {
        return "cancelled_by_patient";
      }
      if (code != null && code.matches("prov(-.*)?|maint|meds-inc")) {
        return "cancelled_by_clinic";
      }
    }
    for (JsonNode participant : from.list("participant")) {
      if ("declined".equals(FhirResource.text(participant, "status"))) {
        boolean patient =
            Set.of("Patient", "RelatedPerson")
                .contains(store.type(from, participant.path("actor")));
        return patient ? "cancelled_by_patient" : "cancelled_by_clinic";
      }
    }
    cancelledBySomebody++;
    return "cancelled_by_clinic";
  }

  private void encounter(FhirResource from) {
    String status = from.text("status");
    String group = FhirResource.text(from.body(), "class", "code");
    String ours =
        switch (status == null ? "" : status) {
          case "finished", "in-progress", "arrived", "triaged", "onleave" -> "attended";
          case "planned" -> "booked";
          default -> null;
        };
    if (ours == null) {
      counter.unread(
          from,
          status == null ? "no_status" : "status_" + status.replace('-', '_'),
          "An encounter with this status says of nobody that they were seen.");
      return;
    }
    if (group != null && !OUTPATIENT.contains(group)) {
      counter.unread(from, "not_outpatient", "Its class is " + group + ", no outpatient visit.");
      return;
    }
    String start = from.text("period", "start");
    Set<Visit> fulfilled = fulfilled(from);
    if (!fulfilled.isEmpty()) {
      if (ours.equals("attended")) {
        fulfilled.forEach(visit -> attend(visit, start));
      }
      counter.row(from.type());
      return;
    }
    String site = site(from);
    String patient = store.id(from, from.body().path("subject"));
    if (isIncomplete(from, start, patient)) {
      return;
    }
    boolean zone = places.knowsZone(site);
    FhirRow row =
        new FhirRow()
            .put("appointment_id", "Encounter/" + store.idOf(from))
            .put("patient_id", patient)
            .put("start_at", FhirTimes.local(start, zone))
            .put("status", ours)
            .put("site_id", site)
            .put("clinician_id", clinician(from))
            .put("minutes", FhirTimes.minutes(start, from.text("period", "end")));
    Visit visit = new Visit(row, store.id(from, from.body().path("basedOn").path(0)), start);
    tellKind(visit, "EMER".equals(group) ? "crisis" : kind(from, false));
    visits.add(visit);
    counter.row(from.type());
  }

  /** The appointments that an encounter fulfils: those of its own patient. */
  private Set<Visit> fulfilled(FhirResource encounter) {
    Set<Visit> result = new LinkedHashSet<>();
    String patient = store.id(encounter, encounter.body().path("subject"));
    for (JsonNode reference : encounter.list("appointment")) {
      FhirResource appointment = store.find(encounter, reference);
      if (appointment != null) {
        byAppointment.getOrDefault(appointment, List.of()).stream()
            .filter(visit -> patient == null || patient.equals(visit.row.get("patient_id")))
            .forEach(result::add);
      }
    }
    return result;
  }

  /** Somebody was seen: that outweighs what the appointment says, and its start is the real one. */
  private void attend(Visit visit, @Nullable String start) {
    visit.row.put("status", "attended");
    if (start != null) {
      visit.row.put("start_at", FhirTimes.local(start, places.knowsZone(visit.row.get("site_id"))));
      visit.startsAt(start);
    }
  }

  private @Nullable String site(FhirResource from) {
    JsonNode location = from.body().path("location").path(0).path("location");
    String site = location.isMissingNode() ? null : places.site(from, location);
    JsonNode provider = from.body().path("serviceProvider");
    return site != null || provider.isMissingNode() ? site : places.organisation(from, provider);
  }

  private @Nullable String clinician(FhirResource from) {
    for (JsonNode participant : from.list("participant")) {
      JsonNode individual = participant.path("individual");
      String type = store.type(from, individual);
      if (type.equals("Practitioner") || type.equals("PractitionerRole")) {
        return places.clinician(from, individual);
      }
    }
    return null;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }
}
