package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Merging;
import org.duecourse.desk.Patient;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** Making one record of two that are of the same person: name the other, compare, confirm. */
@Controller
class MergePages {
  private static final String NOT_MERGED = "Nothing was merged.";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  MergePages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/people/{id}/merge")
  View ask(HttpServletRequest request, @PathVariable String id) {
    desk.people().patient(Requests.signedIn(request).actor(), id);
    return asking(id, Form.empty());
  }

  /** The other reference travels in the body, like everything that leads to a person. */
  @PostMapping("/people/{id}/merge")
  View send(HttpServletRequest request, @PathVariable String id) {
    Actor actor = Requests.signedIn(request).actor();
    Form form = Form.of(request);
    String into = form.value("into");
    try {
      if (form.value("do").equals("merge")) {
        Patient kept = desk.merging().merge(actor, id, into);
        return Pages.next(
            request, "/people/" + kept.id(), "The record " + id + " is now part of this one.");
      }
      return compare(desk.merging().preview(actor, id, into));
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED || !sees(actor, id)) {
        throw refused;
      }
      return asking(
              id,
              form.refused(
                  new Refused(
                      Fault.INPUT, NOT_MERGED, List.of(new Problem("into", refused.headline())))))
          .refused();
    }
  }

  /** Whether the record that the page is about is there for this account. */
  private boolean sees(Actor actor, String id) {
    try {
      desk.people().patient(actor, id);
      return true;
    } catch (Refused _) {
      return false;
    }
  }

  private Page asking(String id, Form form) {
    return pages.page("desk/merge", "Merge record " + id, new StaffViews.Merge(id, form));
  }

  private Page compare(Merging.Preview preview) {
    Patient left = preview.duplicate();
    Patient kept = preview.kept();
    List<StaffViews.MergeRow> rows =
        List.of(
            new StaffViews.MergeRow("Name", left.name(), kept.name()),
            new StaffViews.MergeRow("Born", DeskWords.born(left), DeskWords.born(kept)),
            new StaffViews.MergeRow(
                "Home clinic",
                clinics.site(left.siteId()).name(),
                clinics.site(kept.siteId()).name()),
            new StaffViews.MergeRow("Telephone", known(left.phone()), known(kept.phone())),
            new StaffViews.MergeRow("E-mail", known(left.email()), known(kept.email())));
    return pages.page(
        "desk/merge-check",
        "Check before merging",
        new StaffViews.MergeCheck(
            left.id(),
            kept.id(),
            rows,
            preview.orders(),
            preview.visits(),
            preview.givenBack().stream()
                .map(
                    visit ->
                        visit.id()
                            + ", "
                            + DeskWords.moment(visit.starts(), clinics.site(visit.siteId())))
                .toList(),
            Form.showing(Map.of("into", List.of(kept.id())))));
  }

  private static String known(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "not known" : value;
  }
}
