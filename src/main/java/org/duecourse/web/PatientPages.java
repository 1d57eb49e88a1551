package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.duecourse.desk.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What all pages of patients have in common: language, help, and what is said of an odd link. */
final class PatientPages {
  private final Pages pages;

  PatientPages(Pages pages) {
    this.pages = pages;
  }

  /** The language that the address or the form names, if it is one of ours. */
  static Optional<PatientWords> asked(HttpServletRequest request) {
    String asked = request.getParameter("lang");
    return asked == null ? Optional.empty() : PatientWords.find(asked);
  }

  /**
   * What surrounds a page.
   *
   * @param address of the same page in another language
   */
  OfferViews.Around around(
      PatientWords words, @Nullable Site site, Function<PatientWords, String> address) {
    return new OfferViews.Around(
        words,
        site == null ? "" : site.name(),
        PatientWords.all().stream()
            .filter(other -> other != words)
            .map(
                other ->
                    new OfferViews.OtherLanguage(
                        address.apply(other), other.tag(), other.say("name")))
            .toList(),
        site == null ? words.say("help.us") : words.help(site),
        site == null || site.crisisLine().isEmpty()
            ? ""
            : words.say("help.clinic", site.crisisLine()));
  }

  /** A link that opens nothing (404), that comes too often (429), an answer not from our page. */
  Page unknown(HttpServletRequest request, HttpStatus status) {
    return pages
        .page("patient/unknown", words(request).say("title.unknown"), said(request, status))
        .status(status.value());
  }

  /** The same, from a filter. */
  void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status) {
    pages.write(
        request,
        response,
        "patient/unknown",
        words(request).say("title.unknown"),
        said(request, status),
        status.value(),
        true);
  }

  private OfferViews.Unknown said(HttpServletRequest request, HttpStatus status) {
    PatientWords words = words(request);
    return new OfferViews.Unknown(
        around(words, null, other -> "?lang=" + other.code()),
        switch (status) {
          case TOO_MANY_REQUESTS -> List.of(words.say("busy"));
          case FORBIDDEN -> List.of(words.say("forged"));
          default -> List.of(words.say("unknown"), words.say("unknown.next"));
        });
  }

  private static PatientWords words(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    return asked(request)
        .orElseGet(() -> PatientWords.preferred(accepted == null ? "en" : accepted));
  }
}
