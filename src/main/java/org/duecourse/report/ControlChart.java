package org.duecourse.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.duecourse.series.XmrChart;
import org.duecourse.series.XmrChart.Group;
import org.duecourse.series.XmrChart.Point;
import org.jspecify.annotations.Nullable;

/**
 * One control chart as SVG, without scripts. A colour never speaks alone: concern is a diamond,
 * improvement a square, high and low are triangles, common cause is a circle; limits are dotted,
 * the goal is dashed, and each line has its name on it. Every number belongs in a table beside it.
 */
public final class ControlChart {
  private static final int LEFT = 52;
  private static final int RIGHT = 104;
  private static final int BOTTOM = 22;
  private static final double LINE = 11;

  private final StringBuilder svg = new StringBuilder();
  private final XmrChart chart;
  private final Caption caption;
  private final Frame frame;
  private final Scale scale;
  private final double top;

  /**
   * What is written on the chart.
   *
   * @param id an id that is unique on its page
   * @param headline what is charted ("Eastside")
   * @param sentence what it shows ("7 months below the mean")
   * @param unit "share" is written in percent; else it follows each figure
   * @param goal the goal line; null for none
   */
  public record Caption(
      String id, String headline, String sentence, String unit, @Nullable Double goal) {}

  /**
   * Where it is drawn.
   *
   * @param width in CSS pixels
   * @param height likewise
   * @param scale values at the bottom and the top; null takes this chart's own
   * @param captioned whether headline and sentence are drawn; they are told to screen readers
   *     either way
   */
  public record Frame(int width, int height, @Nullable Scale scale, boolean captioned) {}

  /** The values at the bottom and at the top of the plot. */
  public record Scale(double low, double high) {
    /** A scale that holds the points, limits and goals of several charts. */
    public static Scale of(List<XmrChart> charts, @Nullable Double goal) {
      DoubleStream.Builder all = DoubleStream.builder();
      if (goal != null) {
        all.add(goal);
      }
      for (XmrChart chart : charts) {
        chart.points().stream()
            .map(Point::value)
            .forEach(
                value -> {
                  if (value != null) {
                    all.add(value);
                  }
                });
        for (Group group : chart.groups()) {
          all.add(group.limits().lower());
          all.add(group.limits().upper());
          all.add(group.limits().mean());
        }
      }
      var range = all.build().filter(Double::isFinite).summaryStatistics();
      if (range.getCount() == 0) {
        return new Scale(0, 1);
      }
      double spread = range.getMax() - range.getMin();
      double margin = spread == 0 ? Math.max(1, Math.abs(range.getMax()) / 10) : spread * 0.06;
      return new Scale(range.getMin() - margin, range.getMax() + margin);
    }
  }

  private ControlChart(XmrChart chart, Caption caption, Frame frame) {
    this.chart = chart;
    this.caption = caption;
    this.frame = frame;
    this.scale = frame.scale() != null ? frame.scale() : Scale.of(List.of(chart), caption.goal());
    this.top = frame.captioned() ? 42 : 10;
  }

  /** The chart for a page that holds {@link #STYLE} once. */
  public static String svg(XmrChart chart, Caption caption, Frame frame) {
    return new ControlChart(chart, caption, frame).draw("");
  }

  /** The chart as a file of its own. */
  public static String file(XmrChart chart, Caption caption, Frame frame) {
    return new ControlChart(chart, caption, frame).draw("<style>" + STYLE + "</style>\n");
  }

  /** Colours for light and dark, each at least 4.5 : 1 against the page. */
  public static final String STYLE =
      """
      .control-chart { --paper: #ffffff; --ink: #1b1b1b; --common: #6b6b6b; --concern: #b3510a; --improvement: #006ba6;
        --special: #490092; --goal: #b3181b; font: 11px system-ui, sans-serif; }
      @media (prefers-color-scheme: dark) { .control-chart { --paper: #121212; --ink: #f2f2f2; --common: #b0b0b0;
        --concern: #ff9e4a; --improvement: #4db8ff; --special: #c49bff; --goal: #ff7b7b; } }
      .control-chart .paper { fill: var(--paper); }
      .control-chart text { fill: var(--ink); }
      .control-chart .headline { font-weight: 600; font-size: 13px; }
      .control-chart path, .control-chart line { fill: none; stroke: var(--common); stroke-width: 1; }
      .control-chart .axis { stroke: var(--common); }
      .control-chart .mean { stroke: var(--ink); }
      .control-chart .limit { stroke-dasharray: 1.5 3; stroke-width: 1.5; stroke-linecap: round; }
      .control-chart .goal { stroke: var(--goal); stroke-dasharray: 7 4; stroke-width: 1.5; }
      .control-chart text.goal { fill: var(--goal); stroke: none; }
      .control-chart text.limit { fill: var(--common); stroke: none; }
      .control-chart .break { stroke-dasharray: 4 2 1 2; }
      .control-chart .common { fill: var(--common); }
      .control-chart .concern { fill: var(--concern); }
      .control-chart .improvement { fill: var(--improvement); }
      .control-chart .high, .control-chart .low { fill: var(--special); }
      .control-chart .point { stroke: var(--paper); stroke-width: 0.75; }
      """;

