package org.duecourse.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** ServiceRequest: a request for care, or the order of a return visit. */
final class FhirRequests {
  /* A record system orders blood tests, images and operations by the same resource. A ServiceRequest is read when a visit is
   * based on it, or when its code or category says in code or word that a visit is wanted, or when it has neither. It is a
   * return order when it was written in an encounter, or is called a follow-up; otherwise it is a request.
   * Codes: SNOMED CT, and the US category codes. */
  private static final Set<String> FOLLOW_UP =
      Set.of("185389009", "390906007", "308273005", "281036007", "185387006");
  private static final Pattern FOLLOW_UP_WORDS =
      Pattern.compile("follow[- ]?up|return (visit|to clinic)|\\brtc\\b");
  private static final Pattern VISIT_WORDS =
      Pattern.compile(
          "referral|refer to|consult|appointment|\\bvisit|therapy|counsel|evaluat|assessment|intake|psychiatr|psycholog|behaviou?ral|mental health");
  private static final Set<String> SOMETHING_ELSE =
      Set.of("108252007", "363679005", "387713003", "103693007", "laboratory", "imaging");
  private static final Set<String> ORDERED =
      Set.of(
          "order", "original-order", "reflex-order", "filler-order", "instance-order", "directive");

  private final FhirStore store;
  private final FhirPlaces places;
  private final FhirReport.Counter counter;
  private final List<FhirRow> requests = new ArrayList<>();
  private final List<FhirRow> orders = new ArrayList<>();
  private final Set<String> orderIds = new HashSet<>();
  private final Set<String> requestIds = new HashSet<>();

  FhirRequests(FhirStore store, FhirPlaces places, FhirReport.Counter counter) {
    this.store = store;
    this.places = places;
    this.counter = counter;
  }

  List<FhirRow> requests() {
    return requests;
  }

  List<FhirRow> orders() {
    return orders;
  }

  boolean isOrder(@Nullable String id) {
    return id != null && orderIds.contains(id);
  }

  boolean isRequest(@Nullable String id) {
    return id != null && requestIds.contains(id);
  }

  /**
   * Reads all of them.
   *
   * @param visits the last day of a visit based on each, by our id of the request; those without a
   *     visit are absent
   */
  void read(Map<String, String> visits) {
    for (FhirResource each : store.all("ServiceRequest")) {
      String reason = unread(each, visits);
      if (reason != null) {
        counter.unread(each, reason, words(reason));
        continue;
      }
      FhirRow row = isReturn(each) ? order(each) : request(each);
      close(each, row, visits);
      counter.row(each.type());
    }
  }

  private @Nullable String unread(FhirResource each, Map<String, String> visits) {
    String status = each.text("status");
    String intent = each.text("intent");
    if (status != null && Set.of("draft", "entered-in-error", "unknown").contains(status)) {
      return "status_" + status.replace('-', '_');
    }
    if (intent != null && !ORDERED.contains(intent)) {
      return "intent_" + intent.replace('-', '_');
    }
    if ("true".equals(each.text("doNotPerform"))) {
      return "do_not_perform";
    }
    if (!visits.containsKey(store.idOf(each)) && !asksForAVisit(each)) {
      return "no_visit_asked_for";
    }
    return isOver(status) && closedOn(each, visits) == null ? "closed_without_a_day" : null;
  }

  private static String words(String reason) {
    return switch (reason) {
      case "do_not_perform" -> "It says that something is not to be done.";
      case "no_visit_asked_for" ->
          "Its code and category do not say that a visit is asked for, and no visit is based on it.";
      case "closed_without_a_day" ->
          "It is completed or revoked, and neither a visit nor a date of change says when.";
      default -> "Its " + reason.replaceFirst("_", " ").replace('_', '-') + " orders nothing.";
    };
  }

  private static boolean asksForAVisit(FhirResource each) {
    JsonNode code = each.body().path("code");
    JsonNode category = each.body().path("category");
    if (FhirResource.hasCode(category, SOMETHING_ELSE) || isLoinc(code)) {
      return false;
    }
    boolean silent = code.isMissingNode() && category.isMissingNode();
    String words = FhirResource.words(code) + " " + FhirResource.words(category);
    return silent || saysFollowUp(each) || VISIT_WORDS.matcher(words).find();
  }

