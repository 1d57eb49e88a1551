package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.DayChoice;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Posts;
import org.duecourse.simulate.Clinic.Ratio;
import org.duecourse.simulate.Clinic.Site;
import org.duecourse.simulate.Clinic.Start;

/**
 * One way to staff a clinic.
 *
 * @param posts full-time posts of the role that is planned; other posts stay as they are
 * @param ratio how its places are split between first visits and returns
 * @param heldPlacesADay places held for crises
 * @param dayChoice how days are chosen
 */
public record StaffingOption(int posts, Ratio ratio, int heldPlacesADay, DayChoice dayChoice) {

  /** The same with other posts. */
  public StaffingOption withPosts(int other) {
    return new StaffingOption(other, ratio, heldPlacesADay, dayChoice);
  }

  /** How days are chosen, in words. */
  public String dayRule() {
    return dayChoice.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether no colleague may take a return while its clinician is away, whatever the posts. */
  public static boolean isOwnClinicianOnly(Clinic clinic) {
    return clinic.course().continuity() == Continuity.REQUIRED;
  }

  /** The option that a clinic of one site has today, part-time posts of the role not counted. */
  static StaffingOption asFiled(Clinic clinic, String role) {
    Site site = clinic.sites().getFirst();
    int posts =
        site.posts().stream().filter(group -> isPlanned(group, role)).mapToInt(Posts::count).sum();
    return new StaffingOption(
        posts, site.ratio(), site.crisis().heldPlacesADay(), clinic.booking().dayChoice());
  }

  /**
   * A clinic of one site, staffed so. Its patients and waiting people of day 0 are those of today,
   * spread over the posts that there are.
   */
  Clinic applyTo(Clinic clinic, String role) {
    Clinic staffed =
        clinic
            .withBooking(clinic.booking().withDayChoice(dayChoice))
            .withSites(
                site ->
                    site.withPosts(posts(site, role))
                        .withRatio(ratio)
                        .withCrisis(site.crisis().withHeldPlacesADay(heldPlacesADay)));
    double share = fte(clinic) / fte(staffed);
    Start start = clinic.start();
    return staffed.withStart(
        new Start(start.caseloadPerFte() * share, start.waitingRequestsPerFte() * share));
  }

  /** The planned posts stand last, so that one more moves nobody else's days of absence. */
  private List<Posts> posts(Site site, String role) {
    List<Posts> list = new ArrayList<>();
    site.posts().stream().filter(group -> !isPlanned(group, role)).forEach(list::add);
    list.add(new Posts(role, posts, 1, 0));
    return list;
  }

  private static boolean isPlanned(Posts group, String role) {
    return group.role().equals(role) && group.fte() == 1;
  }

  private static double fte(Clinic clinic) {
    return clinic.sites().getFirst().posts().stream()
        .filter(group -> group.startsInMonth() == 0)
        .mapToDouble(group -> group.count() * group.fte())
        .sum();
  }
}
