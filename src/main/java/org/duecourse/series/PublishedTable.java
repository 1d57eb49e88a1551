package org.duecourse.series;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The series of a published table: one per organisation and measure, published ones and those made
 * of them.
 */
public final class PublishedTable {
  private final Map<Key, NavigableMap<LocalDate, Observation>> series;
  private final Map<String, String> organisations;
  private final PublishedMapping mapping;
  private final List<String> ids;
  private final LocalDate latest;

  /** Which series. */
  public record Key(String organisation, String measure) {}

  PublishedTable(
      Map<Key, NavigableMap<LocalDate, Observation>> series,
      Map<String, String> organisations,
      PublishedMapping mapping) {
    this.series = series;
    this.organisations = organisations;
    this.mapping = mapping;
    this.ids = series.keySet().stream().map(Key::organisation).distinct().sorted().toList();
    this.latest =
        series.values().stream().map(NavigableMap::lastKey).max(LocalDate::compareTo).orElseThrow();
    mapping.derived().forEach(this::derive);
  }

  /**
   * Reads a file.
   *
   * @throws org.duecourse.io.Refused if it cannot be used, with every reason
   */
  public static PublishedTable read(Path file, PublishedMapping mapping) {
    return new PublishedReader(file, mapping).read();
  }

  /** What is known about the table and its measures. */
  public PublishedMapping mapping() {
    return mapping;
  }

  /** The organisations in order of their ids. */
  public List<String> organisations() {
    return ids;
  }

  /** The measures that the table holds or that are made of it, in order of their ids. */
  public Collection<String> measures() {
    TreeSet<String> all = new TreeSet<>(mapping.derived().keySet());
    series.keySet().forEach(key -> all.add(key.measure()));
    return all;
  }

  /** An organisation's latest name, or its id where the table has no names. */
  public String nameOf(String organisation) {
    return organisations.getOrDefault(organisation, organisation);
  }

  /** The observations of a series in order; empty where the table has none. */
  public List<Observation> observations(String organisation, String measure) {
    NavigableMap<LocalDate, Observation> found = series.get(new Key(organisation, measure));
    return found == null ? List.of() : List.copyOf(found.values());
  }

  /** The latest period in the table. */
  public LocalDate latest() {
    return latest;
  }

  /**
   * The breaks of a series: those that the mapping tells, and each period from which the publisher
   * calls the measure, or a part of it, by another name.
   */
  public List<Break> breaks(String organisation, String measure) {
    List<Break> breaks = new ArrayList<>(mapping.measure(measure).breaks());
    PublishedMapping.Ratio ratio = mapping.derived().get(measure);
    if (ratio != null) {
      parts(ratio).forEach(part -> breaks.addAll(breaks(organisation, part)));
    } else if (mapping.measure(measure).nameChangeBreaks()) {
      breaks.addAll(nameChanges(measure, observations(organisation, measure)));
    }
    return breaks.stream().distinct().toList();
  }

  private static List<Break> nameChanges(String measure, List<Observation> observations) {
    List<Break> breaks = new ArrayList<>();
    String before = null;
    for (Observation each : observations) {
      String name = each.name();
      if (name == null) {
        continue;
      }
      if (before != null && !before.equals(name)) {
        breaks.add(
            new Break(
                each.period(),
                measure + " is called '" + name + "' from here, '" + before + "' before"));
      }
      before = name;
    }
    return breaks;
  }

  private void derive(String id, PublishedMapping.Ratio ratio) {
    for (String organisation : organisations()) {
      TreeMap<LocalDate, Observation> made = new TreeMap<>();
      for (Observation first : observations(organisation, ratio.over().getFirst())) {
        List<@Nullable Observation> parts =
            parts(ratio).stream()
                .<@Nullable Observation>map(part -> at(organisation, part, first.period()))
                .toList();
        if (parts.stream().allMatch(Objects::nonNull)) {
          made.put(first.period(), ratioOf(organisation, ratio, first));
        }
      }
      if (!made.isEmpty()) {
        series.put(new Key(organisation, id), made);
      }
    }
  }

  /** A ratio whose parts all have a row; any that is not published leaves it not published. */
  private Observation ratioOf(
      String organisation, PublishedMapping.Ratio ratio, Observation first) {
    Double over = sum(organisation, ratio.over(), first.period());
    Double sum = sum(organisation, ratio.sum(), first.period());
    Double value = over == null || sum == null || over == 0 ? null : Double.valueOf(sum / over);
    return new Observation(first.period(), first.label(), value, over, null);
  }

  private @Nullable Double sum(String organisation, List<String> parts, LocalDate period) {
    double sum = 0;
    for (String part : parts) {
      Observation each = at(organisation, part, period);
      if (each == null || each.value() == null) {
        return null;
      }
      sum += each.value();
    }
    return sum;
  }

  private @Nullable Observation at(String organisation, String measure, LocalDate period) {
    NavigableMap<LocalDate, Observation> found = series.get(new Key(organisation, measure));
    return found == null ? null : found.get(period);
  }

  private static List<String> parts(PublishedMapping.Ratio ratio) {
    List<String> parts = new ArrayList<>(ratio.sum());
    parts.addAll(ratio.over());
    return parts.stream().distinct().toList();
  }
}
