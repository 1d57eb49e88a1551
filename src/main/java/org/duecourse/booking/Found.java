package org.duecourse.booking;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a search found. No proposal is an answer too: then the step is the last one.
 *
 * @param step how far it had to look
 * @param from the first day looked at
 * @param to the last day looked at; before the first where no day was left
 * @param proposals the best first, five at most
 * @param fitting how many openings fit in all
 * @param whyNotEarlier what became of the openings before the first proposal
 */
public record Found(
    Step step,
    LocalDate from,
    LocalDate to,
    List<Proposal> proposals,
    int fitting,
    WhyNotEarlier whyNotEarlier) {
  public Found {
    proposals = List.copyOf(proposals);
  }

  /** The proposals as a calendar shows them. */
  public List<Proposal> byTime() {
    return proposals.stream()
        .sorted(
            Comparator.comparing((Proposal proposal) -> proposal.opening().start())
                .thenComparing(proposal -> proposal.opening().clinician().id()))
        .toList();
  }

  /** The proposal that comes first in time. */
  public Optional<Proposal> earliest() {
    return byTime().stream().findFirst();
  }
}
