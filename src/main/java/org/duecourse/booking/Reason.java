package org.duecourse.booking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an opening does not fit an order.
 *
 * @param rule which rule says so
 * @param until when the rule stops to hold for this opening ("kept for crisis until"), or null
 */
public record Reason(Rule rule, @Nullable Instant until) {
  /** The rules that an opening can break; each is asked, so that all reasons are known. */
  public enum Rule {
    /** It lies before now. */
    PAST("in the past"),
    /** Another clinic. */
    OTHER_SITE("at another clinic"),
    /** Another profession than was ordered. */
    OTHER_DISCIPLINE("another profession"),
    /** The clinician does not speak the language needed. */
    LANGUAGE("no clinician who speaks the language"),
    /** Only the own clinician was ordered. */
    NOT_OWN_CLINICIAN("not the own clinician, whom the order requires"),
    /** The clinician's caseload is full. */
    CASELOAD_FULL("the clinician's caseload is full"),
    /** The way to meet does not suit. */
    MODE("another way to meet"),
    /** Shorter than the visit. */
    TOO_SHORT("too short"),
    /** Kept for people in crisis. */
    KEPT_FOR_CRISIS("kept for crisis"),
    /** Kept for first visits. */
    KEPT_FOR_FIRST("kept for first visits"),
    /** Kept for return visits. */
    KEPT_FOR_RETURN("kept for return visits"),
    /** Protected time, a meeting or a break. */
    NOT_FOR_VISITS("not for visits"),
    /** A group session. */
    GROUP_ONLY("a group session"),
    /** The patient has another visit then. */
    PATIENT_BUSY("the patient has another visit then"),
    /** A group was ordered, and this is not one. */
    NOT_A_GROUP("not a group session"),
    /** The patient can only come at other times or in another way. */
    PATIENT_WISH("not what the patient can do");

    private final String words;

    Rule(String words) {
      this.words = words;
    }

    /** The rule as a person says it, after "5 ". */
    public String words() {
      return words;
    }
  }
}
