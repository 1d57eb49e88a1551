package org.duecourse.booking;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Reason.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The rules that an opening can break for an order. Every rule is asked, so that "why not earlier?"
 * and a refused booking name all reasons, and a person mends them in one go.
 *
 * <pre>
 *   place                  crisis order   first visit     return visit    group
 *   first visits           yes            yes             once released   no
 *   return visits          yes            once released   yes             no
 *   crisis                 yes            once released   once released   no
 *   group                  no             no              no              yes
 *   protected, admin,      no             no              no              no
 *   break
 * </pre>
 *
 * A full caseload keeps new patients away, but nobody in crisis: such a visit adds no patient to
 * it.
 */
public final class Rules {
  /** Room for a number by rule, each at the place of its bit. */
  static final int BITS = Integer.SIZE;

  private static final Rule[] ALL = Rule.values();
  private static final int KEPT =
      bit(Rule.KEPT_FOR_CRISIS) | bit(Rule.KEPT_FOR_FIRST) | bit(Rule.KEPT_FOR_RETURN);

  private Rules() {}

  /**
   * Every reason against an opening; empty where it fits.
   *
   * @param at the time at which it is asked
   * @param patientBusy the patient's other visits
   */
  public static List<Reason> against(
      OpenOrder order, Opening opening, Instant at, Busy patientBusy) {
    return reasons(broken(order, opening, at, patientBusy), opening.releasedAt());
  }

  /**
   * Every reason against an opening, the patient's wishes among them where they must be met.
   *
   * @param zone of the clinic, for wishes about days and hours
   */
  public static List<Reason> against(
      OpenOrder order, Opening opening, Instant at, Busy patientBusy, Wishes wishes, ZoneId zone) {
    int broken = broken(order, opening, at, patientBusy);
    if (wishes.mustBeMet() && missed(wishes, opening, zone) > 0) {
      broken |= bit(Rule.PATIENT_WISH);
    }
    return reasons(broken, opening.releasedAt());
  }

  /** How many of the wishes an opening misses. */
  static int missed(Wishes wishes, Opening opening, ZoneId zone) {
    ZonedDateTime start = opening.start().atZone(zone);
    return wishes.missedBy(start.toLocalDate())
        + wishes.missedBy(start.toLocalTime())
        + wishes.missedBy(opening.modes());
  }

  private static int broken(OpenOrder order, Opening opening, Instant at, Busy busy) {
    long now = Micros.of(at);
    Instant releasedAt = opening.releasedAt();
    int broken =
        ofPlace(order, opening.siteId(), opening.clinician(), opening.purpose(), opening.modes())
            | ofTime(
                Micros.of(opening.start()),
                Micros.of(opening.end()),
                now,
                Micros.minutes(order.minutes()),
                busy);
    return afterRelease(broken, releasedAt == null ? Micros.NEVER : Micros.upTo(releasedAt), now);
  }

  /*
   * A set of rules is a number with a bit for each. What depends on the place alone is asked once
   * for all places that are alike, what depends on the hour for each; a search over a million
   * openings and a single question so use the same code.
   */

  /** The rules about where, with whom and what for; kept places as before their release. */
  static int ofPlace(
      OpenOrder order, String siteId, Clinician clinician, Purpose purpose, Set<Mode> modes) {
    Rule notFor = notFor(order.kind(), purpose);
    return bitIf(!siteId.equals(order.siteId()), Rule.OTHER_SITE)
        | bitIf(hasAnotherDiscipline(order, clinician), Rule.OTHER_DISCIPLINE)
        | bitIf(doesNotSpeak(order, clinician), Rule.LANGUAGE)
        | bitIf(isNotTheRequiredOne(order, clinician), Rule.NOT_OWN_CLINICIAN)
        | bitIf(isFull(order, clinician), Rule.CASELOAD_FULL)
        | bitIf(order.mode() != null && !modes.contains(order.mode()), Rule.MODE)
        | (notFor == null ? 0 : bit(notFor));
  }

  /** The rules about when. */
  static int ofTime(long start, long end, long at, long length, Busy busy) {
    return bitIf(start < at, Rule.PAST)
        | bitIf(end - start < length, Rule.TOO_SHORT)
        | bitIf(busy.overlaps(start, end), Rule.PATIENT_BUSY);
  }

  /** The same rules without those that a release has ended. */
  static int afterRelease(int broken, long releasedAt, long at) {
    return releasedAt <= at ? broken & ~KEPT : broken;
  }

  private static boolean hasAnotherDiscipline(OpenOrder order, Clinician clinician) {
    return order.discipline() != null && !order.discipline().equals(clinician.discipline());
  }

  private static boolean doesNotSpeak(OpenOrder order, Clinician clinician) {
    return order.language() != null && !clinician.languages().contains(order.language());
  }

  private static boolean isNotTheRequiredOne(OpenOrder order, Clinician clinician) {
    return order.continuity() == Continuity.REQUIRED
        && order.ownClinician() != null
        && !isOwn(order, clinician);
  }

  private static boolean isFull(OpenOrder order, Clinician clinician) {
    return !clinician.takesNewPatients()
        && order.kind() != VisitKind.CRISIS
        && !isOwn(order, clinician);
  }

  static boolean isOwn(OpenOrder order, Clinician clinician) {
    return clinician.id().equals(order.ownClinician());
  }

  private static @Nullable Rule notFor(VisitKind kind, Purpose purpose) {
    return switch (purpose) {
      case FIRST ->
          switch (kind) {
            case FIRST, CRISIS -> null;
            case RETURN -> Rule.KEPT_FOR_FIRST;
            case GROUP -> Rule.NOT_A_GROUP;
          };
      case RETURN ->
          switch (kind) {
            case RETURN, CRISIS -> null;
            case FIRST -> Rule.KEPT_FOR_RETURN;
            case GROUP -> Rule.NOT_A_GROUP;
          };
      case CRISIS ->
          switch (kind) {
            case CRISIS -> null;
            case FIRST, RETURN -> Rule.KEPT_FOR_CRISIS;
            case GROUP -> Rule.NOT_A_GROUP;
          };
      case GROUP -> kind == VisitKind.GROUP ? null : Rule.GROUP_ONLY;
      case PROTECTED, ADMIN, BREAK -> Rule.NOT_FOR_VISITS;
    };
  }

  static List<Reason> reasons(int broken, @Nullable Instant releasedAt) {
    List<Reason> reasons = new ArrayList<>(Integer.bitCount(broken));
    for (Rule rule : ALL) {
      if ((broken & bit(rule)) != 0) {
        reasons.add(new Reason(rule, (bit(rule) & KEPT) != 0 ? releasedAt : null));
      }
    }
    return reasons;
  }

  /** The bit of a rule; it never leaves this process. */
  @SuppressWarnings("EnumOrdinal")
  static int bit(Rule rule) {
    return 1 << rule.ordinal();
  }

  private static int bitIf(boolean breaks, Rule rule) {
    return breaks ? bit(rule) : 0;
  }
}
