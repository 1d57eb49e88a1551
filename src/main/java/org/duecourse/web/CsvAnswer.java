package org.duecourse.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.CsvText;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The rows of a page as a file (RFC 4180). */
final class CsvAnswer {
  private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=utf-8");

  private final StringBuilder text = new StringBuilder();

  CsvAnswer(String... columns) {
    text.append(CsvText.line(List.of(columns)));
  }

  /** One row; null is an empty field. */
  void row(@Nullable Object... values) {
    List<String> fields = new ArrayList<>();
    for (Object value : values) {
      fields.add(
          value == null ? "" : value instanceof String typed ? safe(typed) : value.toString());
    }
    text.append(CsvText.line(fields));
  }

  /** What a spreadsheet would take for a formula is kept as text by an apostrophe before it. */
  private static String safe(String typed) {
    return !typed.isEmpty() && "=+-@\t\r".indexOf(typed.charAt(0)) >= 0 ? "'" + typed : typed;
  }

  /** The answer, to be saved under a name. */
  ResponseEntity<String> named(String name) {
    return ResponseEntity.ok()
        .contentType(CSV)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name + ".csv", StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(text.toString());
  }
}
