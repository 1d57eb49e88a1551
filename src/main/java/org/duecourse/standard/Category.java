package org.duecourse.standard;

/** What kind of wait a rule is about. */
public enum Category {
  /** A first visit of any kind. */
  FIRST,
  /** A first visit with a non-physician mental health or substance use provider. */
  FIRST_NPMH,
  /** A first visit with a psychiatrist or other specialist physician. */
  FIRST_PSY,
  /** A return visit of any kind. */
  RETURN,
  /** A return visit with a non-physician provider. */
  RETURN_NPMH,
  /** A return visit with a physician. */
  RETURN_PSY,
  /** Urgent care that needs no authorisation. */
  URGENT_NOAUTH,
  /** Urgent care that needs authorisation. */
  URGENT_AUTH,
  /** Telephone triage or screening. */
  TRIAGE_CALL,
  /** A telephone line answered by a person. */
  PHONE_ANSWER,
  /** The first attempt to act on an order. */
  SCHEDULING_ATTEMPT,
  /** A full evaluation. */
  COMPREHENSIVE_EVAL,
  /** A visit after a psychiatric stay in hospital. */
  POST_DISCHARGE,
  /** A visit after an emergency visit. */
  POST_ED,
  /** A rate over many, not a wait of one. */
  RATE,
  /** The window that the clinician ordered. */
  CLINICIAN_WINDOW
}
