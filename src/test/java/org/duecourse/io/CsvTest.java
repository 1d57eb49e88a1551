package org.duecourse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir private Path folder;

  @Test
  void quotesCommasNewLinesAndAByteOrderMarkAreRead() {
    List<Csv.Row> rows =
        rows(
            "t.csv",
            "\uFEFFid,\"a \"\"name\"\"\",note\r\n1,\"Lee, A.\",\"two\nlines\"\r\n\r\n2,,\"\"");
    assertThat(rows)
        .containsExactly(
            new Csv.Row(2, List.of("1", "Lee, A.", "two\nlines")),
            new Csv.Row(5, List.of("2", "", "")));
    try (Csv csv = Csv.open(folder.resolve("t.csv"))) {
      assertThat(csv.header()).containsExactly("id", "a \"name\"", "note");
    }
  }

  @Test
  void whatIsWrittenIsRead() {
    SplittableRandom random = new SplittableRandom(7);
    String alphabet = "a,\"\n\r é\uD83D\uDE00;";
    for (int run = 0; run < 200; run++) {
      int width = 2 + random.nextInt(4);
      List<List<String>> table = new ArrayList<>();
      table.add(IntStream.range(0, width).mapToObj(i -> "c" + i).toList());
      for (int r = random.nextInt(5); r > 0; r--) {
        table.add(
            IntStream.range(0, width)
                .mapToObj(
                    i ->
                        random
                            .ints(random.nextInt(5), 0, alphabet.length())
                            .mapToObj(c -> String.valueOf(alphabet.charAt(c)))
                            .collect(Collectors.joining())
                            .replace("\uD83D", "")
                            .replace("\uDE00", ""))
                .toList());
      }
      String text =
          table.stream()
              .map(row -> row.stream().map(CsvTest::quoted).collect(Collectors.joining(",")))
              .collect(Collectors.joining("\r\n"));
      List<List<String>> expected =
          table.stream()
              .skip(1)
              .map(
                  row ->
                      row.stream().map(f -> f.replace("\r\n", "\n").replace('\r', '\n')).toList())
              .toList();
      assertThat(rows("t.csv", text)).extracting(Csv.Row::fields).isEqualTo(expected);
    }
  }

  @Test
  void filesThatLieAreRefusedInWords() throws IOException {
    refuses(
        "latin1.csv",
        "a,b\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1),
        "UTF-8",
        "line 2");
    refuses("semicolon.csv", "a;b\n1;2\n", "separated by ';'");
    refuses("tabs.csv", "a\tb\n1\t2\n", "separated by tabs");
    refuses("twice.csv", "a,b,a\n1,2,3\n", "'a' is there twice");
    refuses("short.csv", "a,b\n1\n", "line 2", "1 fields", "names 2");
    refuses("quote.csv", "a,b\n1,\"open\n2,3\n", "line 2", "never closed");
    refuses("after.csv", "a,b\n1,\"x\"y\n", "text follows a closing quote");
    refuses("empty.csv", "", "is empty");
    refuses("plain.csv.gz", "a,b\n1,2\n", "is not gzip");
    refuses("wide.csv", ",".repeat(100_000), "more than 10000 columns");
    refuses("long.csv", "a,b\n1," + "x".repeat(1_000_001), "more than 1000000 characters");
    byte[] whole =
        gzip(
            "a,b\n"
                + new SplittableRandom(3)
                    .ints(5000)
                    .mapToObj(i -> i + ",1\n")
                    .collect(Collectors.joining()));
    refuses("half.csv.gz", Arrays.copyOf(whole, whole.length / 2), "ends early or is damaged");
    assertThatThrownBy(() -> Csv.open(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Csv.open(folder.resolve("no.csv")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void aWholeGzipIsRead() throws IOException {
    Path file = folder.resolve("whole.csv.gz");
    Files.write(file, gzip("a,b\n1,2\n"));
    assertThat(rows(file)).containsExactly(new Csv.Row(2, List.of("1", "2")));
  }

  private void refuses(String name, String text, String... words) throws IOException {
    refuses(name, text.getBytes(StandardCharsets.UTF_8), words);
  }

  private void refuses(String name, byte[] bytes, String... words) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    assertThatThrownBy(() -> rows(file))
        .as(name)
        .isInstanceOf(Refused.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining(name);
  }

  private List<Csv.Row> rows(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return rows(file);
  }

  private static List<Csv.Row> rows(Path file) {
    List<Csv.Row> rows = new ArrayList<>();
    try (Csv csv = Csv.open(file)) {
      for (Csv.Row row = csv.next(); row != null; row = csv.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String quoted(String field) {
    return "\"" + field.replace("\"", "\"\"") + "\"";
  }
}
