package org.duecourse.web;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.duecourse.io.Json;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description of the JSON interface: as OpenAPI, and as a page made from it. */
@Controller
class ApiPages {
  private final Pages pages;
  private final ObjectProvider<RequestMappingHandlerMapping> mapping;

  ApiPages(Pages pages, ObjectProvider<RequestMappingHandlerMapping> mapping) {
    this.pages = pages;
    this.mapping = mapping;
  }

  @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String document() {
    return Json.write(ApiDocument.of(methods()));
  }

  @GetMapping("/api")
  View page() {
    JsonNode document = Json.read("openapi.json", document());
    return pages.page("api", "Interface for programs", view(document));
  }

  private Map<String, Method> methods() {
    Map<String, Method> methods = new TreeMap<>();
    mapping
        .getObject()
        .getHandlerMethods()
        .forEach(
            (info, handler) -> {
              for (String path : info.getPatternValues()) {
                info.getMethodsCondition()
                    .getMethods()
                    .forEach(verb -> methods.put(verb + " " + path, handler.getMethod()));
              }
            });
    return methods;
  }

  private static Views.ApiView view(JsonNode document) {
    List<Views.ApiOperation> operations = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        verb ->
                            operations.add(
                                operation(path.getKey(), verb.getKey(), verb.getValue()))));
    JsonNode components = document.get("components");
    List<Views.ApiShape> shapes =
        components.get("schemas").properties().stream()
            .map(schema -> new Views.ApiShape(schema.getKey(), fields(schema.getValue())))
            .toList();
    return new Views.ApiView(
        document.get("info").get("description").stringValue(), operations, shapes);
  }

  private static Views.ApiOperation operation(String path, String verb, JsonNode operation) {
    List<Views.ApiField> parameters = new ArrayList<>();
    operation
        .path("parameters")
        .forEach(
            p ->
                parameters.add(
                    new Views.ApiField(
                        p.get("name").stringValue(),
                        p.get("in").stringValue(),
                        p.get("required").booleanValue(),
                        p.get("description").stringValue())));
    List<String> answers = new ArrayList<>(operation.get("responses").propertyNames());
    String done = answers.stream().filter(code -> code.startsWith("2")).findFirst().orElse("");
    return new Views.ApiOperation(
        operation.get("operationId").stringValue(),
        verb.toUpperCase(Locale.ROOT),
        path,
        operation.get("summary").stringValue(),
        operation.get("description").stringValue(),
        parameters,
        shape(operation.path("requestBody")),
        done,
        shape(operation.get("responses").path(done)),
        String.join(", ", answers.stream().filter(code -> !code.equals(done)).toList()));
  }

  /** The name of the schema of a body, or empty. */
  private static String shape(JsonNode body) {
    return name(body.path("content").path(MediaType.APPLICATION_JSON_VALUE).path("schema"));
  }

  private static String name(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static List<Views.ApiField> fields(JsonNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.stringValue()));
    List<Views.ApiField> fields = new ArrayList<>();
    schema
        .get("properties")
        .properties()
        .forEach(
            property ->
                fields.add(
                    new Views.ApiField(
                        property.getKey(),
                        kind(property.getValue()),
                        required.contains(property.getKey()),
                        property.getValue().path("description").asString(""))));
    return fields;
  }

  /** The type of a property in words: "list of VisitOut", "text (date), or null". */
  private static String kind(JsonNode property) {
    if (property.has("anyOf")) {
      return name(property.get("anyOf").get(0)) + ", or null";
    }
    if (property.has("$ref")) {
      return name(property);
    }
    JsonNode type = property.get("type");
    String word = type.isArray() ? type.get(0).stringValue() : type.stringValue();
    String or = type.isArray() ? ", or null" : "";
    if (word.equals("array")) {
      return "list of " + kind(property.get("items")) + or;
    }
    if (property.has("enum")) {
      List<String> names = new ArrayList<>();
      property.get("enum").forEach(name -> names.add(name.isNull() ? "null" : name.stringValue()));
      return "one of " + String.join(", ", names);
    }
    String said = word.equals("string") ? "text" : word;
    return said
        + (property.has("format") ? " (" + property.get("format").stringValue() + ")" : "")
        + or;
  }
}
