package org.duecourse.standard;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/**
 * One rule about a wait: who promised what, counted how, since when.
 *
 * @param id its name in files, options and outputs ("us-ca.return.npmh")
 * @param rule the rule in one sentence
 * @param jurisdiction where it holds ("US-CA")
 * @param covers whom it covers
 * @param clock from what to what it counts
 * @param calendar the id of the calendar in which its business days are counted
 * @param otherCalendars calendars under which a verdict is tried as well
 * @param unless exceptions that it allows
 * @param versions what it says over time, the oldest first, without overlap
 * @param threshold the share that must be in time, or null where each breach is a breach
 * @param notes what a reader has to know beside it
 * @param examples worked examples: its tests and its manual
 */
public record Standard(
    String id,
    String rule,
    String jurisdiction,
    String covers,
    Category category,
    Clock clock,
    String calendar,
    List<String> otherCalendars,
    Set<ExceptionCode> unless,
    List<Version> versions,
    @Nullable Threshold threshold,
    List<String> notes,
    List<Example> examples) {
  public Standard {
    otherCalendars = List.copyOf(otherCalendars);
    unless = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(unless));
    versions = List.copyOf(versions);
    notes = List.copyOf(notes);
    examples = List.copyOf(examples);
  }

  /** The version in force on a day, if the rule is in force at all. */
  public Optional<Version> find(LocalDate day) {
    return versions.stream().filter(version -> version.isInForceOn(day)).findFirst();
  }

  /**
   * The version in force on a day.
   *
   * @throws Refused if the rule is not in force on that day
   */
  public Version on(LocalDate day) {
    return find(day)
        .orElseThrow(
            () ->
                Refused.input(
                    id
                        + " is not in force on "
                        + day
                        + "; it runs from "
                        + inForceSince()
                        + (latest().to() == null ? "" : " to " + latest().to())
                        + "."));
  }

  /** The limit on a day; {@link Limit.None} where the rule is not in force or sets no number. */
  public Limit limitOn(LocalDate day) {
    return find(day).map(Version::limit).orElse(Limit.none());
  }

  /** The newest version, whether in force or not yet. */
  public Version latest() {
    return versions.getLast();
  }

  /** The first day on which the rule is in force. */
  public LocalDate inForceSince() {
    return versions.getFirst().from();
  }
}
