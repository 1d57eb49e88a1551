package org.duecourse.booking;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The openings of all clinics as they were at one moment; made by {@link OpeningIndex#snapshot} and
 * never changed, so that a search and the answer to "why not earlier?" speak of the same openings.
 */
public final class Openings {
  private final Map<String, SiteDays> sites;

  Openings(Map<String, SiteDays> sites) {
    this.sites = Collections.unmodifiableMap(sites);
  }

  /** The clinics, those without a place too. */
  public Set<String> siteIds() {
    return sites.keySet();
  }

  /** The zone of a clinic. */
  public ZoneId zone(String siteId) {
    return site(siteId).zone();
  }

  /** The free openings of a clinic on the days from one to another, in the order of their start. */
  public List<Opening> free(String siteId, LocalDate from, LocalDate to) {
    SiteDays site = site(siteId);
    List<Opening> free = new ArrayList<>();
    long last = Math.min(to.toEpochDay(), site.lastDay());
    for (long day = Math.max(from.toEpochDay(), site.firstDay()); day <= last; day++) {
      DaySheet sheet = site.sheet(day);
      if (sheet != null) {
        for (int i = sheet.nextFree(0); i >= 0; i = sheet.nextFree(i + 1)) {
          free.add(site.opening(sheet, i));
        }
      }
    }
    return free;
  }

  /** How many openings there are, taken ones too. */
  public int size() {
    int size = 0;
    for (SiteDays site : sites.values()) {
      for (long day = site.firstDay(); day <= site.lastDay(); day++) {
        DaySheet sheet = site.sheet(day);
        size += sheet == null ? 0 : sheet.size();
      }
    }
    return size;
  }

  /**
   * Share of a clinician's places for visits at a clinic that are taken on a day; 0 where there are
   * none. Places at another clinic on the same day are not counted.
   */
  public double shareTaken(String siteId, String clinicianId, LocalDate day) {
    SiteDays site = site(siteId);
    DaySheet sheet = site.sheet(day.toEpochDay());
    int number = site.number(clinicianId);
    return sheet == null || number < 0 ? 0 : sheet.shareTaken(number);
  }

  SiteDays site(String siteId) {
    SiteDays site = sites.get(siteId);
    if (site == null) {
      throw new IllegalArgumentException("the index has no clinic " + siteId);
    }
    return site;
  }

  Map<String, SiteDays> sites() {
    return sites;
  }
}