  private String draw(String style) {
    String id = escaped(caption.id());
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" class="control-chart" role="img" aria-labelledby="%s-title %s-desc" \
        width="%d" height="%d" viewBox="0 0 %d %d">
        %s<title id="%s-title">%s</title>
        <desc id="%s-desc">%s</desc>
        <rect class="paper" width="%d" height="%d"/>
        """
            .formatted(
                id,
                id,
                frame.width(),
                frame.height(),
                frame.width(),
                frame.height(),
                style,
                id,
                escaped(caption.headline()),
                id,
                escaped(description()),
                frame.width(),
                frame.height()));
    if (frame.captioned()) {
      text("headline", 0, 13, "start", caption.headline());
      text("sentence", 0, 29, "start", caption.sentence());
    }
    axes();
    for (int i = 0; i < chart.groups().size(); i++) {
      group(i);
    }
    labels();
    values();
    return svg.append("</svg>\n").toString();
  }

  private String description() {
    Group now = chart.current();
    StringBuilder text = new StringBuilder(caption.sentence()).append(". ");
    text.append(now.n()).append(" published values from ").append(now.from());
    text.append(" to ").append(now.to());
    if (now.n() > 0) {
      text.append(", mean ").append(figure(now.limits().mean()));
    }
    if (now.limits().known()) {
      text.append(now.limits().trial() ? ", trial limits " : ", limits ");
      text.append(figure(now.limits().lower())).append(" to ").append(figure(now.limits().upper()));
    }
    if (caption.goal() != null) {
      text.append(", goal ").append(figure(caption.goal()));
    }
    if (chart.notPublished() > 0) {
      text.append(", ").append(chart.notPublished()).append(" not published");
    }
    return text.append('.').toString();
  }

  private void axes() {
    double bottom = frame.height() - BOTTOM;
    line("axis", LEFT, bottom, right(), bottom);
    text("", LEFT - 6, top + 4, "end", figure(scale.high()));
    text("", LEFT - 6, bottom, "end", figure(scale.low()));
    text(
        "", LEFT, frame.height() - 6, "start", ChartWords.period(chart, chart.points().getFirst()));
    text(
        "", right(), frame.height() - 6, "end", ChartWords.period(chart, chart.points().getLast()));
  }

  private void group(int index) {
    Group group = chart.groups().get(index);
    double from = x(firstOf(index)) - (index == 0 ? 0 : step() / 2);
    double to = x(lastOf(index)) + (index == chart.groups().size() - 1 ? 0 : step() / 2);
    if (group.n() > 0) {
      line("mean", from, y(group.limits().mean()), to, y(group.limits().mean()));
    }
    if (group.limits().known()) {
      line("limit", from, y(group.limits().upper()), to, y(group.limits().upper()));
      line("limit", from, y(group.limits().lower()), to, y(group.limits().lower()));
    }
    if (group.reason() != null) {
      svg.append("<g><title>New limits: ").append(escaped(group.reason())).append("</title>\n");
      line("break", from, top, from, (double) frame.height() - BOTTOM);
      svg.append("</g>\n");
    }
    if (caption.goal() != null && index == 0) {
      line("goal", LEFT, y(caption.goal()), right(), y(caption.goal()));
    }
  }

  private record Label(String style, String text, double y) {}

  /** The names of the lines at their right end, moved apart where they would overlap. */
  private void labels() {
    Group now = chart.current();
    List<Label> labels = new ArrayList<>();
    String trial = now.limits().trial() ? " (trial)" : "";
    if (now.limits().known()) {
      labels.add(new Label("limit", "upper limit" + trial, y(now.limits().upper())));
      labels.add(new Label("limit", "lower limit" + trial, y(now.limits().lower())));
    }
    if (now.n() > 0) {
      labels.add(new Label("", "mean " + figure(now.limits().mean()), y(now.limits().mean())));
    }
    if (caption.goal() != null) {
      labels.add(new Label("goal", "goal " + figure(caption.goal()), y(caption.goal())));
    }
    labels.sort(Comparator.comparingDouble(Label::y));
    double bottom = frame.height() - 4.0;
    double[] places = new double[labels.size()];
    for (int i = 0; i < places.length; i++) {
      double wanted = labels.get(i).y() + 4;
      places[i] = i == 0 ? Math.max(wanted, top) : Math.max(wanted, places[i - 1] + LINE);
    }
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = Math.min(places[i], bottom - (places.length - 1 - i) * LINE);
      text(labels.get(i).style(), right() + 6, places[i], "start", labels.get(i).text());
    }
  }

  private void values() {
    StringBuilder path = new StringBuilder();
    String pen = "M";
    for (int i = 0; i < chart.points().size(); i++) {
      Point point = chart.points().get(i);
      boolean newGroup = i > 0 && point.group() != chart.points().get(i - 1).group();
      if (point.value() == null || newGroup) {
        pen = "M";
      }
      if (point.value() != null) {
        path.append(pen).append(number(x(i))).append(' ').append(number(y(point.value())));
        pen = "L";
      }
    }
    svg.append("<path d=\"").append(path).append("\"/>\n");
    for (int i = 0; i < chart.points().size(); i++) {
      point(i, chart.points().get(i));
    }
  }

  private void point(int i, Point point) {
    String label = ChartWords.period(chart, point) + ": ";
    if (point.value() == null) {
      svg.append("<g><title>").append(escaped(label)).append("not published</title>\n");
      double bottom = frame.height() - BOTTOM;
      line("gap", x(i), bottom - 3, x(i), bottom + 3);
      svg.append("</g>\n");
      return;
    }
    String word = ChartWords.word(point);
    String style = word.equals("common cause") ? "common" : word;
    svg.append("<path class=\"point ").append(style).append("\" d=\"");
    svg.append(shape(style, x(i), y(point.value()))).append("\"><title>");
    svg.append(escaped(label + figure(point.value()) + ", " + word)).append("</title></path>\n");
  }

  private static String shape(String style, double x, double y) {
    return switch (style) {
      case "concern" -> polygon(x, y - 5, x + 5, y, x, y + 5, x - 5, y);
      case "improvement" -> polygon(x - 4, y - 4, x + 4, y - 4, x + 4, y + 4, x - 4, y + 4);
      case "high" -> polygon(x, y - 5, x + 5, y + 4, x - 5, y + 4);
      case "low" -> polygon(x, y + 5, x + 5, y - 4, x - 5, y - 4);
      default -> "M" + number(x - 2.5) + " " + number(y) + "a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z";
    };
  }

  private static String polygon(double... xy) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < xy.length; i += 2) {
      path.append(i == 0 ? "M" : "L").append(number(xy[i])).append(' ').append(number(xy[i + 1]));
    }
    return path.append('z').toString();
  }

  private int firstOf(int group) {
    int i = 0;
    while (chart.points().get(i).group() != group) {
      i++;
    }
    return i;
  }

  private int lastOf(int group) {
    int i = chart.points().size() - 1;
    while (chart.points().get(i).group() != group) {
      i--;
    }
    return i;
  }

  private double right() {
    return Math.max(LEFT + 1, frame.width() - RIGHT);
  }

  /** Points stand by their day, so that a month without a row leaves its room. */
  private double x(int i) {
    List<Point> points = chart.points();
    double first = points.getFirst().period().toEpochDay();
    double days = points.getLast().period().toEpochDay() - first;
    double share = days == 0 ? 0.5 : (points.get(i).period().toEpochDay() - first) / days;
    return LEFT + 6 + share * (right() - LEFT - 12);
  }

  private double step() {
    return (right() - LEFT - 12) / Math.max(1, chart.points().size() - 1);
  }

  private double y(double value) {
    double bottom = frame.height() - BOTTOM - 4.0;
    double share = (value - scale.low()) / (scale.high() - scale.low());
    return bottom - Math.clamp(share, 0.0, 1.0) * (bottom - top);
  }

  private String figure(double value) {
    return ChartWords.figure(value, caption.unit());
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(style, number(x1), number(y1), number(x2), number(y2)));
  }

  private void text(String style, double x, double y, String anchor, String words) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(style, number(x), number(y), anchor, escaped(words)));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
