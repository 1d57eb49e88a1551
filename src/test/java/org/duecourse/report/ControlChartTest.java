package org.duecourse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.duecourse.report.ControlChart.Caption;
import org.duecourse.report.ControlChart.Frame;
import org.duecourse.report.ControlChart.Scale;
import org.duecourse.series.Better;
import org.duecourse.series.Break;
import org.duecourse.series.Observation;
import org.duecourse.series.XmrChart;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ControlChartTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  @Test
  void eachKindOfPointHasItsOwnShapeAndWord() throws Exception {
    XmrChart chart = chart(Better.LOWER, 10, 12, null, 10, 12, 10, 12, 10, 12, 10, 12, 10, 40, -20);
    String svg =
        ControlChart.file(chart, caption("Eastside", null), new Frame(480, 160, null, true));
    Document document = parsed(svg);
    assertThat(titles(document))
        .contains(
            "2024-01: 10, common cause",
            "2024-03: not published",
            "2025-01: 40, concern",
            "2025-02: -20, improvement");
    assertThat(svg)
        .contains("class=\"point concern\"", "class=\"point improvement\"")
        .doesNotContain("<script");
    assertThat(words(document)).contains("upper limit", "lower limit", "Eastside");
    assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
        .contains("13 published values", "1 not published", "mean 10");
  }

  @Test
  void highAndLowAreTrianglesWhereNoSideIsBetter() throws Exception {
    String svg =
        ControlChart.svg(
            chart(Better.NONE, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 40, -20),
            caption("Volume", null),
            new Frame(480, 160, null, false));
    assertThat(svg).contains("class=\"point high\"", "class=\"point low\"");
    assertThat(words(parsed(svg))).doesNotContain("Volume");
  }

  @Test
  void theGoalAndTrialLimitsSayWhatTheyAre() throws Exception {
    String svg =
        ControlChart.svg(
            chart(Better.LOWER, 1, 2, 1, 2),
            new Caption("c", "A & B <x>", "no change", "days", 5.0),
            new Frame(300, 120, null, true));
    assertThat(words(parsed(svg))).contains("goal 5 days", "upper limit (trial)", "A & B <x>");
  }

  @Test
  void aBreakDrawsALineWithItsReason() throws Exception {
    List<Observation> observations = observations(1, 2, 1, 2, 11, 12, 11, 12);
    XmrChart chart =
        XmrChart.of(
            observations,
            List.of(new Break(START.plusMonths(4), "counted anew")),
            new XmrChart.Settings(Better.LOWER, null, 0, true));
    String svg = ControlChart.svg(chart, caption("x", null), new Frame(300, 120, null, false));
    assertThat(titles(parsed(svg))).contains("New limits: counted anew");
    assertThat(svg.split("class=\"mean\"", -1)).hasSize(3);
  }

  @Test
  void aSharedScalePutsEqualValuesAtEqualHeights() {
    XmrChart low = chart(Better.LOWER, 1, 2, 1, 2, 3);
    XmrChart high = chart(Better.LOWER, 3, 90, 80, 90, 3);
    Scale shared = Scale.of(List.of(low, high), null);
    Frame frame = new Frame(300, 120, shared, false);
    String one = ControlChart.svg(low, caption("a", null), frame);
    String two = ControlChart.svg(high, caption("b", null), frame);
    assertThat(lastHeight(one)).isEqualTo(lastHeight(two));
    assertThat(
            lastHeight(ControlChart.svg(low, caption("a", null), new Frame(300, 120, null, false))))
        .isNotEqualTo(lastHeight(one));
  }

  @Test
  void nothingPublishedStillMakesAChart() throws Exception {
    String svg =
        ControlChart.svg(
            chart(Better.LOWER, null, null), caption("x", null), new Frame(300, 120, null, true));
    assertThat(titles(parsed(svg))).contains("2024-01: not published");
    assertThat(svg).doesNotContain("NaN");
  }

  /** The end of the line through the values. */
  private static String lastHeight(String svg) {
    String path = svg.substring(svg.indexOf("<path d=\"") + 9);
    path = path.substring(0, path.indexOf('"'));
    return path.substring(path.lastIndexOf(' '));
  }

  private static Caption caption(String headline, @Nullable Double goal) {
    return new Caption("c", headline, "no change", "", goal);
  }

  private static XmrChart chart(Better better, @Nullable Integer... values) {
    return XmrChart.of(
        observations(values), List.of(), new XmrChart.Settings(better, null, 0, true));
  }

  private static List<Observation> observations(@Nullable Integer... values) {
    List<Observation> result = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Integer value = values[i];
      LocalDate month = START.plusMonths(i);
      result.add(
          new Observation(
              month, month.toString(), value == null ? null : value.doubleValue(), null, null));
    }
    return result;
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> titles(Document document) {
    return texts(document, "title");
  }

  private static List<String> words(Document document) {
    return texts(document, "text");
  }

  private static List<String> texts(Document document, String tag) {
    List<String> result = new ArrayList<>();
    var nodes = document.getElementsByTagName(tag);
    for (int i = 0; i < nodes.getLength(); i++) {
      result.add(((Element) nodes.item(i)).getTextContent());
    }
    return result;
  }
}
