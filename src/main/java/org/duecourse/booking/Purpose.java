package org.duecourse.booking;

/** What a block of a clinician's week is for. */
public enum Purpose {
  /** First visits. */
  FIRST,
  /** Return visits. */
  RETURN,
  /** Kept for people in crisis until its release. */
  CRISIS,
  /** Work between visits: referrals, calls, messages, agencies. */
  PROTECTED,
  /** A group session with seats. */
  GROUP,
  /** Meetings and administration. */
  ADMIN,
  /** A break. */
  BREAK
}
