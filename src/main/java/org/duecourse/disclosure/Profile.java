package org.duecourse.disclosure;

import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.io.Yaml;

/**
 * A published rule that says which counts may be shown.
 *
 * @param id its name on the command line, "cms.1-10"
 * @param name its name in a report
 * @param hideFrom the least count that is hidden
 * @param hideTo the largest count that is hidden
 * @param roundTo other counts are shown to the nearest multiple; 1 shows them as they are
 * @param shares how percentages are shown
 * @param apart for each hidden count another one, this far away at least, fits all that is shown
 * @param token what stands in the place of a hidden figure
 * @param legend what the token means
 * @param rule the rule in the publisher's words, shortened
 * @param source where it was read
 * @param evidence confirmed or secondary
 */
public record Profile(
    String id,
    String name,
    int hideFrom,
    int hideTo,
    int roundTo,
    Shares shares,
    int apart,
    String token,
    String legend,
    String rule,
    String source,
    String evidence) {

  /** Nothing is hidden: the result is for internal use and says so. */
  public static final Profile OFF =
      new Profile(
          "off",
          "No suppression",
          1,
          0,
          1,
          Shares.EXACT,
          0,
          "",
          "",
          "Nothing is hidden.",
          "",
          "policy");

  /** How percentages are worked out. */
  public enum Shares {
    /** From the counts as they are. */
    EXACT,
    /** From the counts as they are shown. */
    FROM_ROUNDED,
    /** A whole percent of the true counts. */
    WHOLE
  }

  /** All profiles: those of {@code profiles.yaml}, then {@link #OFF}. */
  public static List<Profile> all() {
    Yaml file = Yaml.resource(Profile.class, "profiles.yaml");
    List<Profile> all = new ArrayList<>();
    for (Yaml.Section each : file.top().sections("profiles")) {
      all.add(
          new Profile(
              each.text("id"),
              each.text("name"),
              each.integer("hide_from", 0, 1000),
              each.integer("hide_to", 0, 1000),
              each.integer("round_to", 1, 1000),
              each.choice("shares", Shares.class),
              each.integer("apart", 1, 100),
              each.text("token"),
              each.text("legend"),
              each.text("rule"),
              each.text("source"),
              each.text("evidence")));
    }
    file.refuse("nothing was shown");
    all.add(OFF);
    return all;
  }

  /** The profile of a name. */
  public static Profile named(String id) {
    List<Profile> all = all();
    List<String> ids = all.stream().map(Profile::id).toList();
    return all.stream()
        .filter(profile -> profile.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.usage(
                    "--suppress '"
                        + id
                        + "' is none of "
                        + String.join(", ", ids)
                        + "."
                        + Suggestion.didYouMean(id, ids)));
  }

  /** Whether anything is hidden at all. */
  public boolean hides() {
    return hideTo >= hideFrom;
  }

  /** Whether a count must not be shown. */
  public boolean isSmall(long count) {
    return count >= hideFrom && count <= hideTo;
  }

  /** Whether zeros are shown, so that a hidden count is known to be no zero. */
  public boolean showsZero() {
    return hideFrom > 0;
  }

  /** A count that may be shown, as it is shown. */
  public long rounded(long count) {
    return Math.round((double) count / roundTo) * roundTo;
  }

  /** The least count that is shown like this one. */
  public long leastShownLike(long count) {
    return count == 0 ? 0 : Math.max(rounded(count) - roundTo / 2, hideTo + 1L);
  }

  /** The largest count that is shown like this one. */
  public long mostShownLike(long count) {
    return count == 0 && showsZero() ? 0 : rounded(count) + (roundTo - 1) / 2;
  }

  /** A count in a table: itself, rounded, or the token. */
  public String shown(long count) {
    return isSmall(count) ? token : Long.toString(rounded(count));
  }
}
