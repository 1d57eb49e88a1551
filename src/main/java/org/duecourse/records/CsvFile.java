package org.duecourse.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.duecourse.io.Refused;
import org.duecourse.records.RawTable.RawColumn;

/** A CSV file, gzipped or not: every field is text until a rule reads it. */
final class CsvFile {
  private final Path file;
  private final boolean gzipped;
  private final char delimiter;
  private final List<String> header;

  private CsvFile(Path file, boolean gzipped, char delimiter, List<String> header) {
    this.file = file;
    this.gzipped = gzipped;
    this.delimiter = delimiter;
    this.header = header;
  }

  /** Opens a file and reads its header. */
  static CsvFile open(Path file) {
    boolean gzipped = LogFiles.ending(file).equals(".csv.gz");
    try (CsvRecords records = new CsvRecords(stream(file, gzipped), StandardCharsets.UTF_8, ',')) {
      if (!records.next()) {
        throw Refused.input(file + " is empty; a header with the names of columns is expected.");
      }
      List<String> header = new ArrayList<>();
      for (int i = 0; i < records.fields(); i++) {
        header.add(records.field(i).strip().toLowerCase(Locale.ROOT));
      }
      return new CsvFile(file, gzipped, ',', header);
    } catch (IOException e) {
      throw Refused.input(file + " cannot be read: " + e.getMessage());
    }
  }

  private static InputStream stream(Path file, boolean gzipped) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return gzipped ? new GZIPInputStream(bytes, 1 << 16) : bytes;
  }

  /** The file read by DuckDB, which refuses the whole where one record is bad. */
  FileSource strict() {
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < header.size(); i++) {
      columns.append(i == 0 ? "" : ", ").append("'c").append(i).append("': 'VARCHAR'");
    }
    String relation =
        ("read_csv(%s, auto_detect = false, header = true, columns = {%s}, delim = %s, quote = '\"', escape = '\"',"
                + " nullstr = '', strict_mode = true, compression = '%s', max_line_size = %d, hive_partitioning = false)")
            .formatted(
                Duck.quote(file.toString()),
                columns,
                Duck.quote(String.valueOf(delimiter)),
                gzipped ? "gzip" : "none",
                CsvRecords.LONGEST);
    return new FileSource(file, relation, textColumns(), null);
  }

  private Map<String, RawColumn> textColumns() {
    Map<String, RawColumn> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      columns.put(header.get(i), RawColumn.text("c" + i));
    }
    return columns;
  }
}
