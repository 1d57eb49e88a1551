package org.duecourse.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the program in this process and keeps what it prints. */
public final class Terminal {
  /**
   * What a run left.
   *
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  public record Result(int code, String out, String err) {}

  private Terminal() {}

  /** Runs one command. */
  public static Result duecourse(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Result(code, out.toString(), err.toString());
  }
}
