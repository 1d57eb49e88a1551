package org.duecourse.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process does and tells nobody of. */
final class Waiting {
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private Waiting() {}

  /** Looks again and again until it is so, at most for a time; whether it came to be so. */
  static boolean until(Duration atMost, BooleanSupplier itIsSo) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!itIsSo.getAsBoolean()) {
      if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    return true;
  }
}
