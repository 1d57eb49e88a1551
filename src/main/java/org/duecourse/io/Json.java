package org.duecourse.io;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in and out, with one set of habits: keys in the order given, days as text, numbers as they
 * are, no NaN.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /**
   * Writes maps, lists, texts, numbers, booleans, days and null, indented, with a newline at the
   * end.
   */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }

  /** Reads any JSON. */
  public static JsonNode read(String name, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw Refused.input(name + ": not readable as JSON: " + e.getOriginalMessage());
    }
  }

  /** Reads a JSON object into a map. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> readMap(String name, String text) {
    try {
      return MAPPER.readValue(text, Map.class);
    } catch (JacksonException e) {
      throw Refused.input(name + ": not readable as JSON: " + e.getOriginalMessage());
    }
  }
}
