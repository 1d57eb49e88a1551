package org.duecourse.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duecourse.simulate.Clinic;

/**
 * What one side proposes: changes to a clinic, or a whole clinic in its place.
 *
 * @param name what its column is called
 * @param side who proposes it; may be empty
 * @param parts what it changes and who gave each; none: the clinic as it is
 * @param assumptions what else it rests on
 * @param ranges how far assumptions may be off, as this side sees it
 * @param whole a clinic in place of today's
 */
public record Proposal(
    String name,
    String side,
    List<Part> parts,
    List<ProposalSource> assumptions,
    Map<Assumption, Assumption.Range> ranges,
    Optional<Clinic> whole) {

  /** A change with who gave it. */
  public record Part(ProposalChange change, ProposalSource source) {}

  /** Copies the lists. */
  public Proposal {
    parts = List.copyOf(parts);
    assumptions = List.copyOf(assumptions);
    ranges = Map.copyOf(ranges);
  }

  /** The clinic as it is, as a column to compare with. */
  public static Proposal today() {
    return new Proposal("Today", "", List.of(), List.of(), Map.of(), Optional.empty());
  }

  /** The clinic with everything changed that is proposed, in the order of the file. */
  public Clinic applyTo(Clinic today) {
    Clinic clinic = whole.orElse(today);
    for (Part part : parts) {
      clinic = part.change().applyTo(clinic);
    }
    return clinic;
  }
}
