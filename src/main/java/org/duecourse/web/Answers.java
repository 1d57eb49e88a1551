package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Tokens;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said when something is refused or fails: a page to a person, problem+json (RFC 9457) to a
 * system. Never a stack trace, never a person's data in the log.
 */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final Pages pages;

  Answers(Pages pages) {
    this.pages = pages;
  }

  /** A refusal with all its problems. */
  void send(HttpServletRequest request, HttpServletResponse response, Refused refused) {
    send(
        request,
        response,
        refused.fault().httpStatus(),
        new Views.Refusal(refused.headline(), refused.problems(), ""));
  }

  /** A refusal of the interface, with what it says beside its problems. */
  void send(HttpServletRequest request, HttpServletResponse response, ApiRefusal refusal) {
    if (!response.isCommitted()) {
      response.resetBuffer();
      refusal.headers().forEach(response::setHeader);
      json(
          response,
          refusal.status(),
          new Views.Refusal(refusal.headline(), refusal.problems(), ""),
          refusal.members());
    }
  }

  /** A refusal for one reason. */
  void send(HttpServletRequest request, HttpServletResponse response, int status, String why) {
    send(request, response, status, new Views.Refusal(why, List.of(), ""));
  }

  /** Our own fault: a reference number for the person, the place in the program for the log. */
  void fault(HttpServletRequest request, HttpServletResponse response, Throwable fault) {
    String reference = Tokens.make().substring(0, 8);
    LOG.error(
        "fault reference={} method={} route={} cause={}",
        reference,
        Requests.askedMethod(request),
        Routes.of(Requests.askedMethod(request), Requests.askedPath(request))
            .map(Route::path)
            .orElse("none"),
        chain(fault));
    send(
        request,
        response,
        500,
        new Views.Refusal(
            "What you sent may not have been saved. Nothing else is lost.", List.of(), reference));
  }

  private void send(
      HttpServletRequest request, HttpServletResponse response, int status, Views.Refusal refusal) {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    if (Requests.isApi(request)) {
      json(response, status, refusal, Map.of());
    } else {
      pages.write(
          request,
          response,
          status == 500 ? "answer/fault" : "answer/refused",
          title(status),
          refusal,
          status,
          true);
    }
  }

  private static void json(
      HttpServletResponse response,
      int status,
      Views.Refusal refusal,
      Map<String, Object> members) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title(status));
    body.put("status", status);
    body.put("detail", refusal.headline());
    body.put(
        "problems",
        refusal.problems().stream()
            .map(problem -> Map.of("place", problem.place(), "message", problem.message()))
            .toList());
    if (!refusal.reference().isEmpty()) {
      body.put("reference", refusal.reference());
    }
    body.putAll(members);
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setContentLength(bytes.length);
    try {
      response.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A status in words. */
  static String title(int status) {
    return switch (status) {
      case 400 -> "This request is not complete";
      case 401 -> "Sign in first";
      case 403 -> "This is not for your role";
      case 404 -> "Page not found";
      case 405 -> "This cannot be done here";
      case 406 -> "This is not offered in that format";
      case 409 -> "Something changed meanwhile";
      case 412 -> "Something changed meanwhile";
      case 413 -> "That is too much at once";
      case 415 -> "This format is not read here";
      case 422 -> "There is a problem";
      case 428 -> "Say which version you have seen";
      case 503 -> "The desk is not ready";
      default -> status >= 500 ? "Sorry, there is a problem" : "There is a problem";
    };
  }

  /** Classes and places without messages, which may hold a person's data. */
  static String chain(Throwable fault) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (Throwable at = fault; at != null && depth < 6; at = at.getCause(), depth++) {
      text.append(depth == 0 ? "" : " < ").append(at.getClass().getName());
      StackTraceElement[] trace = at.getStackTrace();
      for (int i = 0; i < Math.min(trace.length, 3); i++) {
        text.append(i == 0 ? " at " : ", ").append(trace[i]);
      }
      for (StackTraceElement line : trace) {
        if (line.getClassName().startsWith("org.duecourse.")) {
          text.append(", ours ").append(line);
          break;
        }
      }
    }
    return text.toString();
  }
}
