package org.duecourse.records;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.duecourse.io.Refused;

/**
 * Looks at a file before anything reads it: whether it is one, may be read, and begins as its
 * ending promises. No look takes longer than the first few bytes.
 */
final class FileCheck {
  private static final int FIRST = 1 << 16;
  private static final long MEGABYTE = 1 << 20;

  private final Predicate<Path> readable;

  /**
   * Looks by a rule of its own whether a file may be read; the superuser may read everything, so
   * that tests hand one in.
   */
  FileCheck(Predicate<Path> readable) {
    this.readable = readable;
  }

  /** Refuses a file that is not what it says. Messages do not repeat its name. */
  void check(Path file) {
    if (!Files.exists(file)) {
      throw Refused.input(
          Files.exists(file, LinkOption.NOFOLLOW_LINKS)
              ? "is a link that leads nowhere. Maybe it points to itself or to a file that was moved."
              : "does not exist.");
    }
    if (Files.isDirectory(file)) {
      throw Refused.input("is a folder; a file is expected.");
    }
    if (!Files.isRegularFile(file)) {
      throw Refused.input(
          "is no file but a pipe or a device; it has to be read twice. Maybe save it as a file"
              + " first.");
    }
    if (!readable.test(file)) {
      throw Refused.input("cannot be read: no permission. Maybe ask its owner.");
    }
    switch (LogFiles.ending(file)) {
      case ".parquet" -> parquet(file);
      case ".csv.gz" -> text(gunzipped(file));
      default -> text(first(file));
    }
  }

  private static void parquet(Path file) {
    byte[] bytes = first(file);
    if (!startsWith(bytes, 'P', 'A', 'R', '1')) {
      throw Refused.input(
          "is not Parquet: it does not begin with PAR1. Maybe its ending is wrong.");
    }
  }

  private static void text(byte[] bytes) {
    if (bytes.length == 0) {
      throw Refused.input("is empty; a header with the names of columns is expected.");
    }
    if (startsWith(bytes, 0x1F, 0x8B)) {
      throw Refused.input("is gzipped. Maybe name it .csv.gz.");
    }
    if (startsWith(bytes, 'P', 'A', 'R', '1')) {
      throw Refused.input("is Parquet. Maybe name it .parquet.");
    }
    if (startsWith(bytes, 'P', 'K', 3, 4)) {
      throw Refused.input(
          "is a ZIP archive or a spreadsheet. Maybe save the sheet as CSV (UTF-8).");
    }
  }

  /**
   * Refuses bytes that are not UTF-8 text in the way of a whole file; single bad records are no
   * matter of this.
   */
  static void encoding(byte[] bytes) {
    long zeros = 0;
    long controls = 0;
    for (byte b : bytes) {
      zeros += b == 0 ? 1 : 0;
      controls += b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' ? 1 : 0;
    }
    boolean mark = startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF);
    if (mark || zeros > bytes.length / 4) {
      throw Refused.input(
          "is UTF-16; UTF-8 is expected. Maybe save it as UTF-8, or say encoding: utf-16 in a mapping.");
    }
    if (controls > bytes.length / 50 + 1) {
      throw Refused.input("is not text. Maybe it is another kind of file.");
    }
  }

  /**
   * Whether a CSV file may hold a line of many megabytes, over which DuckDB passes in silence. A
   * few bytes at each megabyte tell: such a line covers at least one megabyte without a line end.
   * In a gzipped file only its packing can tell: text that repeats nothing packs less than 50 to 1.
   */
  static boolean mayHoldAnEndlessLine(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      if (LogFiles.ending(file).equals(".csv.gz")) {
        ByteBuffer trailer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(Math.max(0, size - 4)).read(trailer);
        return Integer.toUnsignedLong(trailer.getInt(0)) > 50 * size;
      }
      ByteBuffer look = ByteBuffer.allocate(4096);
      for (long at = 0; at + MEGABYTE < size; at += MEGABYTE) {
        if (!lineEndsBetween(channel, at, at + MEGABYTE, look)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static boolean lineEndsBetween(
      SeekableByteChannel channel, long from, long to, ByteBuffer look) throws IOException {
    channel.position(from);
    while (channel.position() < to && channel.read(look.clear()) > 0) {
      for (int i = 0; i < look.position(); i++) {
        if (look.get(i) == '\n' || look.get(i) == '\r') {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] gunzipped(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readNBytes(FIRST);
    } catch (ZipException e) {
      throw Refused.input("is not gzipped. Maybe its ending should be .csv.");
    } catch (EOFException e) {
      throw Refused.input("ends too early. Maybe it was cut off while it was copied.");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The first bytes of a text file, unzipped. */
  static byte[] start(Path file) {
    return LogFiles.ending(file).equals(".csv.gz") ? gunzipped(file) : first(file);
  }

  private static byte[] first(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(FIRST);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static Refused unreadable(IOException e) {
    return e instanceof EOFException || e instanceof ZipException
        ? Refused.input("ends too early or is damaged. Maybe it was cut off while it was copied.")
        : Refused.input("cannot be read: " + e.getMessage());
  }

  private static boolean startsWith(byte[] bytes, int... signs) {
    byte[] wanted = new byte[signs.length];
    for (int i = 0; i < signs.length; i++) {
      wanted[i] = (byte) signs[i];
    }
    return bytes.length >= wanted.length
        && Arrays.equals(Arrays.copyOf(bytes, wanted.length), wanted);
  }
}
