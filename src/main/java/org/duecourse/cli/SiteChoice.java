package org.duecourse.cli;

import java.util.List;
import java.util.function.UnaryOperator;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.simulate.Clinic;

/** One clinic of a file, by its id. */
final class SiteChoice {
  private SiteChoice() {}

  /** Leaves only this site of a clinic, or refuses and lists the sites. */
  static UnaryOperator<Clinic> of(Clinic clinic, String id) {
    List<String> ids = clinic.sites().stream().map(Clinic.Site::id).toList();
    if (!ids.contains(id)) {
      throw Refused.usage(
          "--site "
              + id
              + ": the sites are "
              + String.join(", ", ids)
              + "."
              + Suggestion.didYouMean(id, ids));
    }
    return each -> each.withOnlySite(id);
  }
}
