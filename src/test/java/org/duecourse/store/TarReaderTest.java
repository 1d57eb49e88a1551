package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files come out as they were packed, and nothing comes to lie outside of the folder. */
class TarReaderTest {
  @TempDir private Path folder;

  @Test
  void filesFoldersAndLinksComeOut() throws IOException {
    String long600 = "x".repeat(600);
    unpack(
        entry('5', "bin/", 0755, "", ""),
        entry('0', "bin/tool", 0755, long600, ""),
        entry('0', "share/a/text", 0644, "", ""),
        entry('2', "lib/one.so", 0777, "", "two.so"),
        new byte[1024]);
    assertThat(folder.resolve("bin/tool")).hasContent(long600).isExecutable();
    assertThat(folder.resolve("share/a/text")).isEmptyFile();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("share/a/text"))))
        .isEqualTo("rw-r--r--");
    assertThat(Files.readSymbolicLink(folder.resolve("lib/one.so"))).isEqualTo(Path.of("two.so"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, ../outside, '', outside its folder",
    "0, /etc/outside, '', outside its folder",
    "5, a/../../outside, '', outside its folder",
    "2, link, ../outside, links link to",
    "2, link, /etc, links link to",
    "1, hard, bin, of an unknown kind",
    "3, device, '', of an unknown kind",
  })
  void whatWouldLieOutsideIsRefused(char kind, String name, String link, String words) {
    assertThatThrownBy(() -> unpack(entry(kind, name, 0644, "", link)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words);
    assertThat(folder.resolveSibling("outside")).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPartOfAnArchiveIsRefused() {
    byte[] whole = entry('0', "file", 0644, "y".repeat(700), "");
    for (int length : new int[] {1, 511, 513, 1100}) {
      assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, length)))
          .isInstanceOf(IOException.class);
    }
  }

  private void unpack(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    TarReader.unpack(new ByteArrayInputStream(all.toByteArray()), folder);
  }

  private static byte[] entry(char kind, String name, int mode, String content, String link) {
    byte[] entry = new byte[512 + (content.length() + 511) / 512 * 512];
    put(entry, 0, name);
    put(entry, 100, String.format("%07o", mode));
    put(entry, 124, String.format("%011o", content.length()));
    entry[156] = (byte) kind;
    put(entry, 157, link);
    put(entry, 257, "ustar");
    put(entry, 512, content);
    return entry;
  }

  private static void put(byte[] entry, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, entry, at, bytes.length);
  }
}
