package org.duecourse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aWriterThatFailsHalfwayLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("waits.html");
    AtomicFile.write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("disk full")
        .hasMessageContaining("Nothing was changed");
    assertThat(file).hasContent("old");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aPrivateFileIsItsOwnersAloneFromTheFirstByteOn() throws IOException {
    Path file = folder.resolve("secret");
    AtomicFile.writePrivately(
        file,
        out -> {
          out.write('x');
          out.flush();
          try (var beside = Files.list(folder)) {
            assertThat(beside.map(AtomicFileTest::mode)).containsExactly("rw-------");
          }
        });
    assertThat(file).hasContent("x");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderOrAMissingFolderIsAWrongUsage() {
    assertThatThrownBy(() -> AtomicFile.write(folder, "x")).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/x.csv"), "x"))
        .hasMessageContaining("does not exist");
  }
}
