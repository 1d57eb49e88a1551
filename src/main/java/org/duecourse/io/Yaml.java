package org.duecourse.io;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML file that a person wrote: every key is asked for by name, every key that nobody asked for
 * is a problem, and all problems are told together with their lines.
 *
 * <pre>{@code
 * Yaml file = Yaml.read(path);
 * Yaml.Section top = file.top();
 * String id = top.text("id");
 * int floor = top.integer("crisis_floor_minutes", 0, 1440, 120);
 * file.refuse("nothing was run");        // throws if anything above was wrong or any key is left over
 * }</pre>
 *
 * A getter whose value is missing or unusable notes the problem and returns a stand-in, so that
 * reading goes on and finds the rest; nothing read may be used before {@link #refuse} has returned.
 */
public final class Yaml {
  private final String name;
  private final List<Found> problems = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final Section top;

  private record Found(int line, String message) {}

  private Yaml(String name, String text) {
    this.name = name;
    this.top = new Section(compose(text), "");
  }

  /** Reads a file in UTF-8. */
  public static Yaml read(Path file) {
    return parse(String.valueOf(file.getFileName()), TextFile.read(file, "a YAML file"));
  }

  /** Reads a file that ships with the program, beside a class. */
  public static Yaml resource(Class<?> beside, String resource) {
    try (var in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(beside.getPackageName() + " has no file " + resource);
      }
      return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Reads text; the name stands in messages. */
  public static Yaml parse(String name, String text) {
    return new Yaml(name, text);
  }

  /** The file's name, as messages have it. */
  public String name() {
    return name;
  }

  /** The outermost keys. */
  public Section top() {
    return top;
  }

  /** Every key that a reader has asked for so far, with its path ("sites.posts.role"). */
  public Set<String> asked() {
    Set<String> paths = new LinkedHashSet<>();
    for (Section section : sections) {
      section.known.forEach(key -> paths.add(section.where(key)));
    }
    return paths;
  }

  /** Notes a problem that the caller found, at the line of a section. */
  public void problem(Section at, String message) {
    problems.add(new Found(at.line, message));
  }

  /**
   * Refuses the file if anything was wrong, all at once.
   *
   * @param undone what did not happen because of it ("nothing was run")
   */
  public void refuse(String undone) {
    sections.forEach(Section::noteUnknownKeys);
    if (problems.isEmpty()) {
      return;
    }
    List<Problem> all =
        problems.stream()
            .distinct()
            .sorted((a, b) -> Integer.compare(a.line(), b.line()))
            .map(found -> new Problem("line " + found.line(), found.message()))
            .toList();
    String count = all.size() == 1 ? "1 problem" : all.size() + " problems";
    throw new Refused(Fault.INPUT, name + ": " + count + ", " + undone, all);
  }

  private MappingNode compose(String text) {
    try {
      Node node =
          new Compose(LoadSettings.builder().setLabel(name).build())
              .composeString(text)
              .orElseThrow(() -> Refused.input(name + " is empty; keys are expected."));
      if (node instanceof MappingNode mapping) {
        return mapping;
      }
      throw Refused.input(name + " holds no keys at its outermost level ('key: value').");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new Refused(
          Fault.INPUT,
          name + ": not readable as YAML",
          List.of(new Problem("line " + line, String.valueOf(e.getProblem()))));
    } catch (YamlEngineException e) {
      throw Refused.input(name + ": not readable as YAML: " + e.getMessage());
    }
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  /** A group of keys. Each getter takes a key; a key never taken is unknown. */
  public final class Section {
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final int line;
    private final String path;
    private boolean open;

    private Section(@Nullable Node node, String path) {
      this.path = path;
      this.line = node == null ? 1 : lineOf(node);
      sections.add(this);
      if (node instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
          int at = lineOf(tuple.getKeyNode());
          if (values.put(key, tuple.getValueNode()) != null) {
            problems.add(new Found(at, key + ": given twice. Maybe remove one."));
          }
          lines.put(key, at);
        }
      } else if (node != null) {
        problems.add(new Found(line, path + ": keys are expected here ('key: value')."));
      }
    }

    /** The line at which the section starts, from 1. */
    public int line() {
      return line;
    }

    /** The keys as written, in order; none of them counts as taken. */
    public List<String> keys() {
      return List.copyOf(values.keySet());
    }

    /** Whether a key is there; this does not take it. */
    public boolean has(String key) {
      known.add(key);
      return values.containsKey(key) && !isNull(values.get(key));
    }

    /** Whether a key holds keys of its own; this does not take it. */
    public boolean isSection(String key) {
      return values.get(key) instanceof MappingNode;
    }

    /** Lets every key pass: for a section whose keys are names that the writer chose. */
    public Section anyKey() {
      open = true;
      return this;
    }

    /** Text that has to be there. */
    public String text(String key) {
      String value = textOrNull(key);
      return value == null ? missing(key, "") : value;
    }

    /** Text, or a stand-in where the key is missing. */
    public String text(String key, String otherwise) {
      String value = textOrNull(key);
      return value == null ? otherwise : value;
    }

    /** Text, or null where the key is missing or blank. */
    public @Nullable String textOrNull(String key) {
      Node node = take(key);
      if (node == null || isNull(node)) {
        return null;
      }
      if (node instanceof ScalarNode scalar) {
        return scalar.getValue();
      }
      problems.add(
          new Found(lineOf(node), where(key) + ": one value is expected, not a list or keys."));
      return null;
    }

    /** A list of texts; a single text counts as a list of one; empty where the key is missing. */
    public List<String> texts(String key) {
      Node node = take(key);
      List<String> result = new ArrayList<>();
      if (node instanceof ScalarNode scalar && !isNull(node)) {
        result.add(scalar.getValue());
      } else if (node instanceof SequenceNode sequence) {
        for (Node item : sequence.getValue()) {
          if (item instanceof ScalarNode scalar) {
            result.add(scalar.getValue());
          } else {
            problems.add(
                new Found(lineOf(item), where(key) + ": a list of single values is expected."));
          }
        }
      } else if (node != null && !isNull(node)) {
        problems.add(new Found(lineOf(node), where(key) + ": a list is expected."));
      }
      return result;
    }

    /** A list of numbers; empty where the key is missing. */
    public List<Double> numbers(String key) {
      List<Double> result = new ArrayList<>();
      for (String text : texts(key)) {
        Double number = parse(key, text, "a number", Double::valueOf);
        result.add(number == null ? 0.0 : number);
      }
      return result;
    }

    /** A day that has to be there, as 2026-06-30. */
    public LocalDate date(String key) {
      if (textOrNull(key) == null) {
        return missing(key, LocalDate.EPOCH);
      }
      LocalDate value = dateOrNull(key);
      return value == null ? LocalDate.EPOCH : value;
    }

    /** A day, or null where the key is missing. */
    public @Nullable LocalDate dateOrNull(String key) {
      String text = textOrNull(key);
      return text == null ? null : parse(key, text, "a day such as 2026-06-30", LocalDate::parse);
    }

    /** A whole number within bounds that has to be there. */
    public int integer(String key, int least, int most) {
      OptionalInt value = integerIfThere(key, least, most);
      return value.isPresent() ? value.getAsInt() : missing(key, least);
    }

    /** A whole number within bounds, or a stand-in where the key is missing. */
    public int integer(String key, int least, int most, int otherwise) {
      return integerIfThere(key, least, most).orElse(otherwise);
    }

    /** A whole number within bounds, if the key is there. */
    public OptionalInt integerIfThere(String key, int least, int most) {
      String text = textOrNull(key);
      if (text == null) {
        return OptionalInt.empty();
      }
      Integer value = parse(key, text, "a whole number", Integer::valueOf);
      if (value != null && (value < least || value > most)) {
        problems.add(
            new Found(
                lineOfKey(key),
                where(key) + ": " + value + " is outside " + least + " to " + most + "."));
      }
      return OptionalInt.of(value == null ? least : value);
    }

    /** A number within bounds that has to be there. */
    public double number(String key, double least, double most) {
      return values.containsKey(key)
          ? number(key, least, most, least)
          : missing(takeKey(key), least);
    }

    /** A number within bounds, or a stand-in where the key is missing. */
    public double number(String key, double least, double most, double otherwise) {
      String text = textOrNull(key);
      if (text == null) {
        return otherwise;
      }
      Double value = parse(key, text, "a number", t -> new BigDecimal(t).doubleValue());
      if (value != null && !(value >= least && value <= most)) {
        problems.add(
            new Found(
                lineOfKey(key),
                where(key)
                    + ": "
                    + text
                    + " is outside "
                    + plain(least)
                    + " to "
                    + plain(most)
                    + "."));
      }
      return value == null ? least : value;
    }

    /** True or false, or a stand-in where the key is missing. */
    public boolean flag(String key, boolean otherwise) {
      String text = textOrNull(key);
      if (text == null) {
        return otherwise;
      }
      Boolean value =
          parse(
              key,
              text,
              "true or false",
              t ->
                  switch (t) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(t);
                  });
      return value != null && value;
    }

    /** One of the words of an enum, written in lower case with underscores or hyphens. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
      E value = choiceOrNull(key, type);
      return value == null ? missing(key, type.getEnumConstants()[0]) : value;
    }

    /** One of the words of an enum, or a stand-in where the key is missing. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
      E value = choiceOrNull(key, type);
      return value == null ? otherwise : value;
    }

    private <E extends Enum<E>> @Nullable E choiceOrNull(String key, Class<E> type) {
      String text = textOrNull(key);
      if (text == null) {
        return null;
      }
      List<String> words = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        String word = constant.name().toLowerCase(Locale.ROOT);
        if (word.equals(text.replace('-', '_').toLowerCase(Locale.ROOT))) {
          return constant;
        }
        words.add(word);
      }
      problems.add(
          new Found(
              lineOfKey(key),
              where(key)
                  + ": '"
                  + text
                  + "' is none of "
                  + String.join(", ", words)
                  + "."
                  + Suggestion.didYouMean(text, words)));
      return type.getEnumConstants()[0];
    }

    /** A group of keys that has to be there. */
    public Section section(String key) {
      Node node = take(key);
      if (node == null) {
        missing(key, "");
      }
      return new Section(node, where(key));
    }

    /** A group of keys, or null where the key is missing. */
    public @Nullable Section sectionOrNull(String key) {
      Node node = take(key);
      return node == null || isNull(node) ? null : new Section(node, where(key));
    }

    /** A list of groups of keys; empty where the key is missing. */
    public List<Section> sections(String key) {
      Node node = take(key);
      List<Section> result = new ArrayList<>();
      if (node instanceof SequenceNode sequence) {
        for (Node item : sequence.getValue()) {
          result.add(new Section(item, where(key)));
        }
      } else if (node != null && !isNull(node)) {
        problems.add(
            new Found(lineOf(node), where(key) + ": a list is expected ('- key: value')."));
      }
      return result;
    }

    /** Parses a text by a rule; notes a problem and returns null where the rule throws. */
    public <T> @Nullable T parse(
        String key, String text, String expected, Function<String, T> rule) {
      try {
        return rule.apply(text);
      } catch (IllegalArgumentException | DateTimeParseException e) {
        problems.add(
            new Found(lineOfKey(key), where(key) + ": '" + text + "' is not " + expected + "."));
        return null;
      }
    }

    /** Notes a problem with one key's value. */
    public void problem(String key, String message) {
      problems.add(new Found(lineOfKey(key), where(key) + ": " + message));
    }

    private <T> T missing(String key, T standIn) {
      Collection<String> spare = new ArrayList<>(values.keySet());
      spare.removeAll(known);
      problems.add(new Found(line, where(key) + ": missing." + Suggestion.didYouMean(key, spare)));
      return standIn;
    }

    private String takeKey(String key) {
      take(key);
      return key;
    }

    private @Nullable Node take(String key) {
      known.add(key);
      return values.get(key);
    }

    private int lineOfKey(String key) {
      return lines.getOrDefault(key, line);
    }

    private String where(String key) {
      return path.isEmpty() ? key : path + "." + key;
    }

    private void noteUnknownKeys() {
      if (open) {
        return;
      }
      for (String key : values.keySet()) {
        if (!known.contains(key)) {
          problems.add(
              new Found(
                  lineOfKey(key),
                  where(key) + ": unknown key." + Suggestion.didYouMean(key, known)));
        }
      }
      open = true;
    }

    private static boolean isNull(@Nullable Node node) {
      return node instanceof ScalarNode scalar
          && scalar.getTag().equals(org.snakeyaml.engine.v2.nodes.Tag.NULL);
    }

    private static String plain(double value) {
      return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
  }
}
