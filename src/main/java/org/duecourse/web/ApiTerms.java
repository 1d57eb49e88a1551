package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import org.duecourse.desk.Site;
import org.duecourse.worklist.ContractTerms;
import org.duecourse.worklist.Judged;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: how clinics stand to the terms of contracts. */
@RestController
@RequestMapping("/api/v1")
class ApiTerms {
  private final Clinics clinics;
  private final ContractTerms terms;

  ApiTerms(Clinics clinics, ContractTerms terms) {
    this.clinics = clinics;
    this.terms = terms;
  }

  @GetMapping("/contract-terms")
  ApiAnswers.TermList terms(HttpServletRequest request) {
    return new ApiAnswers.TermList(
        terms.judge(clinics.of(Requests.signedIn(request)).stream().map(Site::id).toList()).stream()
            .map(ApiTerms::term)
            .toList());
  }

  private static ApiAnswers.TermOut term(Judged judged) {
    boolean small = TermWords.isSmall(judged);
    return new ApiAnswers.TermOut(
        judged.term().id(),
        judged.term().kind(),
        judged.term().value(),
        judged.siteId(),
        judged.from(),
        judged.until(),
        judged.weeks(),
        judged.needed(),
        small ? null : (Double) judged.part(),
        small ? null : (Double) judged.whole(),
        small ? null : judged.value(),
        judged.verdict(),
        judged.relieved().stream().map(Judged.Relieved::monday).toList(),
        judged.missedSince(),
        judged.triggered(),
        judged.term().source());
  }
}
