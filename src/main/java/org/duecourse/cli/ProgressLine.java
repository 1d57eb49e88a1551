package org.duecourse.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * One line on standard error that says how far a long command is and how long it will still take;
 * nothing where nobody watches.
 */
final class ProgressLine {
  private static final long EVERY_NANOS = 200_000_000;

  private final PrintWriter err;
  private final String what;
  private final boolean watched;
  private final long start = System.nanoTime();
  private long lastShown;
  private boolean shown;

  /** Watched where the program runs on a terminal. */
  ProgressLine(PrintWriter err, String what) {
    this(err, what, Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  ProgressLine(PrintWriter err, String what, boolean watched) {
    this.err = err;
    this.what = what;
    this.watched = watched;
    this.lastShown = start;
  }

  /** So many of so many are done. */
  void show(int done, int of) {
    long now = System.nanoTime();
    if (!watched || now - lastShown < EVERY_NANOS) {
      return;
    }
    lastShown = now;
    shown = true;
    double left = (now - start) / 1e9 * (of - done) / done;
    err.print(
        String.format(
            Locale.ROOT, "\r%d of %d %s, about %s left\u001b[K", done, of, what, duration(left)));
    err.flush();
  }

  /** Removes the line. */
  void clear() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private static String duration(double seconds) {
    return seconds < 90
        ? Math.round(seconds) + " s"
        : seconds < 5400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
  }
}
