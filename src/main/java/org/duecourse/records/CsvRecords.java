package org.duecourse.records;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads RFC 4180 record by record and gets up again after a bad one.
 *
 * <pre>
 *   1,Lee,"Suite 4,    unclosed: the quote swallows what follows, so this line alone is given up
 *   2,Kim,"Main St"    and reading starts again here
 * </pre>
 *
 * A record that spans lines and does not come out right is given up as its first line only: the
 * lines after it are read again as records of their own. Memory is one record of at most {@link
 * #LONGEST} bytes.
 */
final class CsvRecords implements Closeable {
  /** The most bytes of one record; DuckDB's own limit is the same. */
  static final int LONGEST = 2_000_000;

  private static final int END = -1;

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final int delimiter;

  private byte[] buffer = new byte[1 << 16];
  private int limit;

  /* The current record: buffer[start] to buffer[start + length]. Offsets of fields count from start, so that they hold
   * when the buffer is filled up and moved. */
  private int start;
  private int length;
  private long line = 1;
  private int lines;
  private @Nullable Malformed malformed;

  private int expected;
  private boolean[] whole = {};
  private int fields;
  private int[] from = new int[32];
  private int[] to = new int[32];
  private boolean[] escaped = new boolean[32];
  private boolean closed;
  private boolean plain;

  /** Why a record cannot be used. */
  enum Malformed {
    WRONG_FIELD_COUNT(
        "wrong_field_count",
        "The record has another number of fields than the header. Maybe a comma stands in a field"
            + " without quotes."),
    UNCLOSED_QUOTE(
        "unclosed_quote",
        "A quote opens and does not close where a field may end. Maybe a quote inside a field is"
            + " not doubled."),
    NOT_IN_ENCODING(
        "not_utf8", "Bytes that are not UTF-8. Maybe the file was joined from two encodings."),
    NUL_BYTE("nul_byte", "A byte 0 stands in the record. Maybe the file was damaged."),
    TOO_LONG("too_long", "The record is longer than 2 MB.");

    private final String reason;
    private final String explanation;

    Malformed(String reason, String explanation) {
      this.reason = reason;
      this.explanation = explanation;
    }

    String reason() {
      return reason;
    }

    String explanation() {
      return explanation;
    }
  }

  /** Reads bytes in a charset that has ASCII's bytes for ASCII. */
  CsvRecords(InputStream in, Charset charset, char delimiter) throws IOException {
    this.in = in;
    this.charset = charset;
    this.delimiter = delimiter;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    boolean mark = at(0) == 0xEF && at(1) == 0xBB && at(2) == 0xBF;
    length = mark ? 3 : 0;
  }

  /** How many fields each record from here on must have; 0: any number. */
  void expect(int count) {
    expected = count;
  }

  /**
   * Says in which fields no line may break: a break there is the work of a quote that was not
   * closed.
   */
  void keepLinesWhole(boolean[] places) {
    whole = places;
  }

  /** Moves to the next record, good or bad; blank lines are passed over. */
  boolean next() throws IOException {
    while (true) {
      start += length;
      line += lines;
      length = 0;
      lines = 0;
      if (at(0) == END) {
        return false;
      }
      plain = true;
      malformed = parse();
      if (malformed == null && fields == 1 && to[0] == 0) {
        continue;
      }
      if (fields == expected + 1 && expected > 0 && isEmpty(expected)) {
        fields = expected; // One delimiter too many at the end is the habit of some exports.
      }
      if (malformed == null && lines > 1 && breaksWhole()) {
        malformed = Malformed.UNCLOSED_QUOTE;
      }
      if (malformed == null && expected > 0 && fields != expected) {
        malformed = lines > 1 ? Malformed.UNCLOSED_QUOTE : Malformed.WRONG_FIELD_COUNT;
      }
      if (malformed == Malformed.UNCLOSED_QUOTE) {
        keepOnlyTheFirstLine();
      } else if (malformed == null && !plain) {
        malformed = undecodable();
      }
      return true;
    }
  }

  /** The line of the file at which the record starts, from 1. */
  long line() {
    return line;
  }

  /** Why the record cannot be used; null where it can. */
  @Nullable Malformed malformed() {
    return malformed;
  }

  /** How many fields the record has. */
  int fields() {
    return fields;
  }

  /** A field as text; empty where blank. */
  String field(int i) {
    String text = new String(buffer, start + from[i], to[i] - from[i], charset);
    return escaped[i] ? text.replace("\"\"", "\"") : text;
  }

  /** Whether a field is empty. */
  boolean isEmpty(int i) {
    return from[i] == to[i];
  }

  private boolean breaksWhole() {
    for (int i = 0; i < Math.min(fields, whole.length); i++) {
      for (int at = from[i]; whole[i] && at < to[i]; at++) {
        if (buffer[start + at] == '\n') {
          return true;
        }
      }
    }
    return false;
  }

  /** The record as it stands in the file, cut after so many bytes; for showing a bad one. */
  String written(int most) {
    return new String(buffer, start, Math.min(length, most), charset).strip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private @Nullable Malformed parse() throws IOException {
    fields = 0;
    int at = 0;
    while (true) {
      makeRoom();
      int b = at(at);
      if (b == '"') {
        at = quoted(at + 1);
        b = at(at);
        if (at >= LONGEST || (b == END && !closed)) {
          return at >= LONGEST && lines == 0 ? Malformed.TOO_LONG : Malformed.UNCLOSED_QUOTE;
        }
      } else {
        from[fields] = at;
        while (b != delimiter && b != '\n' && b != '\r' && b != END) {
          plain &= b > 0 && b < 128;
          b = at(++at);
        }
        to[fields] = at;
        if (at >= LONGEST) {
          return Malformed.TOO_LONG;
        }
      }
      fields++;
      if (b == delimiter) {
        at++;
      } else if (b == END || b == '\n' || b == '\r') {
        lines++;
        boolean both = b == '\r' && at(at + 1) == '\n';
        length = b == END ? at : both ? at + 2 : at + 1;
        return null;
      } else {
        return Malformed.UNCLOSED_QUOTE;
      }
    }
  }

  /* Reads a quoted field from its first byte; answers the place after its closing quote. */
  private int quoted(int first) throws IOException {
    from[fields] = first;
    escaped[fields] = false;
    closed = false;
    int at = first;
    while (true) {
      int b = at(at);
      if (b == END) {
        to[fields] = at;
        return at;
      }
      if (b == '"') {
        if (at(at + 1) != '"') {
          to[fields] = at;
          closed = true;
          return at + 1;
        }
        escaped[fields] = true;
        at++;
      } else if (b == '\n' || (b == '\r' && at(at + 1) != '\n')) {
        lines++;
      } else {
        plain &= b > 0 && b < 128;
      }
      at++;
    }
  }

  private void makeRoom() {
    if (fields == from.length) {
      from = Arrays.copyOf(from, fields * 2);
      to = Arrays.copyOf(to, fields * 2);
      escaped = Arrays.copyOf(escaped, fields * 2);
    }
    escaped[fields] = false;
  }

  private void keepOnlyTheFirstLine() throws IOException {
    int at = 0;
    int b = at(at);
    while (b != '\n' && b != '\r' && b != END) {
      b = at(++at);
    }
    lines = 1;
    length = b == END ? at : b == '\r' && at(at + 1) == '\n' ? at + 2 : at + 1;
    if (at >= LONGEST) {
      malformed = Malformed.TOO_LONG;
    }
  }

  private @Nullable Malformed undecodable() {
    for (int i = start; i < start + length; i++) {
      if (buffer[i] == 0) {
        return Malformed.NUL_BYTE;
      }
    }
    try {
      decoder.decode(ByteBuffer.wrap(buffer, start, length));
      return null;
    } catch (CharacterCodingException e) {
      return Malformed.NOT_IN_ENCODING;
    }
  }

  /* The byte so far from the start of the record; END behind the file and behind the longest record. */
  private int at(int offset) throws IOException {
    return start + offset < limit ? buffer[start + offset] & 0xFF : atNotYetRead(offset);
  }

  private int atNotYetRead(int offset) throws IOException {
    while (start + offset >= limit) {
      if (offset >= LONGEST || !fill()) {
        return END;
      }
    }
    return buffer[start + offset] & 0xFF;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      limit -= start;
      start = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, LONGEST + (1 << 16)));
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read <= 0) {
      return false;
    }
    limit += read;
    return true;
  }
}
