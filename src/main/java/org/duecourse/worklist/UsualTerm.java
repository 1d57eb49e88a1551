package org.duecourse.worklist;

import java.util.List;
import org.duecourse.io.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * A term that contracts of the field have held ({@code contract-terms.yaml}); it applies nowhere
 * before it is adopted.
 *
 * @param evidence how well it is known
 */
public record UsualTerm(
    String id,
    ContractTerm.Kind kind,
    double value,
    int rollingWeeks,
    @Nullable Integer triggerMonths,
    int swapWeeks,
    String source,
    String evidence) {
  /** All of them, in the order of the file. */
  public static final List<UsualTerm> ALL = read();

  private static List<UsualTerm> read() {
    Yaml file = Yaml.resource(UsualTerm.class, "contract-terms.yaml");
    List<UsualTerm> terms =
        file.top().sections("terms").stream()
            .map(
                term -> {
                  ContractTerm.Kind kind = term.choice("kind", ContractTerm.Kind.class);
                  var months = term.integerIfThere("trigger_months", 1, 24);
                  return new UsualTerm(
                      term.text("id"),
                      kind,
                      term.number("value", kind.least(), kind.most()),
                      term.integer("rolling_weeks", 1, 52),
                      months.isPresent() ? months.getAsInt() : null,
                      term.integer("swap_weeks", 0, 12, 2),
                      term.text("source"),
                      term.text("evidence"));
                })
            .toList();
    file.refuse("The usual terms of contracts cannot be read.");
    return terms;
  }
}
