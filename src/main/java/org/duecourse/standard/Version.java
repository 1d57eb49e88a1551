package org.duecourse.standard;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.calendar.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says over a range of days.
 *
 * @param from its first day
 * @param to its last day, or null where none is known
 * @param limit the limit where nothing else is said
 * @param parts further limits by name ({@code urgent}), in the order of the file
 * @param source the text
 * @param evidence what stands behind the limit
 * @param policy our choices that it rests on
 */
public record Version(
    LocalDate from,
    @Nullable LocalDate to,
    Limit limit,
    Map<String, Limit> parts,
    String source,
    Evidence evidence,
    List<Policy> policy) {
  public Version {
    parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    policy = List.copyOf(policy);
  }

  /** Whether it is in force on a day. */
  public boolean isInForceOn(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }

  /** "10 business days; urgent 1 business day". */
  public String words() {
    StringBuilder words = new StringBuilder(limit.words());
    parts.forEach((name, part) -> words.append("; ").append(name).append(' ').append(part.words()));
    return words.toString();
  }
}
