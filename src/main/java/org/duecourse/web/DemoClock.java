package org.duecourse.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of the demo's desk: the machine's, some time ahead, so that an announced day can be
 * played through at once. It only goes forward, and remembers how far in a file beside the records.
 * No other desk has one.
 */
public final class DemoClock extends Clock {
  private final Clock machine;
  private final Path file;
  private final AtomicReference<Duration> ahead;

  /**
   * @param machine the clock that it runs ahead of
   * @param file where it keeps how far
   */
  public DemoClock(Clock machine, Path file) {
    this.machine = machine;
    this.file = file;
    this.ahead = new AtomicReference<>(read(file));
  }

  private static Duration read(Path file) {
    try {
      return Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes on to a moment; one that has passed changes nothing. */
  void goTo(Instant moment) {
    Duration more = Duration.between(instant(), moment);
    if (more.isPositive()) {
      try {
        Files.writeString(file, ahead.accumulateAndGet(more, Duration::plus) + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.tick(this, Duration.ofNanos(1)).withZone(zone);
  }
}
