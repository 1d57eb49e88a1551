package org.duecourse.web;

import java.util.List;
import java.util.Map;
import org.duecourse.io.Problem;

/** What the JSON interface refuses with a status, members or headers of its own. */
final class ApiRefusal extends RuntimeException {
  private final int status;
  private final String headline;
  private final transient List<Problem> problems;
  private final transient Map<String, Object> members;
  private final transient Map<String, String> headers;

  private ApiRefusal(
      int status,
      String headline,
      List<Problem> problems,
      Map<String, Object> members,
      Map<String, String> headers) {
    super(headline);
    this.status = status;
    this.headline = headline;
    this.problems = List.copyOf(problems);
    this.members = Map.copyOf(members);
    this.headers = Map.copyOf(headers);
  }

  ApiRefusal(int status, String headline) {
    this(status, headline, List.of());
  }

  ApiRefusal(int status, String headline, List<Problem> problems) {
    this(status, headline, problems, Map.of(), Map.of());
  }

  /** The same with one more member of the problem. */
  ApiRefusal with(String member, Object value) {
    return new ApiRefusal(status, headline, problems, Map.of(member, value), headers);
  }

  /** The same with the version that stands. */
  ApiRefusal tagged(int version) {
    return new ApiRefusal(
        status, headline, problems, members, Map.of("ETag", IfMatch.tag(version)));
  }

  int status() {
    return status;
  }

  String headline() {
    return headline;
  }

  List<Problem> problems() {
    return problems;
  }

  Map<String, Object> members() {
    return members;
  }

  Map<String, String> headers() {
    return headers;
  }
}
