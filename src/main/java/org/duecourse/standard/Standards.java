package org.duecourse.standard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.io.Yaml;

/** The shipped rules, and a user's own goals beside them. */
public final class Standards {
  /** The rule where nothing else is said. */
  public static final String DEFAULT_FIRST = "us-ca.first.npmh";

  /** The rule for return visits where nothing else is said. */
  public static final String DEFAULT_RETURN = "us-ca.return.npmh";

  private static final List<String> IDS = index();
  private static final Map<String, Standard> READ = new ConcurrentHashMap<>();

  private Standards() {}

  /** The ids of the shipped rules, in the order of the list beside them. */
  public static List<String> ids() {
    return IDS;
  }

  /** All shipped rules. */
  public static List<Standard> all() {
    return IDS.stream().map(Standards::byId).toList();
  }

  /**
   * A shipped rule.
   *
   * @throws Refused with the nearest id if there is none of that name
   */
  public static Standard byId(String id) {
    return byId(id, List.of());
  }

  /** A shipped rule, or one of a user's own goals. */
  public static Standard byId(String id, List<Standard> own) {
    for (Standard goal : own) {
      if (goal.id().equals(id)) {
        return goal;
      }
    }
    if (!IDS.contains(id)) {
      List<String> known = new ArrayList<>(IDS);
      own.forEach(goal -> known.add(goal.id()));
      throw Refused.usage(
          "'"
              + id
              + "' is no standard."
              + Suggestion.didYouMean(id, known)
              + " 'duecourse standards' lists them; own goals are given with --goals FILE.yaml.");
    }
    return READ.computeIfAbsent(
        id, i -> StandardFile.read(Yaml.resource(Standards.class, i + ".yaml"), false));
  }

  /**
   * A user's own goals: one file, or all files ending in .yaml or .yml of a folder, one goal a
   * file.
   *
   * @throws Refused with the problems of all files
   */
  public static List<Standard> own(Path fileOrFolder) {
    List<Standard> goals = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : filesOf(fileOrFolder)) {
      try {
        Standard goal = StandardFile.read(Yaml.read(file), true);
        if (goals.stream().anyMatch(other -> other.id().equals(goal.id()))) {
          problems.add(
              new Problem(
                  String.valueOf(file.getFileName()), goal.id() + ": another file has it."));
        }
        goals.add(goal);
      } catch (Refused refused) {
        problems.add(new Problem("", refused.headline()));
        problems.addAll(refused.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, fileOrFolder + ": the goals were not read", problems);
    }
    return goals;
  }

  private static List<Path> filesOf(Path fileOrFolder) {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> files = Files.list(fileOrFolder)) {
      List<Path> goals =
          files
              .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
              .sorted()
              .toList();
      if (goals.isEmpty()) {
        throw Refused.input(
            fileOrFolder + " holds no file that ends in .yaml. Maybe name the file itself.");
      }
      return goals;
    } catch (IOException e) {
      throw Refused.input(fileOrFolder + " cannot be listed: " + e.getMessage());
    }
  }

  private static List<String> index() {
    try (var in = Standards.class.getResourceAsStream("index.txt")) {
      if (in == null) {
        throw new IllegalStateException("the list of rules is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
