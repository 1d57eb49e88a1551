package org.duecourse.web;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One line of the table of routes.
 *
 * @param method the HTTP method; GET is HEAD too
 * @param pattern the path, as Spring writes patterns
 * @param access who may
 * @param kind what comes back
 * @param what what it is for, as the home page says it: a sentence's beginning in sentence case
 */
public record Route(HttpMethod method, PathPattern pattern, Access access, Kind kind, String what) {
  /** What comes back, and with it how errors look. */
  public enum Kind {
    /** A page that the menu names. */
    MENU,
    /** A page. */
    PAGE,
    /** JSON; errors are problem+json. */
    API,
    /** A style sheet, a script, a picture, a feed. */
    FILE,
    /** Answered by a filter of Spring Security, not by a controller. */
    FILTER
  }

  static Route of(HttpMethod method, String path, Access access, Kind kind, String what) {
    return new Route(method, PathPatternParser.defaultInstance.parse(path), access, kind, what);
  }

  /** The path as text. */
  public String path() {
    return pattern.getPatternString();
  }

  /** Whether a request of this method is meant. */
  boolean answers(String requestMethod) {
    return method.matches(requestMethod)
        || (method.equals(HttpMethod.GET) && requestMethod.equals("HEAD"));
  }

  /** Whether this path is meant, whatever the method. */
  boolean isAt(String path) {
    return pattern.matches(PathContainer.parsePath(path));
  }
}
