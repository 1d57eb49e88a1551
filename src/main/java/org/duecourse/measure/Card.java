package org.duecourse.measure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.io.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * What a measure is, in words that a reader can check: read from {@code ID.yaml}; its SQL is {@code
 * ID.sql} beside it.
 *
 * @param id its name in commands and outputs ("first-wait")
 * @param version goes up whenever a figure can change
 * @param asks the question that it answers
 * @param counts what one row of the data is
 * @param rows the plural of that row, for messages ("requests")
 * @param rowId the column by which the rows behind a figure are told apart and put in order
 * @param leavesOut rows that are looked at and not counted: reason to meaning
 * @param why why one should look at it
 * @param better "lower", "higher" or "neither"
 * @param writtenBy the role that wrote the definition
 * @param checkedBy the role that checked it
 * @param nextReview the day by which it is read again
 * @param standard the standard that is meant where none is given; null where none applies
 * @param usesLimit whether the standard's limit is looked at, so that another can be given
 * @param uses the shared tables that the SQL reads, in the order in which they are made
 * @param needs columns of the log without which nothing can be computed
 * @param dimensions what the rows can be split by, and the column that this needs
 * @param usualBy the split where none is asked for
 * @param groups keys that always split the rows, after those asked for, with their values in order
 * @param groupNeeds value of a group to what it needs; without that its rows are dropped
 * @param keys the figures, in order
 */
public record Card(
    String id,
    int version,
    String asks,
    String counts,
    String rows,
    String rowId,
    Map<String, String> leavesOut,
    String why,
    String better,
    String writtenBy,
    String checkedBy,
    LocalDate nextReview,
    @Nullable String standard,
    boolean usesLimit,
    List<String> uses,
    List<Need> needs,
    Map<Dimension, Need> dimensions,
    List<Dimension> usualBy,
    Map<String, List<String>> groups,
    Map<String, List<Need>> groupNeeds,
    List<Key> keys) {

  /** What a figure is made from. */
  public enum Form {
    /** How many; never null. */
    COUNT,
    /** A number as the SQL gives it. */
    NUMBER,
    /** Whole numbers of which the mean, the median and the 90th percentile are given. */
    SPREAD,
    /** One count over another, with Wilson's interval. */
    SHARE,
    /** True or false. */
    FLAG,
    /** Made by {@link SurvivalFigures}. */
    SURVIVAL,
    /** The same with an interval. */
    SURVIVAL_WITH_INTERVAL
  }

  /**
   * One figure.
   *
   * @param name its key; a {@link Form#SPREAD} gives three keys, a share three
   * @param form what it is made from
   * @param unit such as "business days"
   * @param meaning in a sentence
   * @param of the count above the line of a share
   * @param over the count below it
   * @param usesLimit whether the standard's limit is needed
   * @param needs columns of the log without which only this figure cannot be computed
   * @param notBy dimensions by which it cannot be split
   * @param unknownWhen why it is null in a row
   */
  public record Key(
      String name,
      Form form,
      String unit,
      String meaning,
      @Nullable String of,
      @Nullable String over,
      boolean usesLimit,
      List<Need> needs,
      List<Dimension> notBy,
      String unknownWhen) {

    /** The keys in the output. */
    public List<String> outputs() {
      return switch (form) {
        case COUNT, NUMBER, FLAG, SURVIVAL -> List.of(name);
        case SPREAD -> List.of(name + "_mean", name + "_median", name + "_p90");
        case SHARE, SURVIVAL_WITH_INTERVAL -> List.of(name, name + "_low", name + "_high");
      };
    }
  }

  /**
   * Something that a log must have.
   *
   * @param alternatives one of these: "requests" (a table) or "appointments.booked_at" (a column)
   */
  public record Need(List<String> alternatives) {
    static Need parse(String text) {
      return new Need(List.of(text.split(" or ", -1)));
    }
  }

  /** All keys of a row after those of the split and the groups, in order. */
  public List<String> outputKeys() {
    return keys.stream().flatMap(key -> key.outputs().stream()).toList();
  }

  /** The figure that gives a key of the output, or null. */
  public @Nullable Key keyOf(String output) {
    return keys.stream().filter(key -> key.outputs().contains(output)).findFirst().orElse(null);
  }

  /** Reads a card that ships with the program. */
  static Card read(String id) {
    Yaml file = Yaml.resource(Card.class, id + ".yaml");
    Yaml.Section top = file.top();
    Map<String, String> leavesOut = new LinkedHashMap<>();
    for (Yaml.Section each : top.sections("leaves_out")) {
      leavesOut.put(each.text("reason"), each.text("meaning"));
    }
    Map<Dimension, Need> dimensions = new LinkedHashMap<>();
    for (Yaml.Section each : top.sections("dimensions")) {
      dimensions.put(dimension(each.text("by")), Need.parse(each.text("needs")));
    }
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Yaml.Section each : top.sections("groups")) {
      groups.put(each.text("key"), each.texts("values"));
    }
    Map<String, List<Need>> groupNeeds = new LinkedHashMap<>();
    for (Yaml.Section each : top.sections("group_needs")) {
      groupNeeds.put(each.text("value"), each.texts("needs").stream().map(Need::parse).toList());
    }
    List<Key> keys = new ArrayList<>();
    for (Yaml.Section each : top.sections("keys")) {
      keys.add(key(each));
    }
    Card card =
        new Card(
            top.text("id"),
            top.integer("version", 1, 1000),
            top.text("asks"),
            top.text("counts"),
            top.text("rows"),
            top.text("row_id"),
            leavesOut,
            top.text("why"),
            top.text("better"),
            top.text("written_by"),
            top.text("checked_by"),
            top.date("next_review"),
            top.textOrNull("standard"),
            top.flag("uses_limit", false),
            top.texts("uses"),
            top.texts("needs").stream().map(Need::parse).toList(),
            dimensions,
            top.texts("usual_by").stream().map(Card::dimension).toList(),
            groups,
            groupNeeds,
            keys);
    file.refuse("the measure cannot be used");
    return card;
  }

  private static Key key(Yaml.Section section) {
    return new Key(
        section.text("key"),
        section.choice("form", Form.class, Form.COUNT),
        section.text("unit"),
        section.text("meaning"),
        section.textOrNull("of"),
        section.textOrNull("over"),
        section.flag("uses_limit", false),
        section.texts("needs").stream().map(Need::parse).toList(),
        section.texts("not_by").stream().map(Card::dimension).toList(),
        section.text("unknown_when", "there is nothing to compute it from"));
  }

  private static Dimension dimension(String word) {
    return Dimension.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
