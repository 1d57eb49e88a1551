package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/**
 * What was typed into a form and what is wrong with it; a page shows both again.
 *
 * @param entries field → what was typed or chosen, without passwords
 * @param headline what was refused, or empty
 * @param problems what is wrong; the place is the name of the field
 */
public record Form(Map<String, List<String>> entries, String headline, List<Problem> problems) {
  public Form {
    entries = Map.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /** A form before anything was typed. */
  static Form empty() {
    return new Form(Map.of(), "", List.of());
  }

  /** A form that shows what is there. */
  static Form showing(Map<String, List<String>> entries) {
    return new Form(entries, "", List.of());
  }

  /** What came with a request. Passwords are read apart and never shown again. */
  static Form of(HttpServletRequest request) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (!isSecret(name)) {
                entries.put(name, Arrays.asList(values));
              }
            });
    return new Form(entries, "", List.of());
  }

  /** Fields that are never kept. */
  static boolean isSecret(String name) {
    return name.startsWith("_")
        || name.startsWith("password")
        || name.equals("old")
        || name.equals("code");
  }

  /** The same with what was refused. */
  Form refused(Refused refused) {
    return new Form(entries, refused.headline(), refused.problems());
  }

  /** What was typed into a field, without blanks around it; empty if nothing was. */
  public String value(String name) {
    return entries.getOrDefault(name, List.of()).stream().findFirst().orElse("").strip();
  }

  /** All that was chosen in a field. */
  public List<String> values(String name) {
    return entries.getOrDefault(name, List.of()).stream().filter(v -> !v.isEmpty()).toList();
  }

  /** Whether a value was chosen. */
  public boolean chose(String name, String value) {
    return entries.getOrDefault(name, List.of()).contains(value);
  }

  /** What is wrong with a field, as one text. */
  public Optional<String> problem(String name) {
    List<String> about =
        problems.stream().filter(p -> p.place().equals(name)).map(Problem::message).toList();
    return about.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", about));
  }

  /** Whether anything was refused. */
  public boolean isRefused() {
    return !headline.isEmpty();
  }
}
