package org.duecourse.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.duecourse.io.Json;
import org.duecourse.report.ControlChart.Caption;
import org.duecourse.report.ControlChart.Frame;
import org.duecourse.report.ControlChart.Scale;
import org.duecourse.report.WaitReport.Clinic;
import org.duecourse.series.XmrChart;

/** The wait report as one page that needs nothing else: no script, no font, no network. */
public final class WaitReportPage {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 170;

  private final WaitReport report;
  private final WaitWords words;
  private final StringBuilder body = new StringBuilder();

  private WaitReportPage(WaitReport report) {
    this.report = report;
    this.words = new WaitWords(report);
  }

  /** The whole page. */
  public static String html(WaitReport report) {
    return new WaitReportPage(report).page();
  }

  /** The styles of all our pages. */
  static String style() {
    try (var in = Objects.requireNonNull(WaitReportPage.class.getResourceAsStream("page.css"))) {
      return ControlChart.STYLE + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String page() {
    String title = "Waits for first and return visits, " + words.period();
    body.append("<header>\n");
    element("p class=\"where\"", report.ask().title());
    element("h1", title);
    element("p class=\"as-of\"", words.asOf() + ".");
    element("p class=\"notice\"", words.notice());
    body.append("</header>\n<main id=\"main\" tabindex=\"-1\">\n");
    element("p class=\"finding\"", words.finding());
    if (report.isEmpty()) {
      element(
          "p",
          "Nothing can be shown for these days. Maybe choose other days with --from and --to, or take a newer extract.");
    } else {
      pair();
      charts();
      tables();
    }
    method();
    quality();
    downloads();
    body.append("</main>\n<footer>\n");
    element(
        "p",
        "Made by Duecourse from " + report.reading().counts().size() + " tables of an access log.");
    body.append("</footer>\n");
    return Html.page(
        report.ask().wording().language(),
        report.ask().title() + ": " + title,
        body.toString(),
        style());
  }

  private void pair() {
    body.append("<section class=\"pair\">\n");
    element("h2", "First and return visits side by side");
    table(words.sideBySide(), "All clinics, " + words.period() + "; still waiting: now");
    element("p", "How this is counted is told under ", "<a href=\"#method\">Method</a>.");
    body.append("</section>\n");
  }

  private void charts() {
    body.append("<section>\n");
    element("h2", "Return visits in time by clinic, most concern first");
    element(
        "p class=\"quiet\"",
        "Each point is a month; all charts have the same scale. ◆ concern, ■ improvement, ● common cause. Every number is in the tables below.");
    List<XmrChart> all = new ArrayList<>();
    for (Clinic clinic : report.clinics()) {
      if (clinic.chart() != null) {
        all.add(clinic.chart());
      }
    }
    Scale scale = all.isEmpty() ? null : within(Scale.of(all, report.ask().goal()));
    body.append("<ol class=\"charts\">\n");
    int number = 0;
    for (Clinic clinic : report.clinics()) {
      number++;
      body.append("<li>\n");
      element("h3", clinic.name());
      element("p", words.sentence(clinic));
      XmrChart chart = clinic.chart();
      if (chart == null) {
        element("p", "No month of this clinic can be shown.");
      } else {
        Caption caption =
            new Caption(
                "chart-" + number,
                clinic.name() + ", return visits in time",
                words.change(chart),
                "share",
                report.ask().goal());
        body.append(ControlChart.svg(chart, caption, new Frame(WIDTH, HEIGHT, scale, false)));
        String file = ControlChart.file(chart, caption, new Frame(640, 300, scale, true));
        body.append("<p class=\"get\">")
            .append(
                Html.download(
                    "chart-" + number + ".svg",
                    "image/svg+xml",
                    file,
                    "Download this chart: " + clinic.name() + " (SVG)"))
            .append("</p>\n");
      }
      body.append("</li>\n");
    }
    body.append("</ol>\n</section>\n");
  }

  /** A share is never below 0 or above 1, so the scale is not either. */
  private static Scale within(Scale scale) {
    return new Scale(Math.max(0, scale.low()), Math.min(1, scale.high()));
  }

  private void tables() {
    body.append("<section class=\"dense\">\n");
    element("h2", "Every number by clinic");
    table(
        words.byClinic(),
        "First and return visits by clinic, " + words.period() + "; waiting: now");
    body.append("<details>\n<summary>Return visits by clinic and month</summary>\n");
    table(words.months(), "The points of the charts");
    body.append("</details>\n</section>\n");
  }

  private void method() {
    body.append("<section id=\"method\">\n");
    element("h2", "Method");
    body.append("<ul>\n");
    words.method().forEach(line -> element("li", line));
    if (report.ask().profile().hides()) {
      element(
          "li",
          "Small numbers: "
              + report.ask().profile().name()
              + ". "
              + report.ask().profile().rule()
              + " Source: "
              + report.ask().profile().source()
              + ".");
    }
    body.append("</ul>\n</section>\n");
  }

  private void quality() {
    body.append("<section>\n");
    element("h2", "Data quality");
    table(words.quality(), "Rows read, and rows set aside by reason");
    body.append("</section>\n");
  }

  private void downloads() {
    body.append("<section class=\"downloads-part\">\n");
    element("h2", "Downloads");
    element("p class=\"quiet\"", "The files are inside this page; nothing is fetched.");
    body.append("<ul class=\"downloads\">\n");
    String token = report.ask().profile().token();
    download(
        "waits.csv",
        "text/csv",
        Format.CSV.render(WaitReportData.flat(report, token)),
        "Figures (CSV)");
    download(
        "waits.json",
        "application/json",
        Json.write(WaitReportData.json(report)),
        "Figures (JSON)");
    download(
        "waits.manifest.json",
        "application/json",
        Json.write(WaitReportData.manifest(report)),
        "Manifest (JSON)");
    download(
        "waits.md",
        "text/markdown",
        WaitReportData.text(report, Format.MD),
        "Report as text (Markdown)");
    body.append("</ul>\n</section>\n");
  }

  private void download(String name, String type, String content, String text) {
    body.append("<li>").append(Html.download(name, type, content, text)).append("</li>\n");
  }

  private void table(Table table, String caption) {
    body.append(Html.table(table, caption, report.ask().wording()));
  }

  private void element(String tag, String text) {
    element(tag, text, "");
  }

  private void element(String tag, String text, String safeHtml) {
    int space = tag.indexOf(' ');
    body.append('<')
        .append(tag)
        .append('>')
        .append(Html.escaped(text))
        .append(safeHtml)
        .append("</")
        .append(space < 0 ? tag : tag.substring(0, space))
        .append(">\n");
  }
}
