package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.OpenOrder;
import org.duecourse.booking.VisitKind;
import org.duecourse.booking.Window;
import org.jspecify.annotations.Nullable;

/**
 * A request for a first visit or a return-to-clinic order, as it is kept. The columns of {@code
 * visit_order} say what each part means.
 */
public record Order(
    String id,
    VisitKind kind,
    String patientId,
    String siteId,
    Instant orderedAt,
    String orderedBy,
    @Nullable String clinicianId,
    @Nullable LocalDate anchor,
    LocalDate earliest,
    LocalDate target,
    LocalDate latest,
    LocalDate orderedLatest,
    @Nullable LocalDate legalLimit,
    @Nullable String legalRule,
    int weight,
    String harmProfile,
    Continuity continuity,
    @Nullable String discipline,
    @Nullable String language,
    @Nullable Mode mode,
    int minutes,
    String urgency,
    @Nullable String seriesId,
    @Nullable Integer seriesNo,
    boolean earlierList,
    int earlierNoticeHours,
    State state,
    @Nullable Instant closedAt,
    @Nullable String closedBy,
    @Nullable String closeReason,
    @Nullable String supersedes,
    int version) {

  /** Where an order stands. */
  public enum State {
    /** It needs a visit. */
    OPEN,
    /** The visit took place. */
    DONE,
    /** Somebody closed it with a reason. */
    CLOSED,
    /** Another order took its place. */
    SUPERSEDED
  }

  /** Its window, with extensions. */
  public Window window() {
    return new Window(earliest, target, latest);
  }

  /** What it asks of an opening. */
  public OpenOrder asOpenOrder() {
    return new OpenOrder(
        id,
        kind,
        siteId,
        window(),
        legalLimit,
        weight,
        continuity,
        clinicianId,
        discipline,
        language,
        mode,
        minutes);
  }
}
