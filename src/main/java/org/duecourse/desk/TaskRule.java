package org.duecourse.desk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duecourse.io.Yaml;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a kind of task: as shipped ({@code task-kinds.yaml}), or as a clinic has set it.
 *
 * @param words what to do, as a list says it
 * @param trigger what makes such a task
 * @param due by when
 * @param dueUrgent by when if it is urgent, or null
 * @param urgentWhen what makes it urgent, or empty
 * @param longest what a clinic can set at most, or null
 * @param pool who works it
 * @param minutes about how long it takes
 * @param priority 100 first
 * @param escalate how long after it was due it is raised, or null for never
 * @param escalateTo to whom
 * @param closing what ends it
 * @param byHand whether people enter it
 * @param repeatDays it comes again so many days after it was done, or 0
 * @param inUse whether such tasks are made; only those by hand can be switched off
 * @param source where the rule comes from
 */
public record TaskRule(
    TaskKind kind,
    String words,
    String trigger,
    DueRule due,
    @Nullable DueRule dueUrgent,
    String urgentWhen,
    @Nullable DueRule longest,
    Role pool,
    int minutes,
    int priority,
    @Nullable DueRule escalate,
    @Nullable Role escalateTo,
    Closing closing,
    boolean byHand,
    int repeatDays,
    boolean inUse,
    String source) {
  private static final Map<TaskKind, TaskRule> SHIPPED = read();

  /** What ends a task. */
  public enum Closing {
    /** A booked visit. */
    BOOKING,
    /** Speaking with the person. */
    REACHED,
    /** A note of what came of it. */
    NOTE,
    /** The program, when the cause is gone. */
    DESK
  }

  /** The rule that ships with the program. */
  public static TaskRule shipped(TaskKind kind) {
    TaskRule rule = SHIPPED.get(kind);
    if (rule == null) {
      throw new IllegalStateException("No rule is shipped for " + kind + ".");
    }
    return rule;
  }

  /** The rule of a clinic for a kind. */
  public static TaskRule of(Handle handle, String siteId, TaskKind kind) {
    TaskRule shipped = shipped(kind);
    return handle
        .createQuery(
            """
            select due, due_urgent, pool, minutes, priority, escalate, escalate_to, closing, in_use from task_rule
            where site_id = :site and kind = :kind and ended_at is null
            """)
        .bind("site", siteId)
        .bind("kind", name(kind))
        .mapTo(Own.class)
        .findOne()
        .map(shipped::with)
        .orElse(shipped);
  }

  /** The name under which a kind stands in the tables. */
  static String name(TaskKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** When a task that comes now is due. */
  public DueRule due(boolean urgent) {
    return urgent && dueUrgent != null ? dueUrgent : due;
  }

  /** What a clinic has set; the columns of {@code task_rule}. */
  public record Own(
      String due,
      @Nullable String dueUrgent,
      Role pool,
      int minutes,
      int priority,
      @Nullable String escalate,
      @Nullable Role escalateTo,
      String closing,
      boolean inUse) {}

  /** This rule with what a clinic has set. */
  public TaskRule with(Own own) {
    return new TaskRule(
        kind,
        words,
        trigger,
        parsed(own.due()),
        own.dueUrgent() == null ? null : parsed(own.dueUrgent()),
        urgentWhen,
        longest,
        own.pool(),
        own.minutes(),
        own.priority(),
        own.escalate() == null ? null : parsed(own.escalate()),
        own.escalateTo(),
        Closing.valueOf(own.closing().toUpperCase(Locale.ROOT)),
        byHand,
        repeatDays,
        own.inUse(),
        source);
  }

  private static DueRule parsed(String words) {
    return DueRule.of(words)
        .orElseThrow(() -> new IllegalStateException("Not a due time: " + words));
  }

  private static Map<TaskKind, TaskRule> read() {
    Yaml file = Yaml.resource(TaskRule.class, "task-kinds.yaml");
    List<Yaml.Section> sections = file.top().sections("kinds");
    List<TaskRule> rules = new ArrayList<>();
    for (Yaml.Section each : sections) {
      rules.add(
          new TaskRule(
              each.choice("kind", TaskKind.class),
              each.text("words"),
              each.text("trigger"),
              due(each, "due").orElse(DueRule.BY_CAUSE),
              due(each, "due_urgent").orElse(null),
              each.text("urgent_when", ""),
              due(each, "longest").orElse(null),
              each.choice("pool", Role.class),
              each.integer("minutes", 1, 480),
              each.integer("priority", 0, 100),
              due(each, "escalate").orElse(null),
              each.has("escalate_to") ? each.choice("escalate_to", Role.class) : null,
              each.choice("closing", Closing.class),
              each.flag("by_hand", false),
              each.integer("repeat_days", 0, 365, 0),
              true,
              each.text("source")));
    }
    file.refuse("The kinds of tasks cannot be read.");
    Map<TaskKind, TaskRule> byKind = new EnumMap<>(TaskKind.class);
    rules.forEach(rule -> byKind.put(rule.kind(), rule));
    return Collections.unmodifiableMap(byKind);
  }

  private static Optional<DueRule> due(Yaml.Section section, String key) {
    String words = section.textOrNull(key);
    if (words == null) {
      return Optional.empty();
    }
    Optional<DueRule> due = DueRule.of(words);
    if (due.isEmpty()) {
      section.problem(key, "'" + words + "' is no due time.");
    }
    return due;
  }
}
