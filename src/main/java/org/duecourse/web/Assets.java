package org.duecourse.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;

/**
 * Style sheets and scripts. Each address holds a hash of the content, so that browsers keep a file
 * for a year and never show an old one.
 */
public final class Assets {
  private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=utf-8");
  private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");
  private static final MediaType PICTURE = MediaType.parseMediaType("image/svg+xml");

  private final Map<String, Asset> byAddress = new LinkedHashMap<>();
  private final String style;
  private final String htmx;
  private final String script;
  private final String icon;

  Assets() {
    this.style = add("duecourse", "css", CSS, "duecourse.css");
    this.htmx =
        add(
            "htmx",
            "js",
            SCRIPT,
            "/META-INF/resources/webjars/htmx.org/" + htmxVersion() + "/dist/htmx.min.js");
    this.script = add("duecourse", "js", SCRIPT, "duecourse.js");
    this.icon = add("icon", "svg", PICTURE, "icon.svg");
  }

  /** A file and what it is. */
  record Asset(MediaType type, byte[] content) {}

  /** The file at an address's last part. */
  Optional<Asset> at(String file) {
    return Optional.ofNullable(byAddress.get(file));
  }

  /** Address of the style sheet. */
  public String style() {
    return style;
  }

  /** Address of htmx. */
  public String htmx() {
    return htmx;
  }

  /** Address of our own script. */
  public String script() {
    return script;
  }

  /** Address of the picture in the browser's tab. */
  public String icon() {
    return icon;
  }

  private String add(String name, String ending, MediaType type, String resource) {
    byte[] content = Resources.bytes(resource);
    String file = name + "." + hash(content) + "." + ending;
    byAddress.put(file, new Asset(type, content));
    return "/assets/" + file;
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
          .substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** The jar of htmx says which version it is. */
  private static String htmxVersion() {
    return new String(
            Resources.bytes("/META-INF/maven/org.webjars.npm/htmx.org/pom.properties"),
            java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("version="))
        .map(line -> line.substring("version=".length()).strip())
        .findFirst()
        .orElseThrow();
  }
}
