package org.duecourse.io;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was asked cannot be done, for reasons that the asker can mend. Carries every problem found,
 * so that a file is mended in one go. Never holds a person's data beyond the value that has to be
 * mended.
 */
public final class Refused extends RuntimeException {
  private final Fault fault;
  private final String headline;
  private final transient List<Problem> problems;

  /**
   * Refuses with several problems.
   *
   * @param headline what was refused and what was left undone ("clinic.yaml: 2 problems, nothing
   *     was run")
   */
  public Refused(Fault fault, String headline, List<Problem> problems) {
    super(text(headline, problems));
    this.fault = fault;
    this.headline = headline;
    this.problems = List.copyOf(problems);
  }

  /** Refuses an input for one reason. */
  public static Refused input(String message) {
    return new Refused(Fault.INPUT, message, List.of());
  }

  /** Refuses a wrong usage for one reason. */
  public static Refused usage(String message) {
    return new Refused(Fault.USAGE, message, List.of());
  }

  /** Says that somebody else was faster, or that the state has moved on. */
  public static Refused conflict(String message) {
    return new Refused(Fault.CONFLICT, message, List.of());
  }

  /** Says that there is no such thing that this person may see. */
  public static Refused notFound(String message) {
    return new Refused(Fault.NOT_FOUND, message, List.of());
  }

  /** Says which role can do what was asked. */
  public static Refused notAllowed(String message) {
    return new Refused(Fault.NOT_ALLOWED, message, List.of());
  }

  /** Whose fault it is. */
  public Fault fault() {
    return fault;
  }

  /** The first line: what was refused. */
  public String headline() {
    return headline;
  }

  /** All problems, in the order of the input. */
  public List<Problem> problems() {
    return problems;
  }

  private static String text(String headline, List<Problem> problems) {
    return problems.stream()
        .map(problem -> "\n  " + problem.line())
        .collect(Collectors.joining("", headline, ""));
  }
}
