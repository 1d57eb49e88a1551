package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.io.Refused;
import org.duecourse.measure.Card;
import org.duecourse.measure.Dimension;
import org.duecourse.measure.Explanation;
import org.duecourse.measure.Measures;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** A figure of a board: its definition, its counts, the statement, and the rows behind it. */
@Controller
class FigurePages {
  private static final int ROWS = 200;

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final Counted counted;

  FigurePages(Pages pages, Desk desk, Clinics clinics, Counted counted) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.counted = counted;
  }

  /** The rows are for who may see patients' records at the clinic; the reading is in the audit. */
  @GetMapping("/figures/{measure}")
  View figure(
      HttpServletRequest request,
      @PathVariable String measure,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String month) {
    Account account = Requests.signedIn(request);
    Card card = card(measure);
    Site here =
        clinics
            .chosen(account, site)
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
    if (!month.isEmpty() && !month.matches("[0-9]{4}-(0[1-9]|1[0-2])")) {
      throw Refused.input("'" + month + "' is not a month. Write it as 2026-06.");
    }
    Map<Dimension, String> where = new EnumMap<>(Dimension.class);
    where.put(Dimension.SITE, here.id());
    if (!month.isEmpty()) {
      where.put(Dimension.MONTH, month);
    }
    boolean sees = account.actor().may(Role::seesPatients);
    Explanation explanation = counted.explain(measure, where, sees ? ROWS : 0);
    if (sees) {
      desk.work()
          .run(
              handle ->
                  Audit.write(
                      handle,
                      desk.work().now(),
                      account.actor(),
                      "figure.read",
                      "site:" + here.id(),
                      null,
                      Audit.of(
                          "measure", measure, "month", month, "rows", explanation.rows().size())));
    }
    return pages.page(
        "board/figure",
        Words.sentence(measure.replace('-', ' ')) + ", " + here.name() + title(month),
        view(card, explanation, sees));
  }

  private static String title(String month) {
    return month.isEmpty() ? "" : ", " + month;
  }

  /** What a measure is, for everybody: both sides read the same definition. */
  @GetMapping("/definitions/{measure}")
  View definition(@PathVariable String measure) {
    Card card = card(measure);
    return pages.page(
        "board/figure",
        Words.sentence(measure.replace('-', ' ')) + ": the definition",
        new BoardViews.Explained(
            card.asks(), definition(card), List.of(), List.of(), "", List.of(), List.of(), 0, ""));
  }

  private static Card card(String measure) {
    if (!Measures.ids().contains(measure)) {
      throw BoardPages.unknown(measure);
    }
    return Measures.byId(measure);
  }

  private static List<DeskViews.Fact> definition(Card card) {
    List<DeskViews.Fact> facts = new ArrayList<>();
    facts.add(new DeskViews.Fact("One row is", card.counts()));
    facts.add(new DeskViews.Fact("Why", card.why()));
    facts.add(new DeskViews.Fact("Better is", card.better()));
    facts.add(new DeskViews.Fact("Version", String.valueOf(card.version())));
    String standard = card.standard();
    if (standard != null) {
      facts.add(new DeskViews.Fact("Standard", standard));
    }
    card.leavesOut()
        .forEach(
            (reason, meaning) ->
                facts.add(new DeskViews.Fact("Left out, " + reason.replace('_', ' '), meaning)));
    return facts;
  }

  private static BoardViews.Explained view(Card card, Explanation explanation, boolean sees) {
    List<DeskViews.Fact> figures = new ArrayList<>();
    explanation.result().rows().stream()
        .findFirst()
        .ifPresent(
            row ->
                explanation
                    .result()
                    .keys()
                    .forEach(
                        key ->
                            figures.add(
                                new DeskViews.Fact(key.replace('_', ' '), text(row.get(key))))));
    List<String> notes = new ArrayList<>(explanation.result().notes());
    explanation
        .result()
        .notComputable()
        .forEach(each -> notes.add(each.key() + " is not computable: " + each.reason()));
    explanation
        .result()
        .leftOut()
        .forEach((reason, rows) -> notes.add(rows + " left out: " + reason.replace('_', ' ')));
    List<Map<String, String>> rows =
        sees ? explanation.rows().stream().map(FigurePages::texts).toList() : List.of();
    return new BoardViews.Explained(
        card.asks(),
        definition(card),
        figures,
        notes,
        explanation.sql(),
        rows.isEmpty() ? List.of() : List.copyOf(rows.getFirst().keySet()),
        rows,
        explanation.rowsInAll(),
        sees ? "" : "The rows are open to who may see patients' records.");
  }

  private static Map<String, String> texts(Map<String, @Nullable Object> row) {
    Map<String, String> texts = new LinkedHashMap<>();
    row.forEach((column, value) -> texts.put(column, text(value)));
    return texts;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> String.format(java.util.Locale.ENGLISH, "%.3f", number);
      default -> value.toString();
    };
  }
}
