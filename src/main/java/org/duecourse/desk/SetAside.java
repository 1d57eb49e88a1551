package org.duecourse.desk;

import org.duecourse.io.Refused;

/**
 * A rule set aside by a named role, with a reason.
 *
 * @param reason why, in 5 to 500 characters
 * @param overlap whether clinician and room may be taken twice; never the patient
 */
public record SetAside(String reason, boolean overlap) {
  public SetAside {
    if (reason.strip().length() < 5 || reason.length() > 500) {
      throw Refused.input("Say why the rule is set aside, in 5 to 500 characters.");
    }
    reason = reason.strip();
  }

  /** A rule set aside without an overlap. */
  public static SetAside because(String reason) {
    return new SetAside(reason, false);
  }
}