  private static boolean isLoinc(JsonNode code) {
    for (JsonNode coding : FhirResource.list(code, "coding")) {
      if ("http://loinc.org".equals(FhirResource.text(coding, "system"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReturn(FhirResource each) {
    return each.body().has("encounter") || saysFollowUp(each);
  }

  private static boolean saysFollowUp(FhirResource each) {
    JsonNode code = each.body().path("code");
    JsonNode category = each.body().path("category");
    return FhirResource.hasCode(code, FOLLOW_UP)
        || FhirResource.hasCode(category, FOLLOW_UP)
        || FOLLOW_UP_WORDS
            .matcher(FhirResource.words(code) + " " + FhirResource.words(category))
            .find();
  }

  private FhirRow request(FhirResource each) {
    String site = site(each);
    requestIds.add(store.idOf(each));
    FhirRow row =
        new FhirRow()
            .put("request_id", store.idOf(each))
            .put("patient_id", store.id(each, each.body().path("subject")))
            .put("received_at", FhirTimes.local(each.text("authoredOn"), places.knowsZone(site)))
            .put("site_id", site)
            .put("service", FhirResource.name(each.body().path("code")))
            .put("urgency", urgency(each.text("priority")))
            .put("source", source(each));
    requests.add(row);
    return row;
  }

  private FhirRow order(FhirResource each) {
    FhirResource encounter = store.find(each, each.body().path("encounter"));
    String authored = each.text("authoredOn");
    if (authored == null && encounter != null) {
      authored = encounter.text("period", "start");
    }
    String site = site(each);
    String target = FhirTimes.day(each.text("occurrenceDateTime"));
    String earliest = FhirTimes.day(each.text("occurrencePeriod", "start"));
    String latest = FhirTimes.day(each.text("occurrencePeriod", "end"));
    orderIds.add(store.idOf(each));
    FhirRow row =
        new FhirRow()
            .put("order_id", store.idOf(each))
            .put("patient_id", store.id(each, each.body().path("subject")))
            .put("ordered_at", FhirTimes.local(authored, places.knowsZone(site)))
            .put("site_id", site)
            .put("clinician_id", places.clinician(each, each.body().path("requester")))
            .put("earliest_date", earliest)
            .put("target_date", target != null ? target : latest)
            .put("latest_date", latest != null ? latest : target);
    orders.add(row);
    return row;
  }

  /** A request that ended by a visit needs no closing; one that ended otherwise has its day. */
  private void close(FhirResource each, FhirRow row, Map<String, String> visits) {
    String status = each.text("status");
    if (isOver(status)) {
      boolean revoked = "revoked".equals(status);
      if (revoked || !visits.containsKey(store.idOf(each))) {
        row.put("closed_at", FhirTimes.day(closedOn(each, visits)));
        row.put("close_reason", status);
      }
    }
  }

  private static boolean isOver(@Nullable String status) {
    return "completed".equals(status) || "revoked".equals(status);
  }

  private @Nullable String closedOn(FhirResource each, Map<String, String> visits) {
    String updated = each.text("meta", "lastUpdated");
    return updated != null ? updated : visits.get(store.idOf(each));
  }

  private @Nullable String site(FhirResource each) {
    JsonNode place = each.body().path("locationReference").path(0);
    return place.isMissingNode() ? null : places.site(each, place);
  }

  private static @Nullable String urgency(@Nullable String priority) {
    return priority == null
        ? null
        : switch (priority) {
          case "asap" -> "urgent";
          case "stat" -> "emergency";
          default -> priority;
        };
  }

  private @Nullable String source(FhirResource each) {
    String type = store.type(each, each.body().path("requester"));
    return switch (type) {
      case "" -> null;
      case "Patient", "RelatedPerson" -> "self";
      default -> "referral";
    };
  }
}
