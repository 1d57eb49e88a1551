package org.duecourse.disclosure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.io.Yaml;

/**
 * What the counts of one measure have to do with each other, from {@code counts.yaml}.
 *
 * @param counts the printed counts
 * @param dimensions keys beside those of {@code --by} that tell rows apart
 * @param sums wholes and their parts
 * @param atMost counts that are part of another
 * @param shares printed shares
 * @param figures means and quantiles, and the count they are over
 * @param sameAs counts that another measure prints too
 * @param open keys that tell nothing about people
 * @param hideFirst counts that readers miss least
 */
record MeasureCounts(
    List<String> counts,
    List<String> dimensions,
    List<Sum> sums,
    List<AtMost> atMost,
    List<Share> shares,
    Map<String, String> figures,
    Map<String, String> sameAs,
    List<String> open,
    List<String> hideFirst) {

  /** A whole and its parts. */
  record Sum(String whole, List<String> parts) {}

  /** A count that is part of another. */
  record AtMost(String less, String more) {}

  /** A share prints {@code count} of {@code of}, and so {@code rest} as well. */
  record Share(String share, String of, String count, String rest) {
    /** The keys that print it: the share and the ends of its interval. */
    Set<String> keys() {
      return Set.of(share, share + "_low", share + "_high");
    }
  }

  /** A measure that the file does not know: none of its figures may be shown under a profile. */
  static final MeasureCounts UNKNOWN =
      new MeasureCounts(
          List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of(), List.of(),
          List.of());

  /** All measures by id. */
  static Map<String, MeasureCounts> all() {
    Yaml file = Yaml.resource(MeasureCounts.class, "counts.yaml");
    Yaml.Section measures = file.top().section("measures").anyKey();
    Map<String, MeasureCounts> all = new LinkedHashMap<>();
    for (String id : measures.keys()) {
      Yaml.Section each = measures.section(id);
      Map<String, String> figures = new LinkedHashMap<>();
      for (Yaml.Section figure : each.sections("figures")) {
        String over = figure.text("over");
        figure.texts("keys").forEach(key -> figures.put(key, over));
      }
      Map<String, String> sameAs = new LinkedHashMap<>();
      for (Yaml.Section same : each.sections("same_as")) {
        sameAs.put(same.text("count"), same.text("measure") + "." + same.text("as"));
      }
      all.put(
          id,
          new MeasureCounts(
              each.texts("counts"),
              each.texts("dimensions"),
              each.sections("sums").stream()
                  .map(sum -> new Sum(sum.text("whole"), sum.texts("parts")))
                  .toList(),
              each.sections("at_most").stream()
                  .map(pair -> new AtMost(pair.text("less"), pair.text("more")))
                  .toList(),
              each.sections("shares").stream()
                  .map(
                      share ->
                          new Share(
                              share.text("share"),
                              share.text("of"),
                              share.text("count"),
                              share.text("rest")))
                  .toList(),
              figures,
              sameAs,
              each.texts("open"),
              each.texts("hide_first")));
    }
    file.refuse("nothing was shown");
    return all;
  }
}
