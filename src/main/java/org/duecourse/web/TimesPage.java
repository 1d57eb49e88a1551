package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duecourse.booking.Found;
import org.duecourse.booking.PartOfDay;
import org.duecourse.booking.Proposal;
import org.duecourse.booking.Step;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.Desk;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.Order;
import org.duecourse.desk.Patient;
import org.duecourse.desk.Role;
import org.duecourse.desk.Searching;
import org.duecourse.desk.Site;
import org.duecourse.desk.Visit;
import org.jspecify.annotations.Nullable;

/** The page of times for an order, to book one or to move a visit there. */
final class TimesPage {
  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  TimesPage(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  /**
   * The page.
   *
   * @param form what was asked for, and what was chosen if it is shown again
   * @param news what just happened, or empty
   * @param moving the visit that is moved, or null
   */
  Page show(
      HttpServletRequest request, String orderId, Form form, String news, @Nullable Visit moving) {
    Account account = Requests.signedIn(request);
    List<Site> own = clinics.of(account);
    Asking asking = Asking.of(form, own);
    Searching.Result result = asking.search(desk, account, orderId);
    Order order = result.order();
    Site site = clinics.site(order.siteId());
    Found found = result.found();
    Step further = further(found.step(), !asking.otherSites().isEmpty());
    String base =
        moving == null ? "/orders/" + orderId + "/book" : "/visits/" + moving.id() + "/move";
    Map<String, String> names = names(found, site);
    return pages.page(
        "desk/times",
        moving == null ? "Book a " + DeskWords.kind(order.kind()) : "Move visit " + moving.id(),
        new DeskViews.Times(
            form,
            head(account, order, site),
            news,
            finding(found, order),
            found.byTime().stream().map(proposal -> time(proposal, site, names)).toList(),
            found.whyNotEarlier().words(),
            found.whyNotEarlier().inWindow().openings() > 0,
            "/orders/" + orderId + "/earlier" + asking.query(),
            new DeskViews.Link(
                further == null ? "" : base + asking.further(further).query(),
                further == null ? "" : "None of these: look " + further.words()),
            form.value("key").isEmpty() || !news.isEmpty()
                ? UUID.randomUUID().toString()
                : form.value("key"),
            order.version(),
            moving == null ? "" : moving.id(),
            moving == null ? 0 : moving.version(),
            moveReasons(),
            DeskWords.choices(EarlierTimes.DECLINE_REASONS),
            found.proposals().isEmpty(),
            wishes(base, asking, own, site),
            moving == null && account.roles().stream().anyMatch(Role::overridesRules)
                ? "/orders/" + orderId + "/override"
                : ""));
  }

  private static DeskViews.WishForm wishes(
      String address, Asking asking, List<Site> own, Site site) {
    return new DeskViews.WishForm(
        address,
        Form.showing(asking.entries()),
        asking.words(),
        Arrays.stream(DayOfWeek.values())
            .map(day -> new Choice(day.name(), SupplyWords.name(day)))
            .toList(),
        Arrays.stream(PartOfDay.values())
            .map(part -> new Choice(part.name(), Words.sentence(part.words())))
            .toList(),
        SupplyWords.modes(),
        Clinics.choices(own.stream().filter(other -> !other.id().equals(site.id())).toList()),
        asking.entries().entrySet().stream()
            .flatMap(
                entry -> entry.getValue().stream().map(value -> new Choice(entry.getKey(), value)))
            .toList());
  }

  /** Names of the clinicians of the order's clinic and of the other ones that were found. */
  private Map<String, String> names(Found found, Site site) {
    return Stream.concat(
            Stream.of(site.id()), found.proposals().stream().map(p -> p.opening().siteId()))
        .distinct()
        .flatMap(id -> clinics.names(id).entrySet().stream())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  /** The next step of looking, or null where there are no openings beyond. */
  private static @Nullable Step further(Step step, boolean others) {
    return switch (step) {
      case IN_WINDOW -> Step.TO_LEGAL_LIMIT;
      case TO_LEGAL_LIMIT -> others ? Step.OTHER_SITES : Step.SEVEN_DAYS_MORE;
      case OTHER_SITES -> Step.SEVEN_DAYS_MORE;
      case SEVEN_DAYS_MORE -> Step.FOURTEEN_DAYS_MORE;
      case FOURTEEN_DAYS_MORE -> Step.TO_HORIZON;
      case TO_HORIZON -> null;
    };
  }

  private static String finding(Found found, Order order) {
    if (found.proposals().isEmpty()) {
      return "No opening from "
          + Zones.day(found.from())
          + " to "
          + Zones.day(found.to().isBefore(found.from()) ? found.from() : found.to())
          + ".";
    }
    String fit = found.fitting() == 1 ? "1 opening fits" : found.fitting() + " openings fit";
    return found.step() == Step.IN_WINDOW
        ? fit + " in the window."
        : "No opening in the window to "
            + Zones.day(order.latest())
            + ". Looked "
            + found.step().words()
            + ": "
            + fit
            + ".";
  }

  private DeskViews.Time time(Proposal proposal, Site home, Map<String, String> names) {
    String clinician = proposal.opening().clinician().id();
    String siteId = proposal.opening().siteId();
    Site site = siteId.equals(home.id()) ? home : clinics.site(siteId);
    return new DeskViews.Time(
        PlaceText.of(proposal),
        DeskWords.moment(proposal.opening().start(), site),
        names.getOrDefault(clinician, clinician)
            + ", "
            + DeskWords.mode(proposal.mode())
            + (site.equals(home) ? "" : ", at " + site.name()),
        proposal.words());
  }

  private static List<Choice> moveReasons() {
    return Arrays.stream(Bookings.By.values())
        .flatMap(
            by ->
                Bookings.CANCEL_REASONS.stream()
                    .map(
                        reason ->
                            new Choice(
                                by.name() + ":" + reason,
                                Words.sentence(by.name().toLowerCase(Locale.ROOT))
                                    + ": "
                                    + DeskWords.reason(reason))))
        .toList();
  }

  /** What a page of the order says first. */
  DeskViews.OrderHead head(Account account, Order order, Site site) {
    Patient patient = desk.people().patient(account.actor(), order.patientId());
    LocalDate today = site.dayOf(desk.clock().instant());
    return DeskWords.head(order, patient, site, today, clinics.names(order.siteId()));
  }
}
