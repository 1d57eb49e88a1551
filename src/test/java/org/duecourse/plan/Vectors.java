package org.duecourse.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.duecourse.io.Json;
import tools.jackson.databind.JsonNode;

/** The check values of {@code planning.json}, by id. */
final class Vectors {
  private Vectors() {}

  static JsonNode file(String name) {
    try (var in = Vectors.class.getResourceAsStream(name)) {
      return Json.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode entry(String id) {
    for (JsonNode entry : file("planning.json").get("entries")) {
      if (entry.get("id").asString().equals(id)) {
        return entry;
      }
    }
    throw new IllegalArgumentException("planning.json has no entry " + id);
  }

  static JsonNode expect(String id) {
    return entry(id).get("expect");
  }

  static double[] numbers(JsonNode list) {
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).asDouble();
    }
    return values;
  }
}
