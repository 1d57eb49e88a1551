package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.duecourse.io.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of the JSON interface: whole, and as OpenAPI 3.1 wants it. */
class ApiDocumentTest {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private static RunningDesk desk;
  private static JsonNode document;

  @BeforeAll
  static void open() {
    desk = RunningDesk.empty();
    Visitor visitor = desk.visitor().get("/api/openapi.json");
    assertThat(visitor.status()).isEqualTo(200);
    assertThat(visitor.header("Content-Type")).startsWith("application/json");
    document = Json.read("openapi.json", visitor.body());
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void everyRouteOfTheInterfaceIsInItWithThoseWhoMay() {
    TreeSet<String> described = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    TreeSet<String> table = new TreeSet<>();
    for (Route route : Routes.ALL) {
      if (route.kind() == Route.Kind.API) {
        table.add(route.method() + " " + route.path());
        JsonNode operation =
            document
                .get("paths")
                .get(route.path())
                .get(route.method().name().toLowerCase(Locale.ROOT));
        assertThat(operation.get("description").stringValue()).contains(route.access().who());
      }
    }
    assertThat(described).isEqualTo(table).hasSizeGreaterThan(30);
  }

  @Test
  void everyPartOfWhatIsSentAndAnsweredIsInItWithItsMeaning() {
    List<Class<?>> records = new ArrayList<>();
    records.addAll(Arrays.asList(ApiBodies.class.getDeclaredClasses()));
    records.addAll(Arrays.asList(ApiAnswers.class.getDeclaredClasses()));
    records.add(Interface.Me.class);
    assertThat(records).hasSizeGreaterThan(30);
    List<String> wrong = new ArrayList<>();
    for (Class<?> type : records) {
      JsonNode schema = document.get("components").get("schemas").path(type.getSimpleName());
      for (RecordComponent component : type.getRecordComponents()) {
        JsonNode property = schema.path("properties").path(component.getName());
        boolean required =
            schema
                .path("required")
                .valueStream()
                .anyMatch(n -> n.stringValue().equals(component.getName()));
        boolean answer = type.getEnclosingClass() != ApiBodies.class;
        if (property.path("description").asString("").isBlank()
            || required != (answer || !JsonBody.isOptional(component))) {
          wrong.add(type.getSimpleName() + "." + component.getName());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Required fields and rules of the OpenAPI Specification 3.1, object by object. */
  @Test
  void itIsAsTheSpecificationWantsIt() {
    assertThat(document.get("openapi").stringValue()).matches("3\\.1\\.\\d+");
    assertThat(document.get("info").get("title").stringValue()).isNotBlank();
    assertThat(document.get("info").get("version").stringValue()).isNotBlank();
    assertThat(document.get("info").get("license").get("name").stringValue()).isNotBlank();
    assertThat(document.propertyNames())
        .isSubsetOf(
            "openapi",
            "info",
            "jsonSchemaDialect",
            "servers",
            "paths",
            "webhooks",
            "components",
            "security",
            "tags",
            "externalDocs");
    Set<String> ids = new HashSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path -> {
              assertThat(path.getKey()).startsWith("/");
              path.getValue()
                  .properties()
                  .forEach(
                      method -> {
                        assertThat(METHODS).contains(method.getKey());
                        isAnOperation(path.getKey(), method.getValue());
                        assertThat(ids.add(method.getValue().get("operationId").stringValue()))
                            .as(path.getKey())
                            .isTrue();
                      });
            });
    document
        .get("components")
        .properties()
        .forEach(
            group ->
                group
                    .getValue()
                    .propertyNames()
                    .forEach(name -> assertThat(name).matches("[a-zA-Z0-9._-]+")));
    document
        .get("components")
        .get("responses")
        .forEach(response -> assertThat(response.get("description").stringValue()).isNotBlank());
    document.get("components").get("schemas").forEach(ApiDocumentTest::isASchema);
    JsonNode token = document.get("components").get("securitySchemes").get("token");
    assertThat(token.get("type").stringValue()).isEqualTo("http");
    assertThat(token.get("scheme").stringValue()).isEqualTo("bearer");
    document
        .get("security")
        .forEach(
            needed ->
                assertThat(document.get("components").get("securitySchemes").propertyNames())
                    .containsAll(needed.propertyNames()));
    everyReferenceLeadsSomewhere(document);
  }

  private static void isAnOperation(String path, JsonNode operation) {
    Set<String> inPath = new HashSet<>();
    Set<String> seen = new HashSet<>();
    operation
        .path("parameters")
        .forEach(
            parameter -> {
              String in = parameter.get("in").stringValue();
              String name = parameter.get("name").stringValue();
              assertThat(in).isIn("query", "header", "path", "cookie");
              assertThat(seen.add(in + " " + name)).as(name).isTrue();
              assertThat(parameter.has("schema") ^ parameter.has("content")).isTrue();
              if (in.equals("path")) {
                assertThat(parameter.get("required").booleanValue()).isTrue();
                inPath.add(name);
              }
              assertThat(name.toLowerCase(Locale.ROOT))
                  .isNotIn("accept", "content-type", "authorization");
            });
    Set<String> templated = new HashSet<>();
    var matcher = Pattern.compile("\\{([^}]+)}").matcher(path);
    while (matcher.find()) {
      templated.add(matcher.group(1));
    }
    assertThat(inPath).as(path).isEqualTo(templated);
    if (operation.has("requestBody")) {
      assertThat(operation.get("requestBody").get("content").isEmpty()).isFalse();
    }
    assertThat(operation.get("responses").isEmpty()).isFalse();
    operation
        .get("responses")
        .properties()
        .forEach(
            response -> {
              assertThat(response.getKey()).matches("[1-5](\\d\\d|XX)|default");
              assertThat(response.getValue().has("$ref") || response.getValue().has("description"))
                  .isTrue();
            });
  }

  private static void isASchema(JsonNode schema) {
    if (schema.has("$ref") || schema.has("anyOf")) {
      return;
    }
    JsonNode type = schema.get("type");
    List<String> types = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(each -> types.add(each.stringValue()));
    } else {
      types.add(type.stringValue());
    }
    assertThat(types)
        .isNotEmpty()
        .isSubsetOf("null", "boolean", "object", "array", "number", "string", "integer");
    if (types.contains("array")) {
      isASchema(schema.get("items"));
    }
    schema.path("properties").forEach(ApiDocumentTest::isASchema);
    schema
        .path("required")
        .forEach(name -> assertThat(schema.get("properties").has(name.stringValue())).isTrue());
  }

  private static void everyReferenceLeadsSomewhere(JsonNode node) {
    if (node.isObject() && node.has("$ref")) {
      String reference = node.get("$ref").stringValue();
      assertThat(reference).startsWith("#/");
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    node.forEach(ApiDocumentTest::everyReferenceLeadsSomewhere);
  }

  @Test
  void thePageSaysTheSameAndAsksNobodyElse() {
    Visitor visitor = desk.visitor().get("/api");
    assertThat(visitor.status()).isEqualTo(200);
    assertThat(visitor.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(visitor.body()).doesNotContain("http://", "https://", "<style", "onclick");
    for (Route route : Routes.ALL) {
      if (route.kind() == Route.Kind.API) {
        assertThat(visitor.text()).contains(route.method() + " " + route.path());
      }
    }
    document
        .get("components")
        .get("schemas")
        .propertyNames()
        .forEach(name -> assertThat(visitor.body()).contains("id=\"" + name + "\""));
  }
}
