package org.duecourse.io;

/** Whose fault a failure is: one short list for the terminal, HTTP and the log. */
public enum Fault {
  /** The command or the request was put wrongly. */
  USAGE(2, 400),
  /** What was handed in cannot be used. */
  INPUT(3, 422),
  /** There is no such thing, or none that this person may see: the answer is the same. */
  NOT_FOUND(3, 404),
  /** Another role can do it. */
  NOT_ALLOWED(3, 403),
  /** Somebody else was faster, or the state has moved on. */
  CONFLICT(4, 409),
  /** Ours. */
  INTERNAL(70, 500);

  private final int exitCode;
  private final int httpStatus;

  Fault(int exitCode, int httpStatus) {
    this.exitCode = exitCode;
    this.httpStatus = httpStatus;
  }

  /** The exit code of the program. */
  public int exitCode() {
    return exitCode;
  }

  /** The status of an HTTP answer. */
  public int httpStatus() {
    return httpStatus;
  }
}
