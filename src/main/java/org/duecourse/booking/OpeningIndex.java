package org.duecourse.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * All openings of all clinics in memory, and which of them are free: everything that lies in a
 * block and under no claim. It proposes; the database decides. Many threads may read while one
 * writes.
 *
 * <pre>
 *   var index = new OpeningIndex();
 *   index.putSite("eastside", ZoneId.of("America/Los_Angeles"));
 *   index.add(openings, claims);                       // at the start, and when the horizon moves on
 *
 *   Found found = new Search(index.snapshot(), Weights.DEFAULT).find(Asked.of(order, instant));
 *
 *   index.take("lee", from, to);                       // after a hold or a booking is committed
 *   index.free("lee", from, to);                       // after it has ended
 *   index.replaceDay("lee", day, openings, claims);    // or simply: what the database holds now
 * </pre>
 *
 * A place is free while no claim overlaps it; claims are counted, so two that overlap and one that
 * ends leave it taken. {@link #replaceDay} brings a day in step whatever was missed before.
 *
 * <p>Nothing is locked for readers: a change copies the places' counts of the days that it touches
 * and the list of the clinic's days, and then shows the whole new state at once. Kept are days, not
 * instants, by the clinic's clock: a place belongs to the day on which it begins.
 */
public final class OpeningIndex {
  private volatile Openings openings = new Openings(Map.of());

  /** The openings as they are now; later changes do not show in what is returned. */
  public Openings snapshot() {
    return openings;
  }

  /** Makes a clinic known; without effect where it is known already. */
  public synchronized void putSite(String siteId, ZoneId zone) {
    Map<String, SiteDays> sites = new TreeMap<>(openings.sites());
    sites.putIfAbsent(siteId, SiteDays.empty(siteId, zone));
    openings = new Openings(sites);
  }

  /**
   * Adds openings that the index does not have yet.
   *
   * @param added openings of known clinics, free or not
   * @param claims every claim that overlaps one of them; those already in the index are left as
   *     they are
   */
  public synchronized void add(Collection<Opening> added, Collection<Claim> claims) {
    ClaimTimes times = new ClaimTimes(claims);
    Map<String, SiteDays> sites = new TreeMap<>(openings.sites());
    added.stream()
        .collect(Collectors.groupingBy(Opening::siteId))
        .forEach((siteId, here) -> sites.put(siteId, openings.site(siteId).with(here, times)));
    openings = new Openings(sites);
  }

  /**
   * Puts other openings in the place of all that a clinician has on a day, at every clinic.
   *
   * @param day by the clock of the clinic of each opening
   * @param now the clinician's openings that begin on this day, free or not; may be none
   * @param claims every claim that overlaps one of them
   */
  public synchronized void replaceDay(
      String clinicianId, LocalDate day, Collection<Opening> now, Collection<Claim> claims) {
    ClaimTimes times = new ClaimTimes(claims);
    Map<String, List<Opening>> bySite =
        now.stream().collect(Collectors.groupingBy(Opening::siteId));
    bySite.keySet().forEach(openings::site);
    change(
        site ->
            site.withDay(clinicianId, day, bySite.getOrDefault(site.siteId(), List.of()), times));
  }

  /** Counts a claim on all places of the clinician that it overlaps. */
  public synchronized void take(String clinicianId, Instant from, Instant to) {
    Claim claim = new Claim(clinicianId, from, to);
    change(site -> site.withClaim(claim, 1));
  }

  /** Takes back a claim that was counted before. */
  public synchronized void free(String clinicianId, Instant from, Instant to) {
    Claim claim = new Claim(clinicianId, from, to);
    change(site -> site.withClaim(claim, -1));
  }

  /** Brings up to date what is known of a clinician: languages, or a caseload that is full now. */
  public synchronized void update(Clinician clinician) {
    change(site -> site.with(clinician));
  }

  /** Drops the days before one. */
  public synchronized void dropBefore(LocalDate day) {
    change(site -> site.from(day));
  }

  private void change(UnaryOperator<SiteDays> how) {
    Map<String, SiteDays> sites = new TreeMap<>(openings.sites());
    sites.replaceAll((siteId, site) -> how.apply(site));
    openings = new Openings(sites);
  }
}
