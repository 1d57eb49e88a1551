package org.duecourse.plan;

import org.duecourse.io.Yaml;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.ClinicReader;

/** Two small clinics with everything in them that proposals change. */
final class SmallClinic {
  private static final String TEXT =
      """
      name: Small, today
      roles:
        - {id: therapist, pay_a_year: 90000}
        - {id: psychologist, pay_a_year: 120000}
      ratio: {first: 1, returns: 4, release_days_before: 2}
      crisis: {arrivals_a_week: 2}
      sites:
        - id: north
          posts: [{role: therapist, count: 3}, {role: psychologist}]
          demand: {requests_a_week: 13}
        - id: south
          posts: [{role: therapist, count: 2}]
          demand: {requests_a_week: 6}
      start: {caseload_per_fte: 50, waiting_requests_per_fte: 2}
      """;

  private SmallClinic() {}

  static Clinic today() {
    return ClinicReader.read(Yaml.parse("small.yaml", TEXT));
  }

  static Proposal proposal(String text) {
    return ProposalReader.read(Yaml.parse("proposal.yaml", text), today());
  }
}
