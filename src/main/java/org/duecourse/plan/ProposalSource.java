package org.duecourse.plan;

/**
 * Who stands behind a change or an assumption, and in which words.
 *
 * @param givenBy a side, an office, a file; "not said" where nobody was named
 * @param assumption what was assumed, in a sentence; may be empty
 */
public record ProposalSource(String givenBy, String assumption) {
  /** What a reader sees where nobody was named. */
  public static final String NOT_SAID = "not said";
}
