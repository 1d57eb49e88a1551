package org.duecourse.booking;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Reason.Rule;

/**
 * Every rule asked by itself, from the table of who may have which place: the second calculation.
 */
final class OneByOne {
  private OneByOne() {}

  static Set<Rule> broken(OpenOrder order, Opening opening, Instant at, List<Span> visits) {
    Set<Rule> broken = EnumSet.noneOf(Rule.class);
    for (Rule rule : Rule.values()) {
      if (breaks(rule, order, opening, at, visits)) {
        broken.add(rule);
      }
    }
    return broken;
  }

  private static boolean breaks(
      Rule rule, OpenOrder order, Opening opening, Instant at, List<Span> visits) {
    Clinician clinician = opening.clinician();
    boolean own = clinician.id().equals(order.ownClinician());
    boolean released = opening.releasedAt() != null && !at.isBefore(opening.releasedAt());
    Purpose purpose = opening.purpose();
    VisitKind kind = order.kind();
    return switch (rule) {
      case PAST -> opening.start().isBefore(at);
      case OTHER_SITE -> !opening.siteId().equals(order.siteId());
      case OTHER_DISCIPLINE ->
          order.discipline() != null && !clinician.discipline().equals(order.discipline());
      case LANGUAGE ->
          order.language() != null && !clinician.languages().contains(order.language());
      case NOT_OWN_CLINICIAN ->
          order.continuity() == Continuity.REQUIRED && order.ownClinician() != null && !own;
      case CASELOAD_FULL -> !clinician.takesNewPatients() && !own && kind != VisitKind.CRISIS;
      case MODE -> order.mode() != null && !opening.modes().contains(order.mode());
      case TOO_SHORT ->
          java.time.Duration.between(opening.start(), opening.end()).toMinutes() < order.minutes();
      case KEPT_FOR_CRISIS ->
          purpose == Purpose.CRISIS
              && (kind == VisitKind.FIRST || kind == VisitKind.RETURN)
              && !released;
      case KEPT_FOR_FIRST -> purpose == Purpose.FIRST && kind == VisitKind.RETURN && !released;
      case KEPT_FOR_RETURN -> purpose == Purpose.RETURN && kind == VisitKind.FIRST && !released;
      case NOT_FOR_VISITS ->
          purpose == Purpose.PROTECTED || purpose == Purpose.ADMIN || purpose == Purpose.BREAK;
      case GROUP_ONLY -> purpose == Purpose.GROUP && kind != VisitKind.GROUP;
      case NOT_A_GROUP ->
          kind == VisitKind.GROUP
              && (purpose == Purpose.FIRST
                  || purpose == Purpose.RETURN
                  || purpose == Purpose.CRISIS);
      case PATIENT_BUSY ->
          visits.stream()
              .anyMatch(visit -> visit.overlaps(new Span(opening.start(), opening.end())));
      case PATIENT_WISH -> false;
    };
  }
}
