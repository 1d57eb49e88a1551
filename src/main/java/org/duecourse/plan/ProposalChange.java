package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duecourse.booking.DayChoice;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.CrisisService;
import org.duecourse.simulate.Clinic.Outside;
import org.duecourse.simulate.Clinic.Posts;
import org.duecourse.simulate.Clinic.Ratio;
import org.duecourse.simulate.Clinic.Supply.WorkingWeek;

/** One thing that a proposal changes in a clinic. */
public sealed interface ProposalChange {
  /** The clinic with this changed. */
  Clinic applyTo(Clinic clinic);

  /** The change in words, without who gave it. */
  String words();

  /** More posts; the clinicians start on the first day of the month-th month. */
  record Hires(Set<String> sites, String role, int count, double fte, int month)
      implements ProposalChange {
    /** Copies the set. */
    public Hires {
      sites = Set.copyOf(sites);
    }

    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withSites(
          site -> {
            if (!sites.contains(site.id())) {
              return site;
            }
            // New posts stand last, so that those who are there keep their days of absence.
            List<Posts> posts = new ArrayList<>(site.posts());
            posts.add(new Posts(role, count, fte, month));
            return site.withPosts(posts);
          });
    }

    @Override
    public String words() {
      return "%d more %s%s at %s, from month %d"
          .formatted(count, role, fte == 1 ? "" : " of " + fte + " FTE", named(sites), month);
    }
  }

  /** Another pay: a raise of a share for the roles. */
  record Pay(Set<String> roles, double raiseShare) implements ProposalChange {
    /** Copies the set. */
    public Pay {
      roles = Set.copyOf(roles);
    }

    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withRoles(
          role ->
              roles.contains(role.id())
                  ? role.withPayAYear(role.payAYear() * (1 + raiseShare))
                  : role);
    }

    @Override
    public String words() {
      return "pay of %s %s by %.1f%%"
          .formatted(named(roles), raiseShare < 0 ? "cut" : "raised", Math.abs(100 * raiseShare));
    }
  }

  /** Other protected or meeting minutes in a full-time week; null leaves one as it is. */
  record Week(Set<String> roles, Optional<Double> protectedMinutes, Optional<Double> meetingMinutes)
      implements ProposalChange {
    /** Copies the set. */
    public Week {
      roles = Set.copyOf(roles);
    }

    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withRoles(
          role ->
              roles.contains(role.id()) && role.supply() instanceof WorkingWeek week
                  ? role.withSupply(
                      new WorkingWeek(
                          week.weeklyHours(),
                          protectedMinutes.orElse(week.protectedMinutesAWeek()),
                          meetingMinutes.orElse(week.meetingMinutesAWeek()),
                          week.placeMinutes()))
                  : role);
    }

    @Override
    public String words() {
      List<String> parts = new ArrayList<>();
      protectedMinutes.ifPresent(m -> parts.add("%.0f protected minutes".formatted(m)));
      meetingMinutes.ifPresent(m -> parts.add("%.0f meeting minutes".formatted(m)));
      return String.join(" and ", parts) + " a week for " + named(roles);
    }
  }

  /** A crisis service; null takes it away. */
  record Crisis(
      Set<String> sites,
      Optional<CrisisService> service,
      Optional<Integer> heldPlacesADay,
      Optional<Integer> releaseDaysBefore)
      implements ProposalChange {
    /** Copies the set. */
    public Crisis {
      sites = Set.copyOf(sites);
    }

    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withSites(
          site -> {
            if (!sites.contains(site.id())) {
              return site;
            }
            Clinic.Crisis was = site.crisis();
            return site.withCrisis(
                new Clinic.Crisis(
                    was.arrivalsAWeek(),
                    was.weekdayWeights(),
                    was.hourWeights(),
                    was.opens(),
                    was.closes(),
                    was.visitMinutes(),
                    heldPlacesADay.orElse(was.heldPlacesADay()),
                    releaseDaysBefore.orElse(was.releaseDaysBefore()),
                    was.overflow(),
                    service.isPresent() ? service : was.service()));
          });
    }

    @Override
    public String words() {
      List<String> parts = new ArrayList<>();
      service.ifPresent(
          s ->
              parts.add(
                  "a crisis service (%d at a time, %s to %s)"
                      .formatted(s.staff(), hour(s.opens()), hour(s.closes()))));
      heldPlacesADay.ifPresent(n -> parts.add(n + " places a day held for crises"));
      releaseDaysBefore.ifPresent(n -> parts.add("held places released " + n + " days before"));
      return String.join(", ", parts) + " at " + named(sites);
    }
  }

  /** Another split of places between first visits and returns. */
  record Split(Set<String> sites, Ratio ratio) implements ProposalChange {
    /** Copies the set. */
    public Split {
      sites = Set.copyOf(sites);
    }

    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withSites(site -> sites.contains(site.id()) ? site.withRatio(ratio) : site);
    }

    @Override
    public String words() {
      return "%s first to %s return places at %s"
          .formatted(plain(ratio.first()), plain(ratio.returns()), named(sites));
    }
  }

  /** So many return places for each first place; each site keeps its release. 0: no split. */
  record ReturnsForAFirst(int returns) implements ProposalChange {
    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withSites(
          site ->
              site.withRatio(
                  returns == 0
                      ? Ratio.NONE
                      : new Ratio(1, returns, site.ratio().releaseDaysBefore())));
    }

    @Override
    public String words() {
      return returns == 0 ? "no split of places" : "1 first to " + returns + " return places";
    }
  }

  /** Other referrals to outside clinicians. */
  record OutsideReferrals(Outside outside) implements ProposalChange {
    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withBooking(clinic.booking().withOutside(outside));
    }

    @Override
    public String words() {
      return "up to %s requests a week referred out after %d days"
          .formatted(plain(outside.atMostAWeek()), outside.afterDays());
    }
  }

  /** Another choice of days. */
  record Policy(DayChoice dayChoice) implements ProposalChange {
    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withBooking(clinic.booking().withDayChoice(dayChoice));
    }

    @Override
    public String words() {
      return "days chosen by the rule "
          + dayChoice.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /** Another turn in which orders are booked. */
  record Turn(Clinic.Turn turn) implements ProposalChange {
    @Override
    public Clinic applyTo(Clinic clinic) {
      return clinic.withBooking(clinic.booking().withTurn(turn));
    }

    @Override
    public String words() {
      return "orders booked " + turn.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /** Another notice of the strikes in the file: so many days before, their visits are moved. */
  record StrikeNotice(int days) implements ProposalChange {
    @Override
    public Clinic applyTo(Clinic clinic) {
      Clinic.Absence was = clinic.absence();
      return clinic.withAbsence(
          new Clinic.Absence(
              was.leaveDaysAYear(),
              was.sicknessShare(),
              was.sicknessMeanDays(),
              was.strikes().stream()
                  .map(each -> new Clinic.Strike(each.from(), each.days(), each.share(), days))
                  .toList()));
    }

    @Override
    public String words() {
      return "strikes planned for " + days + (days == 1 ? " day" : " days") + " ahead";
    }
  }

  private static String named(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  private static String hour(double hour) {
    return "%02d:%02d".formatted((int) hour, (int) Math.round(hour % 1 * 60));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
