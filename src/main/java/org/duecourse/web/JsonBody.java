package org.duecourse.web;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON into a record whose components are texts, whole numbers, truth values, days, moments,
 * enums, lists and records. Everything that is wrong is said at once and by name: "place.start".
 */
final class JsonBody {
  private static final int MOST = 1_000;
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern MOMENT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<Problem> problems = new ArrayList<>();

  private JsonBody() {}

  /** Reads a whole body, or refuses with everything that is wrong with it. */
  static <R extends Record> R read(Class<R> type, byte[] body) {
    JsonNode tree = tree(body);
    if (!tree.isObject()) {
      throw new ApiRefusal(400, "The body is not a JSON object: { … }.");
    }
    JsonBody reader = new JsonBody();
    R read = type.cast(reader.record(type, tree, ""));
    if (read == null || !reader.problems.isEmpty()) {
      throw new Refused(
          org.duecourse.io.Fault.INPUT,
          "The body has "
              + (reader.problems.size() == 1 ? "1 problem" : reader.problems.size() + " problems")
              + ". Nothing was changed.",
          reader.problems);
    }
    return read;
  }

  private static JsonNode tree(byte[] body) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(body)).toString();
      return MAPPER.readTree(text);
    } catch (CharacterCodingException e) {
      throw new ApiRefusal(400, "The body is not written in UTF-8.");
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new ApiRefusal(
          400,
          "The body is not readable as JSON"
              + (at == null
                  ? "."
                  : ", at line " + at.getLineNr() + ", column " + at.getColumnNr() + "."));
    }
  }

  private @Nullable Object record(Class<?> type, JsonNode node, String place) {
    if (!node.isObject()) {
      return problem(place, "Send an object: { … }.");
    }
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
    node.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                problem(
                    at(place, shortened(name)),
                    "Nothing is called so here."
                        + Suggestion.didYouMean(shortened(name), known)
                        + " Known: "
                        + String.join(", ", known)
                        + "."));
    @Nullable Object[] values = new @Nullable Object[components.length];
    int before = problems.size();
    for (int i = 0; i < components.length; i++) {
      values[i] = component(components[i], node, place);
    }
    return problems.size() > before ? null : make(type, components, values);
  }

  private @Nullable Object component(RecordComponent component, JsonNode node, String place) {
    String name = at(place, component.getName());
    JsonNode value = node.get(component.getName());
    if (value == null || value.isNull()) {
      return isOptional(component) ? null : problem(name, "This is needed.");
    }
    return value(component.getGenericType(), value, name);
  }

  /** Whether a component may be left out. */
  static boolean isOptional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private @Nullable Object value(Type type, JsonNode node, String place) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list(list.getActualTypeArguments()[0], node, place);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("No body holds " + type);
    }
    if (plain.isRecord()) {
      return record(plain, node, place);
    }
    if (plain.isEnum()) {
      return oneOf(plain, node, place);
    }
    if (plain == int.class || plain == Integer.class) {
      return node.isIntegralNumber() && node.canConvertToInt()
          ? node.intValue()
          : problem(place, "Send a whole number of at most nine digits.");
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return node.isBoolean() ? node.booleanValue() : problem(place, "Send true or false.");
    }
    if (!node.isString()) {
      return problem(place, "Send a text in quotation marks.");
    }
    return text(plain, node.stringValue(), place);
  }

  private @Nullable Object text(Class<?> type, String text, String place) {
    if (type == LocalDate.class) {
      return day(text, place);
    }
    if (type == OffsetDateTime.class) {
      return moment(text, place);
    }
    if (type != String.class) {
      throw new IllegalStateException("No body holds " + type);
    }
    boolean written =
        text.codePoints()
            .noneMatch(
                c ->
                    Character.getType(c) == Character.SURROGATE
                        || (Character.isISOControl(c) && c != '\n' && c != '\t'));
    return written
        ? text
        : problem(place, "The text holds characters that cannot be written, such as \\u0000.");
  }

  private @Nullable Object list(Type of, JsonNode node, String place) {
    if (!node.isArray()) {
      return problem(place, "Send a list: [ … ].");
    }
    if (node.size() > MOST) {
      return problem(place, "Send " + MOST + " at most, not " + node.size() + ".");
    }
    List<Object> values = new ArrayList<>();
    int before = problems.size();
    for (int i = 0; i < node.size(); i++) {
      Object value = value(of, node.get(i), place + "[" + i + "]");
      if (value != null) {
        values.add(value);
      }
    }
    return problems.size() > before ? null : List.copyOf(values);
  }

  private @Nullable Object oneOf(Class<?> type, JsonNode node, String place) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList();
    String asked = node.isString() ? node.stringValue() : "";
    for (Object each : type.getEnumConstants()) {
      if (((Enum<?>) each).name().equals(asked)) {
        return each;
      }
    }
    return problem(
        place,
        "Choose one of "
            + String.join(", ", names)
            + "."
            + Suggestion.didYouMean(shortened(asked).toUpperCase(Locale.ROOT), names));
  }

  private @Nullable LocalDate day(String text, String place) {
    try {
      if (DAY.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // Said below: a day that no calendar has.
    }
    problem(place, "'" + shortened(text) + "' is not a day. Write it as 2026-06-09.");
    return null;
  }

  private @Nullable OffsetDateTime moment(String text, String place) {
    try {
      if (MOMENT.matcher(text).matches()) {
        return OffsetDateTime.parse(text);
      }
    } catch (DateTimeException e) {
      // Said below: a time that no clock shows.
    }
    problem(
        place,
        "'"
            + shortened(text)
            + "' is not a time with its offset. Write it as 2026-06-09T09:00:00-07:00.");
    return null;
  }

  private @Nullable Object problem(String place, String message) {
    problems.add(new Problem(place, message));
    return null;
  }

  private static String at(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= 40
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
  }

  private static Object make(
      Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
