package org.duecourse.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The resources that matter for access, and who refers to whom.
 *
 * <p>An id is unique on the server that gave it. Archives of many patients repeat ids
 * ("Encounter-1" in each folder): where one id means different things in different folders or
 * bundles, the folder or bundle is put before it; references are resolved within it first.
 */
final class FhirStore {
  /** Types that give rows or are looked up. */
  static final Set<String> TYPES =
      Set.of(
          "Appointment",
          "Encounter",
          "ServiceRequest",
          "Patient",
          "Practitioner",
          "PractitionerRole",
          "Location",
          "Organization",
          "Schedule",
          "Slot");

  private static final List<String> NOT_NEEDED = List.of("text", "photo", "note", "telecom");

  private final FhirReport.Counter counter;
  private final Map<Key, Map<String, FhirResource>> byScope = new LinkedHashMap<>();
  private final Map<String, FhirResource> byUrl = new HashMap<>();
  private final Set<Key> ambiguous = new HashSet<>();
  private int nameless;

  private record Key(String type, String id) {}

  FhirStore(FhirReport.Counter counter) {
    this.counter = counter;
  }

  /** Takes a resource; of several versions in one place the last is kept. */
  void add(FhirResource resource) {
    if (!TYPES.contains(resource.type())) {
      counter.unread(
          resource, "not_about_access", "A " + resource.type() + " says nothing about access.");
      return;
    }
    if (resource.body() instanceof ObjectNode body) {
      body.remove(NOT_NEEDED);
    }
    String id = resource.id().isEmpty() ? "without-id-" + ++nameless : resource.id();
    FhirResource named =
        new FhirResource(
            resource.type(),
            id,
            resource.fullUrl(),
            resource.scope(),
            resource.place(),
            resource.body());
    Map<String, FhirResource> scopes =
        byScope.computeIfAbsent(new Key(named.type(), id), k -> new LinkedHashMap<>());
    FhirResource before = scopes.get(named.scope());
    FhirResource kept = before == null ? named : keep(before, named);
    scopes.put(named.scope(), kept);
    if (kept.fullUrl() != null) {
      byUrl.put(kept.fullUrl(), kept);
    }
  }

  private FhirResource keep(FhirResource one, FhirResource other) {
    if (one.body().equals(other.body())) {
      counter.unread(other, "copy", "The same resource is there twice.");
      return one;
    }
    boolean otherIsNewer = version(other).compareTo(version(one)) >= 0;
    counter.unread(
        otherIsNewer ? one : other, "older_version", "A newer version of it is there and is read.");
    return otherIsNewer ? other : one;
  }

  private static String version(FhirResource resource) {
    String updated = resource.text("meta", "lastUpdated");
    return updated == null ? "" : updated;
  }

  /** Finds the ids that mean different things in different places; before anything is looked up. */
  void settle() {
    byScope.forEach(
        (key, scopes) -> {
          List<FhirResource> all = List.copyOf(scopes.values());
          boolean same = all.stream().allMatch(each -> each.body().equals(all.getFirst().body()));
          if (same) {
            all.stream()
                .skip(1)
                .forEach(each -> counter.unread(each, "copy", "The same resource is there twice."));
            FhirResource first = all.getFirst();
            scopes.clear();
            scopes.put(first.scope(), first);
          } else {
            ambiguous.add(key);
          }
        });
  }

  /** All resources of a type, in the order found. */
  List<FhirResource> all(String type) {
    List<FhirResource> result = new ArrayList<>();
    byScope.forEach(
        (key, scopes) -> {
          if (key.type().equals(type)) {
            result.addAll(scopes.values());
          }
        });
    return result;
  }

  /** The id of a resource in our tables. */
  String idOf(FhirResource resource) {
    return ambiguous.contains(new Key(resource.type(), resource.id()))
        ? resource.scope() + "/" + resource.id()
        : resource.id();
  }

  /** What a reference of a resource points at, if it is here. */
  @Nullable FhirResource find(FhirResource from, JsonNode reference) {
    String text = FhirResource.text(reference, "reference");
    if (text == null) {
      return null;
    }
    FhirResource byAddress = byUrl.get(text);
    if (byAddress != null) {
      return byAddress;
    }
    Key key = key(text);
    Map<String, FhirResource> scopes = key == null ? null : byScope.get(key);
    if (scopes == null) {
      return null;
    }
    FhirResource near = scopes.get(from.scope());
    return near != null ? near : scopes.size() == 1 ? only(scopes.values()) : null;
  }

  /** The id that a reference points at, also where its resource is not here. */
  @Nullable String id(FhirResource from, JsonNode reference) {
    FhirResource target = find(from, reference);
    if (target != null) {
      return idOf(target);
    }
    String text = FhirResource.text(reference, "reference");
    if (text == null) {
      return FhirResource.text(reference, "identifier", "value");
    }
    Key key = key(text);
    return key != null ? key.id() : text.startsWith("#") ? null : text;
  }

  /** The type that a reference points at; empty where it cannot be told. */
  String type(FhirResource from, JsonNode reference) {
    FhirResource target = find(from, reference);
    if (target != null) {
      return target.type();
    }
    String text = FhirResource.text(reference, "reference");
    Key key = text == null ? null : key(text);
    String told = FhirResource.text(reference, "type");
    if (text != null && text.startsWith("#")) {
      for (JsonNode contained : from.list("contained")) {
        if (text.substring(1).equals(FhirResource.text(contained, "id"))) {
          String type = FhirResource.text(contained, "resourceType");
          return type == null ? "" : type;
        }
      }
    }
    return key != null ? key.type() : told == null ? "" : told;
  }

  /**
   * "Patient/1", "https://server/fhir/Patient/1" and "Patient/1/_history/2" are one and the same.
   */
  private static @Nullable Key key(String reference) {
    String text = reference.replaceFirst("/_history/.*$", "");
    String[] parts = text.split("/", -1);
    int last = parts.length - 1;
    boolean typed =
        last >= 1 && parts[last - 1].matches("[A-Z][A-Za-z]+") && !parts[last].isEmpty();
    return typed ? new Key(parts[last - 1], parts[last]) : null;
  }

  private static FhirResource only(Collection<FhirResource> one) {
    return one.iterator().next();
  }
}
