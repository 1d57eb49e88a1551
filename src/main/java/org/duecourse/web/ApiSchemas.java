package org.duecourse.web;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON schemas (2020-12) of the records that the interface reads and answers, by name. */
final class ApiSchemas {
  private final Map<String, Object> named = new TreeMap<>();

  /** All schemas seen so far, by name. */
  Map<String, Object> named() {
    return named;
  }

  /** A reference to the schema of a record, which is made where it is not there yet. */
  Map<String, Object> reference(Class<?> type, boolean answer) {
    String name = type.getSimpleName();
    if (!named.containsKey(name)) {
      named.put(name, Map.of());
      named.put(name, schema(type, answer));
    }
    return new LinkedHashMap<>(Map.of("$ref", "#/components/schemas/" + name));
  }

  private Map<String, Object> schema(Class<?> type, boolean answer) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      boolean optional = JsonBody.isOptional(component);
      Map<String, Object> property = of(component.getGenericType(), answer);
      if (optional) {
        property = orNull(property);
      }
      Says says = component.getAnnotation(Says.class);
      if (says != null) {
        property.put("description", says.value());
      }
      properties.put(component.getName(), property);
      if (answer || !optional) {
        required.add(component.getName());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!answer) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    if (schema.containsKey("$ref")) {
      return new LinkedHashMap<>(Map.of("anyOf", List.of(schema, Map.of("type", "null"))));
    }
    schema.put("type", List.of(schema.get("type"), "null"));
    if (schema.get("enum") instanceof List<?> names) {
      List<Object> more = new ArrayList<>(names);
      more.add(null);
      schema.put("enum", more);
    }
    return schema;
  }

  private Map<String, Object> of(Type type, boolean answer) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      schema.put("type", "array");
      schema.put("items", of(list.getActualTypeArguments()[0], answer));
      return schema;
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("No schema is known of " + type);
    }
    if (plain.isRecord()) {
      return reference(plain, answer);
    }
    if (plain.isEnum()) {
      schema.put("type", "string");
      schema.put(
          "enum",
          Arrays.stream(plain.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList());
      return schema;
    }
    if (plain == String.class) {
      schema.put("type", "string");
    } else if (plain == LocalDate.class) {
      schema.put("type", "string");
      schema.put("format", "date");
    } else if (plain == OffsetDateTime.class) {
      schema.put("type", "string");
      schema.put("format", "date-time");
    } else if (plain == boolean.class || plain == Boolean.class) {
      schema.put("type", "boolean");
    } else if (plain == int.class || plain == Integer.class) {
      schema.put("type", "integer");
      schema.put("format", "int32");
    } else if (plain == double.class || plain == Double.class) {
      schema.put("type", "number");
      schema.put("format", "double");
    } else if (plain == long.class || plain == Long.class) {
      schema.put("type", "integer");
      schema.put("format", "int64");
    } else {
      throw new IllegalStateException("No schema is known of " + type);
    }
    return schema;
  }
}
