package org.duecourse.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.duecourse.io.Json;
import tools.jackson.databind.JsonNode;

/** A program that uses the JSON interface with the token of an account. */
final class Caller {
  private final Visitor visitor;
  private final String token;

  Caller(RunningDesk desk, String login) {
    this.visitor = desk.visitor();
    Account account = desk.server.accounts().find(login).orElseThrow();
    this.token =
        desk.server.context().getBean(AccountTokens.class).create(login, "the test", 30, account);
  }

  Caller get(String path) {
    visitor.get("/api/v1" + path, "Authorization", "Bearer " + token);
    return this;
  }

  /** Sends JSON: apostrophes stand for quotation marks; headers as name and value in turn. */
  Caller post(String path, String json, String... headers) {
    return raw(path, json.replace('\'', '"'), headers);
  }

  /** Sends a body as it is, as JSON unless a header says otherwise. */
  Caller raw(String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + token));
    all.addAll(Arrays.asList(headers));
    if (!all.contains("Content-Type")) {
      all.addAll(List.of("Content-Type", "application/json"));
    }
    visitor.postRaw("/api/v1" + path, body, all.toArray(String[]::new));
    return this;
  }

  int status() {
    return visitor.status();
  }

  String body() {
    return visitor.body();
  }

  String header(String name) {
    return visitor.header(name);
  }

  JsonNode json() {
    return Json.read("answer", visitor.body());
  }

  /** A text of the answer, by the names on the way to it. */
  String text(String... way) {
    JsonNode at = json();
    for (String name : way) {
      at = name.matches("[0-9]+") ? at.path(Integer.parseInt(name)) : at.path(name);
    }
    return at.isString() ? at.stringValue() : at.toString();
  }
}
