package org.duecourse.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.duecourse.booking.Mode;
import org.duecourse.booking.PartOfDay;
import org.duecourse.booking.Step;
import org.duecourse.booking.Wishes;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Searching;
import org.duecourse.desk.Site;
import org.duecourse.io.Refused;

/**
 * What a search for times is asked, as it stands in an address: the patient's wishes, the other
 * clinics that would do, and how far to look.
 *
 * @param otherSites other clinics, all of them the account's
 */
record Asking(Wishes wishes, Set<String> otherSites, Step step) {
  Asking {
    otherSites = Set.copyOf(otherSites);
  }

  /** Reads it from an address or a form; what it does not know is left out. */
  static Asking of(Form form, List<Site> own) {
    Set<String> others = new LinkedHashSet<>(form.values("other"));
    others.forEach(
        other -> {
          if (own.stream().noneMatch(site -> site.id().equals(other))) {
            throw Refused.notFound("There is no clinic " + other + " that you may see.");
          }
        });
    return new Asking(
        new Wishes(
            all(DayOfWeek.class, form, "weekday"),
            all(PartOfDay.class, form, "part"),
            all(Mode.class, form, "way").stream().findFirst().orElse(null),
            day(form.value("notBefore")),
            form.chose("must", "yes")),
        others,
        all(Step.class, form, "step").stream().findFirst().orElse(Step.IN_WINDOW));
  }

  private static <E extends Enum<E>> Set<E> all(Class<E> type, Form form, String field) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> form.chose(field, each.name()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static @org.jspecify.annotations.Nullable LocalDate day(String typed) {
    try {
      return typed.isEmpty() ? null : LocalDate.parse(typed);
    } catch (DateTimeParseException e) {
      throw Refused.input("'" + typed + "' is not a day. Write it as 2026-06-09.");
    }
  }

  /** The same, looking further. */
  Asking further(Step further) {
    return new Asking(wishes, otherSites, further);
  }

  /** The same, with only days that suit from one on. */
  Asking notBefore(LocalDate day) {
    return new Asking(
        new Wishes(wishes.weekdays(), wishes.parts(), wishes.mode(), day, true), otherSites, step);
  }

  /** What the patient asks for: "Friday, in the morning, not before June 9, 2026", or nothing. */
  String words() {
    Mode mode = wishes.mode();
    LocalDate notBefore = wishes.notBefore();
    List<String> words = new ArrayList<>();
    wishes.weekdays().stream().sorted().map(SupplyWords::name).forEach(words::add);
    wishes.parts().stream().sorted().map(PartOfDay::words).forEach(words::add);
    if (mode != null) {
      words.add(DeskWords.mode(mode));
    }
    if (notBefore != null) {
      words.add("not before " + Zones.day(notBefore));
    }
    if (!otherSites.isEmpty()) {
      words.add("other clinics would do");
    }
    if (wishes.mustBeMet() && !words.isEmpty()) {
      words.add("nothing else will do");
    }
    return String.join(", ", words);
  }

  /** Searches. */
  Searching.Result search(Desk desk, Account account, String orderId) {
    return desk.searching()
        .find(
            account.actor(),
            orderId,
            wishes,
            otherSites,
            step == Step.OTHER_SITES && otherSites.isEmpty() ? Step.TO_LEGAL_LIMIT : step);
  }

  /** As entries of a form. */
  Map<String, List<String>> entries() {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    Mode mode = wishes.mode();
    LocalDate notBefore = wishes.notBefore();
    entries.put("weekday", wishes.weekdays().stream().sorted().map(DayOfWeek::name).toList());
    entries.put("part", wishes.parts().stream().sorted().map(PartOfDay::name).toList());
    entries.put("way", mode == null ? List.of() : List.of(mode.name()));
    entries.put("notBefore", notBefore == null ? List.of() : List.of(notBefore.toString()));
    entries.put("must", wishes.mustBeMet() ? List.of("yes") : List.of());
    entries.put("other", otherSites.stream().sorted().toList());
    entries.put("step", step == Step.IN_WINDOW ? List.of() : List.of(step.name()));
    return entries;
  }

  /** As the end of an address: "?step=SEVEN_DAYS_MORE", or nothing. */
  String query() {
    StringJoiner query = new StringJoiner("&", "?", "");
    query.setEmptyValue("");
    entries()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))));
    return query.toString();
  }
}
