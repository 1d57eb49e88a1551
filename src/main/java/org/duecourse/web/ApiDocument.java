package org.duecourse.web;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The OpenAPI 3.1 description of the JSON interface, made from the table of routes, the methods
 * that answer them, and the records that these read and give.
 */
final class ApiDocument {
  private static final java.util.regex.Pattern PARTS = java.util.regex.Pattern.compile("[/.-]");

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private final ApiSchemas schemas = new ApiSchemas();
  private final Map<String, Method> methods;

  private ApiDocument(Map<String, Method> methods) {
    this.methods = methods;
  }

  /**
   * The description, as maps and lists.
   *
   * @param methods "GET /api/v1/day" → the method that answers it
   */
  static Map<String, Object> of(Map<String, Method> methods) {
    return new ApiDocument(methods).document();
  }

  private Map<String, Object> document() {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    for (Route route : Routes.ALL) {
      Method method = methods.get(route.method() + " " + route.path());
      if (route.kind() == Route.Kind.API && method != null) {
        paths
            .computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
            .put(route.method().name().toLowerCase(Locale.ROOT), operation(route, method));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.1");
    document.put(
        "info",
        map(
            "title",
            "Duecourse",
            "version",
            "1",
            "summary",
            "Return visits booked in the window that the clinician ordered.",
            "description",
            "Commands are sent as JSON. Each request carries the token of an account: an administrator makes one."
                + " Moments have an offset and the clinic's zone. What is not allowed is answered with every reason at"
                + " once, as problem+json (RFC 9457).",
            "license",
            map("name", "Apache-2.0", "identifier", "Apache-2.0")));
    document.put("servers", List.of(map("url", "/")));
    document.put("security", List.of(map("token", List.of())));
    document.put("paths", paths);
    document.put("components", components());
    return document;
  }

  private Map<String, Object> operation(Route route, Method method) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", operationId(route));
    operation.put("summary", route.what());
    operation.put("description", "Open to: " + route.access().who() + ".");
    if (route.access().isOpen()) {
      operation.put("security", List.of());
    }
    List<Object> parameters = new ArrayList<>();
    boolean edit = false;
    Class<?> body = null;
    for (Parameter parameter : method.getParameters()) {
      edit |= parameter.getType() == IfMatch.class;
      if (parameter.isAnnotationPresent(Body.class)) {
        body = parameter.getType();
      }
      Map<String, Object> described = parameter(parameter);
      if (!described.isEmpty()) {
        parameters.add(described);
      }
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (body != null) {
      operation.put(
          "requestBody",
          map(
              "required",
              true,
              "content",
              map(JSON, map("schema", schemas.reference(body, false)))));
    }
    operation.put("responses", responses(route, method, edit, body != null));
    return operation;
  }

  /** "POST /api/v1/orders/{id}/extend" → "postOrdersIdExtend". */
  private static String operationId(Route route) {
    StringBuilder id = new StringBuilder(route.method().name().toLowerCase(Locale.ROOT));
    for (String part :
        PARTS
            .splitAsStream(route.path().replaceFirst("^/api(/v1)?", "").replaceAll("[{}]", ""))
            .toList()) {
      if (!part.isEmpty()) {
        id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return id.toString();
  }

  private static Map<String, Object> parameter(Parameter parameter) {
    if (parameter.getType() == IfMatch.class) {
      return header(
          IfMatch.HEADER, "the version that was seen: the ETag of the last answer, or * for any");
    }
    if (parameter.getType() == IdempotencyKey.class) {
      return header(
          IdempotencyKey.HEADER,
          "a key of the sender's own, 1 to 64 characters; sent again with the same request it gives the first answer, for seven days");
    }
    boolean path = parameter.isAnnotationPresent(PathVariable.class);
    if (!path && !parameter.isAnnotationPresent(RequestParam.class)) {
      return Map.of();
    }
    Says says = parameter.getAnnotation(Says.class);
    return map(
        "name",
        parameter.getName(),
        "in",
        path ? "path" : "query",
        "required",
        path,
        "description",
        says == null ? "the reference" : says.value(),
        "schema",
        map("type", "string"));
  }

  private static Map<String, Object> header(String name, String description) {
    return map(
        "name",
        name,
        "in",
        "header",
        "required",
        true,
        "description",
        description,
        "schema",
        map("type", "string"));
  }

  private Map<String, Object> responses(Route route, Method method, boolean edit, boolean body) {
    Map<String, Object> responses = new TreeMap<>();
    ResponseStatus status = method.getAnnotation(ResponseStatus.class);
    Map<String, Object> done = map("description", "Done.");
    Class<?> answer = answer(method);
    if (answer != null) {
      done.put("content", map(JSON, map("schema", schemas.reference(answer, true))));
      if (Map.of("OrderOut", 1, "VisitOut", 1, "PatientOut", 1)
          .containsKey(answer.getSimpleName())) {
        done.put(
            "headers",
            map(
                "ETag",
                map("description", "the version, for If-Match", "schema", map("type", "string"))));
      }
    } else {
      done.put("content", map(JSON, map("schema", map("type", "object"))));
    }
    responses.put(String.valueOf(status == null ? 200 : status.value().value()), done);
    if (route.access().isOpen()) {
      return responses;
    }
    List<Integer> refused = new ArrayList<>(List.of(401, 403));
    if (route.path().contains("{")) {
      refused.add(404);
    }
    if (route.method().equals(HttpMethod.POST)) {
      refused.addAll(List.of(400, 404, 409, 422));
    }
    if (body) {
      refused.addAll(List.of(413, 415));
    }
    if (edit) {
      refused.addAll(List.of(412, 428));
    }
    if (method.getParameterCount() > 1) {
      refused.add(422);
    }
    for (int code : refused) {
      responses.put(String.valueOf(code), map("$ref", "#/components/responses/" + name(code)));
    }
    return responses;
  }

  /** The record that a method answers with, or null where it answers with the description. */
  private static @org.jspecify.annotations.Nullable Class<?> answer(Method method) {
    Type type = method.getGenericReturnType();
    if (type instanceof ParameterizedType wrapped && wrapped.getRawType() == ResponseEntity.class) {
      type = wrapped.getActualTypeArguments()[0];
    }
    return type instanceof Class<?> plain && plain.isRecord() ? plain : null;
  }

  private static String name(int code) {
    return switch (code) {
      case 400 -> "Incomplete";
      case 401 -> "TokenNeeded";
      case 403 -> "OtherRole";
      case 404 -> "NotThere";
      case 409 -> "ChangedMeanwhile";
      case 412 -> "OtherVersion";
      case 413 -> "TooLarge";
      case 415 -> "OtherFormat";
      case 422 -> "Refused";
      case 428 -> "VersionNeeded";
      default -> throw new IllegalStateException("No answer is described for " + code);
    };
  }

  private static String says(int code) {
    return switch (code) {
      case 400 -> "The request is not complete: not JSON, or without Idempotency-Key.";
      case 401 -> "The request carries no token that stands.";
      case 403 -> "Another role can do it; the answer names the roles.";
      case 404 -> "There is no such thing, or none that this account may see.";
      case 409 ->
          "The state has moved on, or the time was taken: then 'proposals' holds the next times.";
      case 412 -> "It was changed since the version in If-Match; ETag is the version that stands.";
      case 413 -> "The body is larger than 1 MB.";
      case 415 -> "The body is not sent as application/json.";
      case 422 -> "It cannot be done as it was sent; 'problems' holds every reason.";
      case 428 -> "The header If-Match is missing.";
      default -> throw new IllegalStateException("No answer is described for " + code);
    };
  }

  private Map<String, Object> components() {
    schemas.reference(ProblemOut.class, true);
    Map<String, Object> responses = new TreeMap<>();
    for (int code : List.of(400, 401, 403, 404, 409, 412, 413, 415, 422, 428)) {
      responses.put(
          name(code),
          map(
              "description",
              says(code),
              "content",
              map(PROBLEM, map("schema", schemas.reference(ProblemOut.class, true)))));
    }
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas.named());
    components.put("responses", responses);
    components.put(
        "securitySchemes",
        map(
            "token",
            map(
                "type",
                "http",
                "scheme",
                "bearer",
                "description",
                "Authorization: Bearer duecourse_…; an administrator makes a token on the page of an account.")));
    return components;
  }

  /** A refusal, as RFC 9457 has it. */
  record ProblemOut(
      @Says("always about:blank") String type,
      @Says("the status in words") String title,
      @Says("the HTTP status") int status,
      @Says("what was refused") String detail,
      @Says("every reason") List<ProblemLine> problems) {}

  /** One reason. */
  record ProblemLine(
      @Says("where it is, such as place.start; empty: the whole") String place,
      @Says("the value, the rule, what to do") String message) {}

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
