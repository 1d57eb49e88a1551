package org.duecourse.records;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** Writes rows as CSV, straight into bytes: a log of 100 million rows is written in minutes. */
final class CsvSink implements LogRow.FieldSink, AutoCloseable {
  private static final int FULL = 1 << 16;
  private static final int ROOM = 64;

  private final OutputStream out;
  private byte[] buffer = new byte[FULL + ROOM];
  private int used;
  private boolean first = true;
  private boolean closed;

  CsvSink(OutputStream out, LogTable table) {
    this.out = out;
    table.columns().forEach(column -> text(column.name()));
    end();
  }

  @Override
  public void text(@Nullable String value) {
    separate();
    if (value == null) {
      return;
    }
    boolean plain = true;
    for (int i = 0; i < value.length() && plain; i++) {
      char c = value.charAt(i);
      plain = c < 128 && c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    if (!plain) {
      bytes(quoted(value).getBytes(StandardCharsets.UTF_8));
      return;
    }
    int length = value.length();
    room(length);
    for (int i = 0; i < length; i++) {
      buffer[used++] = (byte) value.charAt(i);
    }
  }

  private static String quoted(String value) {
    boolean needed = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return needed ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  @Override
  public void time(@Nullable LocalDateTime value) {
    day(value == null ? null : value.toLocalDate());
    if (value == null) {
      return;
    }
    room(ROOM);
    buffer[used++] = 'T';
    digits(value.getHour(), 2);
    buffer[used++] = ':';
    digits(value.getMinute(), 2);
    buffer[used++] = ':';
    digits(value.getSecond(), 2);
    int micros = value.get(ChronoField.MICRO_OF_SECOND);
    if (micros > 0) {
      buffer[used++] = '.';
      digits(micros, 6);
    }
  }

  @Override
  public void day(@Nullable LocalDate value) {
    separate();
    if (value == null) {
      return;
    }
    room(ROOM);
    digits(value.getYear(), 4);
    buffer[used++] = '-';
    digits(value.getMonthValue(), 2);
    buffer[used++] = '-';
    digits(value.getDayOfMonth(), 2);
  }

  @Override
  public void number(@Nullable Double value) {
    text(
        value == null
            ? null
            : value % 1 == 0 ? Long.toString(value.longValue()) : value.toString());
  }

  /** Ends a row. */
  void end() {
    room(1);
    buffer[used++] = '\n';
    first = true;
    if (used >= FULL) {
      flush();
    }
  }

  private void separate() {
    room(1);
    if (!first) {
      buffer[used++] = ',';
    }
    first = false;
  }

  private void digits(int value, int count) {
    int rest = value;
    for (int i = count - 1; i >= 0; i--) {
      buffer[used + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += count;
  }

  private void bytes(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, buffer, used, value.length);
    used += value.length;
  }

  private void room(int needed) {
    if (used + needed > buffer.length) {
      flush();
      if (needed > buffer.length) {
        buffer = new byte[needed];
      }
    }
  }

  private void flush() {
    try {
      out.write(buffer, 0, used);
      used = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      flush();
      out.close();
    }
  }
}
