package org.duecourse.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;

/** Which clinic a page shows, of those that the account works at. */
final class Clinics {
  private final Desk desk;

  Clinics(Desk desk) {
    this.desk = desk;
  }

  /** The clinics of an account, by name. */
  List<Site> of(Account account) {
    return desk.people().sites().stream()
        .filter(Site::active)
        .filter(site -> account.actor().isAt(site.id()))
        .sorted(java.util.Comparator.comparing(Site::name))
        .toList();
  }

  /** The one that was asked for, else the first; empty where the account has none. */
  Optional<Site> chosen(Account account, String asked) {
    List<Site> own = of(account);
    if (asked.isEmpty()) {
      return own.stream().findFirst();
    }
    return Optional.of(
        own.stream()
            .filter(site -> site.id().equals(asked))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refused(
                        Fault.NOT_FOUND,
                        "There is no clinic " + asked + " that you may see.",
                        List.of())));
  }

  /** The choice above a page. */
  DeskViews.Where where(Account account, Site here, Function<Site, String> address) {
    return new DeskViews.Where(
        here.name(),
        of(account).stream()
            .filter(site -> !site.id().equals(here.id()))
            .map(site -> new DeskViews.Link(address.apply(site), site.name()))
            .toList());
  }

  /** Names of the clinicians of a clinic, by id. */
  Map<String, String> names(String siteId) {
    return desk.people().practitioners(siteId).stream()
        .collect(Collectors.toMap(Practitioner::id, Practitioner::name));
  }

  /** A site, for its zone. */
  Site site(String id) {
    return desk.people().site(id);
  }

  /** As choices of a form. */
  static List<Choice> choices(List<Site> sites) {
    return sites.stream().map(site -> new Choice(site.id(), site.name())).toList();
  }
}
