package org.duecourse.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A small table as RFC 4180 has it, read row by row with the line at which each row starts: UTF-8
 * (a byte-order mark is tolerated), commas, a header, {@code .csv} or {@code .csv.gz}. A file that
 * is something else is refused in words. For logs of millions of rows DuckDB is faster.
 */
public final class Csv implements AutoCloseable {
  private static final int LONGEST_FIELD = 1_000_000;
  private static final int MOST_COLUMNS = 10_000;
  private static final int NOTHING = -2;

  private final Path file;
  private final Reader in;
  private final List<String> header;
  private int line = 1;
  private int ahead = NOTHING;
  private final char[] buffer = new char[1 << 14];
  private int next;
  private int filled;

  /**
   * One row.
   *
   * @param line the line of the file at which it starts, from 1
   * @param fields as many as the header has
   */
  public record Row(int line, List<String> fields) {}

  private Csv(Path file, Reader in) {
    this.file = file;
    this.in = in;
    List<String> first = nextFields();
    if (first == null) {
      throw Refused.input(file + " is empty; a header with the names of the columns is expected.");
    }
    this.header = first.stream().map(String::strip).toList();
    checkHeader();
  }

  /** Opens a file and reads its header. */
  public static Csv open(Path file) {
    if (Files.isDirectory(file)) {
      throw Refused.input(file + " is a folder; a CSV file is expected.");
    }
    if (!Files.exists(file)) {
      throw Refused.input(file + " does not exist.");
    }
    if (!Files.isReadable(file)) {
      throw Refused.input(file + " cannot be read: no permission.");
    }
    try {
      InputStream bytes = Files.newInputStream(file);
      if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
        bytes = unzipped(file, bytes);
      }
      // The decoder reads ahead, so a bad byte is let through as U+FFFD and found at its own line.
      Reader in = new InputStreamReader(bytes, StandardCharsets.UTF_8);
      try {
        return new Csv(file, in);
      } catch (Refused e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw Refused.input(file + " cannot be read: " + e.getMessage());
    }
  }

  /** The names of the columns, in order. */
  public List<String> header() {
    return header;
  }

  /**
   * The next row, or null at the end; lines without any character are passed over.
   *
   * @throws Refused if the row has more or fewer fields than the header, or cannot be read
   */
  public @Nullable Row next() {
    while (true) {
      int start = line;
      List<String> fields = nextFields();
      if (fields == null) {
        return null;
      }
      if (fields.size() == 1 && fields.getFirst().isEmpty() && header.size() > 1) {
        continue;
      }
      if (fields.size() != header.size()) {
        throw refused(
            start,
            fields.size()
                + " fields, but the header names "
                + header.size()
                + ". Maybe a quote or a comma is missing.");
      }
      return new Row(start, fields);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream unzipped(Path file, InputStream bytes) throws IOException {
    try {
      return new GZIPInputStream(bytes, 1 << 16);
    } catch (ZipException | EOFException e) {
      bytes.close();
      throw Refused.input(
          file + " ends in .gz but is not gzip. Maybe it is plain text: rename it to .csv.");
    }
  }

  private void checkHeader() {
    if (header.size() == 1) {
      for (String other : List.of(";", "\t", "|")) {
        if (header.getFirst().contains(other)) {
          throw refused(
              1,
              "the columns are separated by "
                  + (other.equals("\t") ? "tabs" : "'" + other + "'")
                  + "; commas are expected. Maybe save it again as CSV with commas.");
        }
      }
    }
    Set<String> seen = new LinkedHashSet<>();
    List<Problem> twice = new ArrayList<>();
    for (String name : header) {
      if (!seen.add(name)) {
        twice.add(new Problem("line 1", "the column '" + name + "' is there twice."));
      }
    }
    if (!twice.isEmpty()) {
      throw new Refused(Fault.INPUT, file + ": the header cannot be used", twice);
    }
  }

  private @Nullable List<String> nextFields() {
    try {
      int c = read();
      if (c == -1) {
        return null;
      }
      int start = line;
      List<String> fields = new ArrayList<>();
      StringBuilder field = new StringBuilder();
      while (true) {
        if (c == '"' && field.isEmpty()) {
          quoted(start, field);
          c = read();
          if (c != ',' && c != '\n' && c != -1) {
            throw refused(line, "text follows a closing quote. Maybe double the quotes inside.");
          }
        }
        if (c == ',' || c == '\n' || c == -1) {
          fields.add(field.toString());
          field.setLength(0);
          if (fields.size() > MOST_COLUMNS) {
            throw refused(start, "more than " + MOST_COLUMNS + " columns; this is no such table.");
          }
          if (c != ',') {
            line++;
            return fields;
          }
        } else {
          append(start, field, c);
        }
        c = read();
      }
    } catch (EOFException | ZipException e) {
      throw refused(line, "the gzip file ends early or is damaged. Maybe fetch it again.");
    } catch (IOException e) {
      throw refused(line, "cannot be read: " + e.getMessage());
    }
  }

  private void quoted(int start, StringBuilder field) throws IOException {
    while (true) {
      int c = read();
      if (c == -1) {
        throw refused(start, "a quote that opens here is never closed.");
      }
      if (c == '"') {
        int after = read();
        if (after != '"') {
          ahead = after;
          return;
        }
      }
      if (c == '\n') {
        line++;
      }
      append(start, field, c);
    }
  }

  private void append(int start, StringBuilder field, int c) {
    if (c == '\uFFFD') {
      throw refused(line, "not UTF-8 text. Maybe save the file as UTF-8.");
    }
    if (field.length() >= LONGEST_FIELD) {
      throw refused(start, "a field of more than " + LONGEST_FIELD + " characters.");
    }
    field.append((char) c);
  }

  /** One character; the ends of lines of other systems become one, a byte-order mark is dropped. */
  private int read() throws IOException {
    int c = raw();
    if (c == '\uFEFF' && line == 1) {
      c = raw();
    }
    if (c == '\r') {
      int after = raw();
      if (after != '\n') {
        ahead = after;
      }
      return '\n';
    }
    return c;
  }

  private int raw() throws IOException {
    if (ahead == NOTHING) {
      if (next == filled) {
        next = 0;
        filled = in.read(buffer);
        if (filled <= 0) {
          filled = 0;
          return -1;
        }
      }
      return buffer[next++];
    }
    int c = ahead;
    ahead = NOTHING;
    return c;
  }

  private Refused refused(int at, String message) {
    return new Refused(
        Fault.INPUT, file + ": not readable as CSV", List.of(new Problem("line " + at, message)));
  }
}
