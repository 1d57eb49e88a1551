package org.duecourse.desk;

import java.time.LocalDate;
import java.util.Optional;
import org.duecourse.booking.VisitKind;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.standard.Limit;
import org.duecourse.standard.Standard;
import org.duecourse.standard.Standards;
import org.duecourse.standard.Version;
import org.jspecify.annotations.Nullable;

/**
 * The last day that a law allows for an order, shown beside the clinician's window. Which rule
 * applies follows from the place (told by the clinic's calendar), the kind of visit, the profession
 * and the urgency.
 */
final class LegalLimits {
  private LegalLimits() {}

  /** A rule and the last day that it allows. */
  record Legal(String rule, LocalDate lastDay) {}

  /**
   * The limit of an order.
   *
   * @param start the day from which the rule counts: the request, or the visit before
   */
  static Optional<Legal> of(
      Site site, VisitKind kind, @Nullable String discipline, String urgency, LocalDate start) {
    return rule(site.calendar(), kind, Practitioner.isPhysician(discipline), urgency)
        .flatMap(id -> limit(Standards.byId(id), site.businessDays(), start));
  }

  private static Optional<String> rule(
      String calendar, VisitKind kind, boolean physician, String urgency) {
    if (calendar.startsWith("us-ca")) {
      return switch (kind) {
        case FIRST ->
            Optional.of(
                !urgency.equals("routine")
                    ? "us-ca.urgent"
                    : physician ? "us-ca.first.psy" : "us-ca.first.npmh");
        // For physicians the law names no number of days.
        case RETURN, GROUP -> physician ? Optional.empty() : Optional.of("us-ca.return.npmh");
        case CRISIS -> Optional.of("us-ca.urgent");
      };
    }
    if (calendar.equals("gb-eng") && kind == VisitKind.FIRST) {
      return Optional.of("gb-eng.tt.6w");
    }
    return Optional.empty();
  }

  private static Optional<Legal> limit(Standard rule, BusinessDays calendar, LocalDate start) {
    Optional<Version> version = rule.find(start);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    return lastDay(version.get().limit(), calendar, start)
        .map(lastDay -> new Legal(rule.id(), lastDay));
  }

  private static Optional<LocalDate> lastDay(Limit limit, BusinessDays calendar, LocalDate start) {
    return switch (limit) {
      case Limit.InBusinessDays days -> Optional.of(calendar.after(start, days.days()));
      case Limit.InCalendarDays days -> Optional.of(start.plusDays(days.days()));
      case Limit.InWeeks weeks -> Optional.of(start.plusWeeks(weeks.weeks()));
      // Hours run across days off; the day on which they end is the last.
      case Limit.Elapsed elapsed -> Optional.of(start.plusDays(elapsed.duration().toDays()));
      case Limit.None none -> Optional.empty();
      case Limit.FromOrder order -> Optional.empty();
    };
  }
}
