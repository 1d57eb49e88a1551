package org.duecourse.records;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the FHIR resources of a Bundle or resource in JSON, an NDJSON file (gzipped or not), a zip,
 * or a folder of these; each resource is handed on, each document that holds none is noted.
 */
final class FhirFiles {
  private static final List<String> ENDINGS = List.of(".json", ".ndjson", ".ndjson.gz", ".zip");
  private static final long LARGEST_DOCUMENT = 256L << 20;

  private final Consumer<FhirResource> found;
  private final FhirReport.Counter counter;

  FhirFiles(Consumer<FhirResource> found, FhirReport.Counter counter) {
    this.found = found;
    this.counter = counter;
  }

  /** Whether a log is FHIR: by its ending, or a folder that holds such files and no table. */
  static boolean are(Path log) {
    if (!Files.isDirectory(log)) {
      return isFhir(log.toString());
    }
    return LogFiles.list(log).stream().noneMatch(file -> LogFiles.tableIn(file).isPresent())
        && walk(log).stream().anyMatch(file -> isFhir(file.toString()));
  }

  /** Reads everything below a path. */
  void read(Path log) {
    if (!Files.exists(log)) {
      throw Refused.input(log + " does not exist.");
    }
    for (Path file : Files.isDirectory(log) ? walk(log) : List.of(log)) {
      String name =
          Files.isDirectory(log)
              ? log.relativize(file).toString().replace('\\', '/')
              : String.valueOf(file.getFileName());
      if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
        readZip(file);
      } else {
        try (InputStream in = Files.newInputStream(file)) {
          read(name, in, Files.size(file));
        } catch (IOException e) {
          counter.document(name, "not_readable", "It cannot be read: " + e.getMessage() + ".");
        }
      }
    }
  }

  private static boolean isFhir(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(lower::endsWith);
  }

  private static List<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw Refused.input(folder + " cannot be read. Maybe its permissions forbid it.");
    }
  }

  private void readZip(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            read(entry.getName(), in, entry.getSize());
          }
        }
      }
    } catch (IOException e) {
      throw Refused.input(
          file + " is no zip that can be read: " + e.getMessage() + ". Maybe fetch it again.");
    }
  }

  private void read(String name, InputStream in, long size) throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".json")) {
      if (size > LARGEST_DOCUMENT) {
        counter.document(name, "too_large", "A document of more than 256 MB. Maybe export NDJSON.");
        return;
      }
      readDocument(name, in);
    } else if (lower.endsWith(".ndjson") || lower.endsWith(".ndjson.gz")) {
      readLines(name, lower.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in);
    } else {
      counter.document(name, "no_json", "Its name does not end in .json, .ndjson or .zip.");
    }
  }

  private void readDocument(String name, InputStream in) {
    try (Reader reader = decoded(in)) {
      StringBuilder text = new StringBuilder();
      char[] some = new char[1 << 16];
      for (int n = reader.read(some); n >= 0; n = reader.read(some)) {
        text.append(some, 0, n);
        if (text.length() > LARGEST_DOCUMENT) {
          counter.document(name, "too_large", "A document of more than 256 MB.");
          return;
        }
      }
      resource(name, name, folderOf(name), null, Json.read(name, withoutMark(text.toString())));
    } catch (CharacterCodingException e) {
      counter.document(name, "not_utf8", "It is not UTF-8 text. Maybe save it as UTF-8.");
    } catch (IOException e) {
      counter.document(name, "not_readable", "It cannot be read: " + e.getMessage() + ".");
    } catch (Refused e) {
      counter.document(name, "not_json", e.headline());
    }
  }

  private void readLines(String name, InputStream in) {
    int line = 0;
    try (BufferedReader reader = new BufferedReader(decoded(in))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        String place = name + " line " + line;
        if (!text.isBlank()) {
          try {
            resource(place, name, folderOf(name), null, Json.read(place, withoutMark(text)));
          } catch (Refused e) {
            counter.document(place, "not_json", e.headline());
          }
        }
      }
    } catch (CharacterCodingException e) {
      counter.document(name + " after line " + line, "not_utf8", "It is not UTF-8 from here on.");
    } catch (IOException e) {
      counter.document(
          name + " after line " + line,
          "not_readable",
          "It ends early or is damaged from here on.");
    }
  }

  /** Hands on a resource, or those of a bundle one by one. */
  private void resource(
      String place, String file, String scope, @Nullable String fullUrl, JsonNode body) {
    String type = FhirResource.text(body, "resourceType");
    if (type == null) {
      counter.document(place, "no_resource", "It has no resourceType, so it is no FHIR resource.");
    } else if (type.equals("Bundle")) {
      int entry = 0;
      for (JsonNode each : FhirResource.list(body, "entry")) {
        entry++;
        String at = place + " entry " + entry;
        if (each.path("resource").isObject()) {
          resource(at, file, file, FhirResource.text(each, "fullUrl"), each.path("resource"));
        } else {
          counter.document(at, "no_resource", "The entry of the bundle holds no resource.");
        }
      }
      for (JsonNode link : FhirResource.list(body, "link")) {
        if ("next".equals(FhirResource.text(link, "relation"))) {
          counter.document(
              place,
              "more_pages",
              "The bundle has a next page, which is not here. Maybe export all.");
        }
      }
    } else {
      String id = FhirResource.text(body, "id");
      found.accept(
          new FhirResource(
              type, id == null ? "" : id, fullUrl, serverOr(scope, fullUrl), place, body));
    }
  }

  /** Ids of one server are unique, whatever bundle they came in. */
  private static String serverOr(String scope, @Nullable String fullUrl) {
    return fullUrl != null && fullUrl.matches("https?://.*/[A-Z][A-Za-z]+/[^/]+")
        ? fullUrl.replaceFirst("/[A-Z][A-Za-z]+/[^/]+$", "")
        : scope;
  }

  private static Reader decoded(InputStream in) {
    return new InputStreamReader(
        in,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String folderOf(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
