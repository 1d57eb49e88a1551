package org.duecourse.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What became of each FHIR resource: it gave a row, it explained others, or it was not read for a
 * reason.
 *
 * @param types counts by type, in alphabetical order
 * @param unread every resource and document that was not read, in the order found
 */
public record FhirReport(List<TypeCount> types, List<Unread> unread) {
  /** Types whose resources say what happened. */
  private static final Set<String> EVENTS = Set.of("Appointment", "Encounter", "ServiceRequest");

  /**
   * Reasons for which one of these is a row set aside; the others say that it is something else.
   */
  private static final Pattern UNUSABLE =
      Pattern.compile("no_start|no_patient|closed_without_a_day|(no_)?status.*");

  /** Copies the lists. */
  public FhirReport {
    types = List.copyOf(types);
    unread = List.copyOf(unread);
  }

  /**
   * Resources of one type: {@code found = rows + context + unread}.
   *
   * @param rows those that gave a row of a table
   * @param context those that were only looked up: a slot, a schedule, a patient
   */
  public record TypeCount(String type, long found, long rows, long context, long unread) {}

  /**
   * One that was not read.
   *
   * @param place file and entry or line
   * @param type its type; "document" for a file that is no FHIR
   * @param reason one word, for counting
   * @param words the reason in a sentence
   */
  public record Unread(String place, String type, String id, String reason, String words) {}

  /** The unread ones by type and reason, the most frequent first. */
  public List<AccessLog.SetAside> byReason() {
    Map<AccessLog.SetAside, Long> counts = new LinkedHashMap<>();
    unread.forEach(
        each -> counts.merge(new AccessLog.SetAside(each.type(), each.reason(), 0), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(e -> new AccessLog.SetAside(e.getKey().table(), e.getKey().reason(), e.getValue()))
        .sorted(
            Comparator.comparingLong((AccessLog.SetAside each) -> -each.rows())
                .thenComparing(AccessLog.SetAside::table)
                .thenComparing(AccessLog.SetAside::reason))
        .toList();
  }

  /** Visits and requests that could not be used; what is no visit at all does not count here. */
  List<AccessLog.SetAside> setAside() {
    return byReason().stream()
        .filter(each -> EVENTS.contains(each.table()) && UNUSABLE.matcher(each.reason()).matches())
        .toList();
  }

  /** The report as sentences. */
  List<String> sentences() {
    List<String> result = new ArrayList<>();
    long found = types.stream().mapToLong(TypeCount::found).sum();
    long rows = types.stream().mapToLong(TypeCount::rows).sum();
    long context = types.stream().mapToLong(TypeCount::context).sum();
    result.add(
        "FHIR: %d resources; %d gave rows, %d explain others, %d were not read."
            .formatted(found, rows, context, found - rows - context));
    byReason()
        .forEach(
            each ->
                result.add(
                    "FHIR: %d %s not read: %s."
                        .formatted(each.rows(), each.table(), each.reason().replace('_', ' '))));
    return result;
  }

  /** Counts while reading. */
  static final class Counter {
    private final Map<String, long[]> counts = new TreeMap<>();
    private final List<Unread> unread = new ArrayList<>();

    void row(String type) {
      of(type)[0]++;
    }

    void context(String type) {
      of(type)[1]++;
    }

    void unread(FhirResource resource, String reason, String words) {
      of(resource.type())[2]++;
      unread.add(new Unread(resource.place(), resource.type(), resource.id(), reason, words));
    }

    /** A file or entry that holds no resource; it is named, and is no resource in the counts. */
    void document(String place, String reason, String words) {
      unread.add(new Unread(place, "document", "", reason, words));
    }

    private long[] of(String type) {
      return counts.computeIfAbsent(type, t -> new long[3]);
    }

    FhirReport report() {
      return new FhirReport(
          counts.entrySet().stream()
              .map(
                  e -> {
                    long[] c = e.getValue();
                    return new TypeCount(e.getKey(), c[0] + c[1] + c[2], c[0], c[1], c[2]);
                  })
              .toList(),
          unread);
    }
  }
}
