package org.duecourse.records;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One FHIR R4 resource as it was found.
 *
 * @param type such as "Appointment"
 * @param id its logical id; empty where it has none
 * @param fullUrl where its bundle says it lives; null outside bundles
 * @param scope what its id is unique within: its bundle, or its folder
 * @param place where a person finds it: the file, and its entry or line
 */
record FhirResource(
    String type, String id, @Nullable String fullUrl, String scope, String place, JsonNode body) {

  /**
   * The same resource, in whatever version: comparing whole bodies would cost more than reading.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FhirResource that
        && type.equals(that.type)
        && id.equals(that.id)
        && scope.equals(that.scope);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, id, scope);
  }

  /** A text below some keys, the first item of each list; null where there is none. */
  @Nullable String text(String... path) {
    return text(body, path);
  }

  /** A list, empty where the key is absent; a single object counts as a list of one. */
  Iterable<JsonNode> list(String key) {
    return list(body, key);
  }

  static @Nullable String text(JsonNode from, String... path) {
    JsonNode node = from;
    for (String key : path) {
      node = (node.isArray() ? node.path(0) : node).path(key);
    }
    node = node.isArray() ? node.path(0) : node;
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.asString().strip();
    return text.isEmpty() ? null : text;
  }

  static Iterable<JsonNode> list(JsonNode from, String key) {
    JsonNode node = from.path(key);
    return node.isMissingNode() || node.isNull()
        ? List.of()
        : node.isArray() ? node : List.of(node);
  }

  /** Whether a concept, or a list of them, has one of these codes in whatever system. */
  static boolean hasCode(JsonNode concepts, Set<String> codes) {
    for (JsonNode concept : concepts.isArray() ? concepts : List.of(concepts)) {
      for (JsonNode coding : list(concept, "coding")) {
        String code = text(coding, "code");
        if (code != null && codes.contains(code)) {
          return true;
        }
      }
    }
    return false;
  }

  /** All words of a concept, or of a list of them, in lower case: texts and displays. */
  static String words(JsonNode concepts) {
    StringBuilder words = new StringBuilder();
    for (JsonNode concept : concepts.isArray() ? concepts : List.of(concepts)) {
      words.append(' ').append(text(concept, "text") == null ? "" : text(concept, "text"));
      for (JsonNode coding : list(concept, "coding")) {
        words.append(' ').append(text(coding, "display") == null ? "" : text(coding, "display"));
      }
    }
    return words.toString().toLowerCase(Locale.ROOT).strip();
  }

  /** How a concept is called: its text, else its first display, else its first code. */
  static @Nullable String name(JsonNode concept) {
    String text = text(concept, "text");
    String display = text != null ? text : text(concept, "coding", "display");
    return display != null ? display : text(concept, "coding", "code");
  }
}
