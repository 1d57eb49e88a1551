package org.duecourse.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who asks the desk over HTTP, remembers its cookies and the token of the last page, and
 * does not follow redirects.
 */
final class Visitor {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private final URI address;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String token = "";
  private HttpResponse<String> last;

  Visitor(URI address) {
    this.address = address;
  }

  /** Opens a page. */
  Visitor get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  /** Sends a form with the token of the last page: names and values in turn. */
  Visitor post(String path, String... fields) {
    StringJoiner body = new StringJoiner("&");
    body.add("_csrf=" + encoded(token));
    for (int i = 0; i < fields.length; i += 2) {
      body.add(encoded(fields[i]) + "=" + encoded(fields[i + 1]));
    }
    return postRaw(
        path,
        body.toString(),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Origin",
        address.toString().replaceAll("/$", ""));
  }

  /** Sends any body. */
  Visitor postRaw(String path, String body, String... headers) {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)));
  }

  /** Any method without a body. */
  Visitor ask(String method, String path, String... headers) {
    return send(request(path, headers).method(method, BodyPublishers.noBody()));
  }

  /** Goes where the last answer leads. */
  Visitor follow() {
    URI to = address.resolve(header("Location"));
    return get(to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()));
  }

  /** Opens an address of another server, where the desk's cookies are not sent. */
  Visitor elsewhere(String other) {
    try {
      last =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(other)).GET().build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  int status() {
    return last.statusCode();
  }

  String body() {
    return last.body();
  }

  /** The page as a person reads it: no tags, single blanks. */
  String text() {
    return last.body()
        .replaceAll("(?s)<script.*?</script>|<style.*?</style>", " ")
        .replaceAll("<[^>]*>", " ")
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replace("&#34;", "\"")
        .replaceAll("\\s+", " ")
        .strip();
  }

  String header(String name) {
    return last.headers().firstValue(name).orElse("");
  }

  /** The value of the session's cookie. */
  String session() {
    return cookies.getOrDefault("duecourse", "");
  }

  /** Carries another value of the session's cookie from now on. */
  Visitor withSession(String value) {
    cookies.put("duecourse", value);
    return this;
  }

  /** Forgets every cookie. */
  Visitor withoutCookies() {
    cookies.clear();
    return this;
  }

  String token() {
    return token;
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address.resolve(path));
    if (!cookies.isEmpty()) {
      StringJoiner line = new StringJoiner("; ");
      cookies.forEach((name, value) -> line.add(name + "=" + value));
      builder.header("Cookie", line.toString());
    }
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder;
  }

  private Visitor send(HttpRequest.Builder builder) {
    try {
      last = CLIENT.send(builder.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (String cookie : last.headers().allValues("Set-Cookie")) {
      String pair = cookie.split(";", 2)[0];
      String[] parts = pair.split("=", 2);
      if (parts[1].isEmpty()) {
        cookies.remove(parts[0]);
      } else {
        cookies.put(parts[0], parts[1]);
      }
    }
    Matcher matcher = TOKEN.matcher(last.body());
    if (matcher.find()) {
      token = matcher.group(1);
    }
    return this;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
