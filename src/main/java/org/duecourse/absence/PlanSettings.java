package org.duecourse.absence;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Weights;

/**
 * How displaced visits are placed.
 *
 * @param weights what a place costs an order
 * @param now the time of the plan; places before it are not offered
 * @param zones the zone of each clinic
 * @param otherClinics clinics that would do beside a clinic, for its own patients
 * @param reserve places of each clinic and day that are kept for people in crisis
 * @param excluded places that a visit must not get, by visit
 */
public record PlanSettings(
    Weights weights,
    Instant now,
    Map<String, ZoneId> zones,
    Map<String, Set<String>> otherClinics,
    int reserve,
    Map<String, Set<String>> excluded) {
  public PlanSettings {
    zones = Map.copyOf(zones);
    otherClinics = Map.copyOf(otherClinics);
    excluded = Map.copyOf(excluded);
    if (reserve < 0) {
      throw new IllegalArgumentException("A reserve has 0 places or more, not " + reserve + ".");
    }
  }

  /** The desk's weights, own clinics only, nothing kept. */
  public static PlanSettings usual(Instant now, Map<String, ZoneId> zones) {
    return new PlanSettings(Weights.DEFAULT, now, zones, Map.of(), 0, Map.of());
  }

  /** The same with another reserve. */
  public PlanSettings withReserve(int places) {
    return new PlanSettings(weights, now, zones, otherClinics, places, excluded);
  }

  /** The same with each visit at its own clinic only. */
  public PlanSettings ownClinicsOnly() {
    return new PlanSettings(weights, now, zones, Map.of(), reserve, excluded);
  }

  /** The same with other places that visits must not get. */
  public PlanSettings withExcluded(Map<String, Set<String>> other) {
    return new PlanSettings(weights, now, zones, otherClinics, reserve, other);
  }

  ZoneId zone(String siteId) {
    ZoneId zone = zones.get(siteId);
    if (zone == null) {
      throw new IllegalArgumentException("The zone of the clinic " + siteId + " is not given.");
    }
    return zone;
  }
}
