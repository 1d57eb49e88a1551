package org.duecourse.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.records.Rule.Stage;

/** One table while it is cleaned, and what was counted. */
final class CleanedTable {
  private final RawTable raw;
  private final List<Rule> rules;
  private final List<ReadReport.Note> notes = new ArrayList<>();
  private final Map<CsvRecords.Malformed, Long> malformed;
  private final long[] setAside;
  private long rows;
  private long collapsed;
  private long bad;
  private long headers;

  CleanedTable(RawTable raw, Map<CsvRecords.Malformed, Long> malformed) {
    this.raw = raw;
    this.malformed = malformed;
    this.rules = Rules.of(raw.table(), raw.present());
    this.setAside = new long[rules.size() + 1];
  }

  RawTable raw() {
    return raw;
  }

  String name() {
    return raw.table().tableName();
  }

  /** The rules; the code of each is its place, from 1. */
  List<Rule> rules() {
    return rules;
  }

  /** The code of the last rule that comes before those of days. */
  int lastEarlyCode() {
    return (int)
        rules.stream().filter(r -> r.stage() == Stage.FIELD || r.stage() == Stage.ZONE).count();
  }

  /** The code of the rule for a local time that a zone never had. */
  int zoneCode(String column) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).stage() == Stage.ZONE && rules.get(i).column().equals(column)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(column);
  }

  /** The code of the rule for repeated ids: the last. */
  int repeatedCode() {
    return rules.size();
  }

  void countRows(long count) {
    rows = count;
  }

  void countSetAside(int code, long count, long badCount) {
    setAside[code] += count;
    bad += badCount;
  }

  /** Headers that stand among the rows, as where files were joined. */
  void countHeaders(long count) {
    headers += count;
  }

  long headers() {
    return headers;
  }

  void countCollapsed(long count) {
    collapsed += count;
  }

  void note(String column, String reason, long count) {
    if (count > 0) {
      notes.add(new ReadReport.Note(name(), column, reason, count));
    }
  }

  List<ReadReport.Note> notes() {
    return notes;
  }

  /** The rows set aside, by reason, in the order of the rules. */
  List<AccessLog.SetAside> setAside() {
    Map<String, Long> byReason = new LinkedHashMap<>();
    malformed.forEach((reason, count) -> byReason.merge(reason.reason(), count, Long::sum));
    for (int code = 1; code <= rules.size(); code++) {
      if (setAside[code] > 0) {
        byReason.merge(rules.get(code - 1).reason(), setAside[code], Long::sum);
      }
    }
    List<AccessLog.SetAside> result = new ArrayList<>();
    byReason.forEach((reason, count) -> result.add(new AccessLog.SetAside(name(), reason, count)));
    return result;
  }

  ReadReport.TableCount counts() {
    long broken = malformed.values().stream().mapToLong(Long::longValue).sum();
    long aside = setAside().stream().mapToLong(AccessLog.SetAside::rows).sum();
    return new ReadReport.TableCount(
        name(),
        raw.file(),
        rows + broken,
        rows + broken - collapsed - aside,
        collapsed,
        aside,
        bad + broken);
  }
}
