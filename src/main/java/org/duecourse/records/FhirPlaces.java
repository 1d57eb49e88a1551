package org.duecourse.records;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sites and clinicians: Location (and Organization, where a visit names no other place),
 * Practitioner and PractitionerRole.
 */
final class FhirPlaces {
  private static final String ZONE = "http://hl7.org/fhir/StructureDefinition/timezone";

  /** Parts of a building: the site is what they are part of. */
  private static final Set<String> PARTS = Set.of("ro", "bd", "wa", "wi", "lvl", "co", "ca");

  private final FhirStore store;
  private final boolean zoneKnown;
  private final Map<String, FhirRow> sites = new LinkedHashMap<>();

  FhirPlaces(FhirStore store, FhirReport.Counter counter, boolean zoneKnown) {
    this.store = store;
    this.zoneKnown = zoneKnown;
    for (FhirResource each : store.all("Location")) {
      FhirResource site = siteOf(each);
      if (site.equals(each)) {
        sites.put(store.idOf(each), site(store.idOf(each), each).put("zone", zone(each)));
        counter.row(each.type());
      } else {
        counter.context(each.type());
      }
    }
  }

  private static FhirRow site(String id, FhirResource from) {
    return new FhirRow().put("site_id", id).put("name", from.text("name"));
  }

  private static @Nullable String zone(FhirResource location) {
    for (JsonNode each : location.list("extension")) {
      if (ZONE.equals(FhirResource.text(each, "url"))) {
        String code = FhirResource.text(each, "valueCode");
        return code != null ? code : FhirResource.text(each, "valueString");
      }
    }
    return null;
  }

  private FhirResource siteOf(FhirResource location) {
    FhirResource at = location;
    for (int up = 0; up < 8; up++) {
      FhirResource above = store.find(at, at.body().path("partOf"));
      if (above == null
          || above.equals(at)
          || !FhirResource.hasCode(at.body().path("physicalType"), PARTS)) {
        return at;
      }
      at = above;
    }
    return at;
  }

  /** The site of a reference to a Location. */
  @Nullable String site(FhirResource from, JsonNode reference) {
    FhirResource location = store.find(from, reference);
    return location != null && location.type().equals("Location")
        ? store.idOf(siteOf(location))
        : store.id(from, reference);
  }

  /** The site of a reference to an Organization, for a visit that names no place. */
  @Nullable String organisation(FhirResource from, JsonNode reference) {
    String id = store.id(from, reference);
    if (id == null) {
      return null;
    }
    String site = "Organization/" + id;
    FhirResource organisation = store.find(from, reference);
    if (organisation != null) {
      sites.putIfAbsent(site, site(site, organisation));
    }
    return site;
  }

  /** Whether instants can be turned into the local time of a site. */
  boolean knowsZone(@Nullable String site) {
    FhirRow row = site == null ? null : sites.get(site);
    return zoneKnown || (row != null && row.get("zone") != null);
  }

  /** The clinician of a reference to a Practitioner or a PractitionerRole. */
  @Nullable String clinician(FhirResource from, JsonNode reference) {
    FhirResource role = store.find(from, reference);
    return role != null && role.type().equals("PractitionerRole")
        ? store.id(role, role.body().path("practitioner"))
        : store.id(from, reference);
  }

  /** Where a PractitionerRole works, if it says. */
  @Nullable String workplace(FhirResource from, JsonNode reference) {
    FhirResource role = store.find(from, reference);
    return role == null || !role.type().equals("PractitionerRole")
        ? null
        : firstSite(role, role.list("location"));
  }

  private @Nullable String firstSite(FhirResource from, Iterable<JsonNode> references) {
    for (JsonNode each : references) {
      return site(from, each);
    }
    return null;
  }

  /** The rows of sites; complete when all visits have been read. */
  List<FhirRow> sites(FhirReport.Counter counter) {
    for (FhirResource each : store.all("Organization")) {
      if (sites.containsKey("Organization/" + store.idOf(each))) {
        counter.row(each.type());
      } else {
        counter.context(each.type());
      }
    }
    return List.copyOf(sites.values());
  }

  /** The rows of clinicians: one a practitioner, with what the first role says. */
  List<FhirRow> clinicians(FhirReport.Counter counter) {
    Map<String, FhirRow> rows = new LinkedHashMap<>();
    Map<String, String> disciplines = new HashMap<>();
    for (FhirResource each : store.all("Practitioner")) {
      String id = store.idOf(each);
      rows.put(id, new FhirRow().put("clinician_id", id));
      String qualified = FhirResource.name(each.body().path("qualification").path(0).path("code"));
      if (qualified != null) {
        disciplines.put(id, qualified);
      }
      counter.row(each.type());
    }
    for (FhirResource role : store.all("PractitionerRole")) {
      String id = store.id(role, role.body().path("practitioner"));
      FhirRow row = id == null ? null : rows.get(id);
      counter.context(role.type());
      if (row != null && row.get("site_id") == null) {
        row.put("site_id", firstSite(role, role.list("location")));
        String code = FhirResource.name(role.body().path("code").path(0));
        row.put("discipline", code);
      }
    }
    rows.forEach(
        (id, row) -> {
          if (row.get("discipline") == null) {
            row.put("discipline", disciplines.get(id));
          }
        });
    return List.copyOf(rows.values());
  }
}
