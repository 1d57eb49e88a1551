package org.duecourse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.disclosure.Shown;
import org.jspecify.annotations.Nullable;

/** A wait report for programs and for text: the same figures, hidden alike. */
public final class WaitReportData {
  private WaitReportData() {}

  /** One object: what was asked, the finding, and every part with its keys. */
  public static Map<String, @Nullable Object> json(WaitReport report) {
    WaitWords words = new WaitWords(report);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("title", report.ask().title());
    json.put("from", report.ask().from().toString());
    json.put("to", report.ask().to().toString());
    json.put("as_of", report.asOf().toString());
    json.put("finding", words.finding());
    json.put("goal", report.ask().goal());
    json.put("suppression", suppression(report, words));
    json.put("method", words.method());
    json.put("quality", words.quality().rows());
    List<Map<String, @Nullable Object>> parts = new ArrayList<>();
    report
        .parts()
        .forEach(
            (part, shown) -> {
              Map<String, @Nullable Object> one = new LinkedHashMap<>();
              one.put("part", part.key());
              one.putAll(SuppressedJson.of(shown));
              parts.add(one);
            });
    json.put("parts", parts);
    return json;
  }

  /** All but the rows, for the file beside a CSV or Parquet. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> manifest(WaitReport report) {
    Map<String, @Nullable Object> manifest = json(report);
    if (manifest.get("parts") instanceof List<?> parts) {
      parts.forEach(part -> ((Map<String, @Nullable Object>) part).remove("rows"));
    }
    return manifest;
  }

  private static Map<String, @Nullable Object> suppression(WaitReport report, WaitWords words) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("profile", report.ask().profile().id());
    json.put("rule", report.ask().profile().rule());
    json.put("source", report.ask().profile().source());
    json.put("notice", words.notice());
    return json;
  }

  /**
   * Every figure in one table: part, measure, clinic, month, then the keys of all measures.
   *
   * @param token what stands for a hidden figure; null leaves it unknown, for typed formats
   */
  public static Table flat(WaitReport report, @Nullable String token) {
    Set<String> keys = new LinkedHashSet<>();
    report.parts().values().forEach(shown -> keys.addAll(shown.result().keys()));
    List<String> columns = new ArrayList<>(List.of("part", "measure", "site", "month"));
    columns.addAll(keys);
    columns.addAll(List.of("suppressed", "suppression"));
    String notice = new WaitWords(report).notice();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    report
        .parts()
        .forEach(
            (part, shown) -> {
              for (int i = 0; i < shown.result().rows().size(); i++) {
                rows.add(row(part, shown, i, keys, token, notice));
              }
            });
    return new Table("", columns, rows, List.of(), json(report));
  }

  private static List<@Nullable Object> row(
      WaitReport.Part part,
      Shown shown,
      int index,
      Set<String> keys,
      @Nullable String token,
      String notice) {
    Map<String, @Nullable Object> values = shown.result().rows().get(index);
    List<@Nullable Object> row = new ArrayList<>();
    row.add(part.key());
    row.add(part.measure());
    row.add(values.get("site"));
    row.add(values.get("month"));
    for (String key : keys) {
      row.add(shown.isHidden(index, key) ? token : values.get(key));
    }
    row.add(
        shown.hidden().get(index).isEmpty()
            ? null
            : shown.hidden().get(index).stream().collect(Collectors.joining(" ")));
    row.add(notice);
    return row;
  }

  /** What stands for a hidden figure in text. */
  public static String token(WaitReport report) {
    return report.ask().profile().token();
  }

  /** The report as text: for a terminal, or in Markdown. */
  public static String text(WaitReport report, Format format) {
    WaitWords words = new WaitWords(report);
    boolean markdown = format == Format.MD;
    StringBuilder text = new StringBuilder();
    text.append(markdown ? "# " : "")
        .append(report.ask().title())
        .append(", ")
        .append(words.period())
        .append("\n\n");
    text.append(words.asOf()).append(". ").append(words.notice()).append("\n\n");
    text.append(markdown ? "**" + words.finding() + "**" : words.finding()).append("\n\n");
    if (!report.isEmpty()) {
      text.append(format.render(words.sideBySide())).append('\n');
      heading(text, markdown, "By clinic, most concern first");
      text.append(format.render(words.byClinic())).append('\n');
    }
    heading(text, markdown, "Method");
    words.method().forEach(line -> text.append("- ").append(line).append('\n'));
    text.append('\n');
    heading(text, markdown, "Data quality");
    text.append(format.render(words.quality()));
    return text.toString();
  }

  private static void heading(StringBuilder text, boolean markdown, String words) {
    text.append(markdown ? "## " : "").append(words).append("\n\n");
  }
}
