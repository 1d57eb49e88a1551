package org.duecourse.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duecourse.io.Refused;
import org.duecourse.records.CsvRecords.Malformed;
import org.duecourse.records.RawTable.RawColumn;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file, gzipped or not: every field is text until a rule reads it. There are two ways to its
 * rows: DuckDB's, fast, which refuses the whole where one record is bad; and record by record,
 * which sets the bad ones aside and knows the line of each.
 */
final class CsvFile {
  /** More columns than any extract has; a table of events written sideways, or no table at all. */
  static final int MOST_COLUMNS = 2_000;

  /** What stands before the name of a table of raw rows. */
  static final String RAW = "raw_";

  private final Path file;
  private final boolean gzipped;
  private final char delimiter;
  private final Charset charset;
  private final List<String> header;

  private CsvFile(
      Path file, boolean gzipped, char delimiter, Charset charset, List<String> header) {
    this.file = file;
    this.gzipped = gzipped;
    this.delimiter = delimiter;
    this.charset = charset;
    this.header = header;
  }

  /** Opens a file and reads its header. Messages do not repeat its name. */
  static CsvFile open(Path file, char delimiter, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      FileCheck.encoding(FileCheck.start(file));
    }
    CsvFile opened =
        new CsvFile(
            file, LogFiles.ending(file).equals(".csv.gz"), delimiter, charset, new ArrayList<>());
    try (CsvRecords records = opened.records()) {
      opened.readHeader(records);
      return opened;
    } catch (IOException e) {
      throw FileCheck.unreadable(e);
    }
  }

  private void readHeader(CsvRecords records) throws IOException {
    if (!records.next()) {
      throw Refused.input("is empty; a header with the names of columns is expected.");
    }
    Malformed malformed = records.malformed();
    if (malformed == Malformed.NOT_IN_ENCODING) {
      throw notUtf8();
    }
    if (malformed != null) {
      throw Refused.input(
          "has a header that cannot be read ("
              + malformed.reason()
              + "). "
              + malformed.explanation());
    }
    if (records.fields() > MOST_COLUMNS) {
      throw Refused.input(
          "has %,d columns; at most %,d are read. Maybe each event is a column; each must be a row."
              .formatted(records.fields(), MOST_COLUMNS));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < records.fields(); i++) {
      String name = records.field(i).strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty() && !seen.add(name)) {
        throw Refused.input("has the column '" + name + "' twice. Maybe remove one.");
      }
      header.add(name);
    }
  }

  static Refused notUtf8() {
    return Refused.input(
        "is not UTF-8; it seems to be Latin-1 or Windows-1252. Maybe save it as UTF-8, or say"
            + " encoding: windows-1252 in a mapping.");
  }

  /** The names of its columns, trimmed and in lower case. */
  List<String> header() {
    return header;
  }

  private CsvRecords records() throws IOException {
    InputStream bytes = Files.newInputStream(file);
    InputStream in = gzipped ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    boolean ascii = "a,\n\"".equals(new String(new byte[] {'a', ',', '\n', '"'}, charset));
    return ascii
        ? new CsvRecords(in, charset, delimiter)
        : new CsvRecords(new Transcoded(in, charset), StandardCharsets.UTF_8, delimiter);
  }

  /** Whether DuckDB reads it as we do: UTF-8, more than one column, and no endless line. */
  boolean hasFastWay() {
    return charset.equals(StandardCharsets.UTF_8)
        && header.size() > 1
        && !FileCheck.mayHoldAnEndlessLine(file);
  }

  /** The file read by DuckDB, which refuses the whole where one record is bad. */
  FileSource strict(Duck duck) {
    String relation =
        ("read_csv(%s, auto_detect = false, header = true, columns = {%s}, delim = %s, quote = '\"', escape = '\"',"
                + " nullstr = '', strict_mode = true, compression = '%s', max_line_size = %d, hive_partitioning = false)")
            .formatted(
                Duck.quote(duck.plainPath(file)),
                struct("'c%d': 'VARCHAR'"),
                Duck.quote(String.valueOf(delimiter)),
                gzipped ? "gzip" : "none",
                CsvRecords.LONGEST);
    return new FileSource(file, relation, textColumns(), null, true);
  }

  private String struct(String pattern) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      columns.add(pattern.formatted(i));
    }
    return String.join(", ", columns);
  }

  private Map<String, RawColumn> textColumns() {
    Map<String, RawColumn> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      if (!header.get(i).isEmpty()) {
        columns.put(header.get(i), RawColumn.text("c" + i));
      }
    }
    return columns;
  }

  /**
   * Reads the file record by record into a table of text, with the line of each.
   *
   * @param of which table the rows are
   * @param malformed counts the records that are not usable, by reason
   * @param wholeLines the header's names of columns in which no line may break
   */
  FileSource tolerant(
      Duck duck, LogTable of, Map<Malformed, Long> malformed, Set<String> wholeLines) {
    String table = RAW + of.tableName();
    duck.run(
        "create or replace temp table %s (line bigint, %s)"
            .formatted(table, struct("c%d varchar")));
    try (CsvRecords records = records();
        DuckDBAppender rows = appender(duck, table);
        DuckDBAppender bad = appender(duck, "malformed_records")) {
      records.next();
      records.expect(header.size());
      records.keepLinesWhole(places(wholeLines));
      while (records.next()) {
        Malformed reason = records.malformed();
        if (reason == Malformed.TOO_LONG) {
          throw Refused.input(
              "holds a record of more than 2 MB at line "
                  + records.line()
                  + ". Maybe a quote before it is not closed, or the file is no table.");
        } else if (reason != null) {
          malformed.merge(reason, 1L, Long::sum);
          bad.beginRow();
          bad.append(table.substring(RAW.length()));
          bad.append(records.line());
          bad.append(reason.name());
          bad.append(records.written(200));
          bad.endRow();
        } else {
          append(records, rows);
        }
      }
    } catch (IOException e) {
      throw FileCheck.unreadable(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new FileSource(file, table, textColumns(), "line", false);
  }

  private boolean[] places(Set<String> names) {
    boolean[] places = new boolean[header.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = names.contains(header.get(i));
    }
    return places;
  }

  private void append(CsvRecords records, DuckDBAppender rows) throws SQLException {
    rows.beginRow();
    rows.append(records.line());
    for (int i = 0; i < header.size(); i++) {
      if (records.isEmpty(i)) {
        rows.appendNull();
      } else {
        rows.append(records.field(i));
      }
    }
    rows.endRow();
  }

  private static DuckDBAppender appender(Duck duck, String table) throws SQLException {
    return duck.connection().unwrap(DuckDBConnection.class).createAppender("temp", "main", table);
  }

  /** The delimiter by which the header holds names that the table knows, where it is another. */
  @Nullable String otherDelimiter(LogTable table) {
    if (header.size() > 1) {
      return null;
    }
    for (String other : List.of(";", "\t", "|", ",")) {
      String[] names = header.getFirst().split(Pattern.quote(other), -1);
      long known = Arrays.stream(names).filter(n -> table.has(n.strip().replace("\"", ""))).count();
      if (names.length > 1 && (known > 0 || names.length > 3)) {
        return other.equals("\t") ? "tab" : other;
      }
    }
    return null;
  }

  /** Bytes of another encoding as UTF-8; what cannot be read in it becomes U+FFFD. */
  private static final class Transcoded extends InputStream {
    private final InputStream in;
    private final InputStreamReader reader;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    Transcoded(InputStream in, Charset charset) {
      this.in = in;
      this.reader = new InputStreamReader(in, charset);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (!bytes.hasRemaining()) {
        char[] chars = new char[8192];
        int count = reader.read(chars, 0, chars.length - 1);
        if (count < 0) {
          return -1;
        }
        if (Character.isHighSurrogate(chars[count - 1])) {
          int low = reader.read();
          if (low >= 0) {
            chars[count++] = (char) low;
          }
        }
        bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars, 0, count));
      }
      int given = Math.min(length, bytes.remaining());
      bytes.get(target, from, given);
      return given;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
