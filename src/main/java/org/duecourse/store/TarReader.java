package org.duecourse.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks the plain tar archive (POSIX ustar: files, folders, links inside) in which PostgreSQL's
 * programs are packed. Anything else in it is refused.
 */
final class TarReader {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];

  private TarReader(InputStream in) {
    this.in = in;
  }

  /** Unpacks everything below a folder that is there already. */
  static void unpack(InputStream in, Path folder) throws IOException {
    TarReader reader = new TarReader(in);
    while (reader.entry(folder)) {}
  }

  private boolean entry(Path folder) throws IOException {
    int read = in.readNBytes(header, 0, BLOCK);
    if (read == 0 || header[0] == 0) {
      return false;
    }
    if (read < BLOCK) {
      throw new EOFException("the archive ends early");
    }
    String name = text(345, 155).isEmpty() ? text(0, 100) : text(345, 155) + "/" + text(0, 100);
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("the archive names " + name + ", outside its folder");
    }
    int mode = (int) octal(100, 8);
    long size = octal(124, 12);
    switch ((char) header[156]) {
      case '5' -> Files.createDirectories(target);
      case '0', '\0' -> {
        Files.createDirectories(target.getParent());
        try (OutputStream out = Files.newOutputStream(target)) {
          copy(size, out);
        }
        Files.setPosixFilePermissions(
            target,
            PosixFilePermissions.fromString((mode & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
      }
      case '2' -> {
        Path link = Path.of(text(157, 100));
        if (!target.resolveSibling(link).normalize().startsWith(folder)) {
          throw new IOException("the archive links " + name + " to " + link);
        }
        Files.createDirectories(target.getParent());
        Files.createSymbolicLink(target, link);
      }
      default -> throw new IOException("the archive holds " + name + " of an unknown kind");
    }
    return true;
  }

  private void copy(long size, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = size;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the archive ends early");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private long octal(int from, int length) throws IOException {
    try {
      String digits = text(from, length).strip();
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("the archive has a number that is none", e);
    }
  }
}
