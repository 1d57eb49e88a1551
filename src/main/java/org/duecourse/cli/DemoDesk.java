package org.duecourse.cli;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.LogImport;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.Orders;
import org.duecourse.desk.People;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.WeekBlock;
import org.duecourse.desk.WeekTemplate;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.ReadSettings;

/**
 * Fills an empty desk with Harbor, the invented example: its clinics and clinicians with weeks from
 * today on, and the records of the example, moved by whole weeks so that they end today. People and
 * clinicians have names that nobody could take for real. The same day gives the same desk.
 */
public final class DemoDesk {
  private static final Actor DEMO = new Actor("demo", EnumSet.allOf(Role.class), Set.of(), null);

  private static final List<String> TREES =
      List.of(
          "Alder",
          "Ash",
          "Aspen",
          "Beech",
          "Birch",
          "Bramble",
          "Cedar",
          "Cherry",
          "Clover",
          "Cypress",
          "Elder",
          "Elm",
          "Fern",
          "Fir",
          "Hazel",
          "Heather",
          "Holly",
          "Ivy",
          "Juniper",
          "Larch",
          "Laurel",
          "Linden",
          "Maple",
          "Mulberry",
          "Myrtle",
          "Nettle",
          "Oak",
          "Olive",
          "Pine",
          "Plum",
          "Poplar",
          "Quince",
          "Reed",
          "Rowan",
          "Sage",
          "Sorrel",
          "Spruce",
          "Sycamore",
          "Thistle",
          "Thyme",
          "Walnut",
          "Willow",
          "Yarrow",
          "Yew");

  private static final List<String> GIVEN =
      List.of(
          "Ada", "Ben", "Cora", "Dan", "Eva", "Finn", "Gina", "Hugo", "Ida", "Jon", "Kira", "Leo",
          "Mia", "Noa", "Otto", "Pia", "Quin", "Rosa", "Sam", "Tess", "Uma", "Vito", "Wim", "Xena",
          "Yara", "Zeb");

  private static final List<String> FAMILY =
      List.of(
          "Sample",
          "Example",
          "Specimen",
          "Placeholder",
          "Testcase",
          "Mockup",
          "Invented",
          "Fictional");

  private final Desk desk;
  private final Path harbor;
  private final LocalDate today;

  private DemoDesk(Desk desk, Path harbor, LocalDate today) {
    this.desk = desk;
    this.harbor = harbor;
    this.today = today;
  }

  /** What was filled in. */
  public record Filled(int clinicians, LogImport.Imported imported) {}

  /**
   * Fills a desk that has no clinic yet.
   *
   * @param harbor the folder of the example
   */
  public static Filled fill(Desk desk, Path harbor, LocalDate today) {
    return new DemoDesk(desk, harbor, today).fill();
  }

  private Filled fill() {
    try (AccessLog log = LogReader.read(harbor, ReadSettings.asOfToday(today))) {
      log.duck()
          .read(
              "select site_id, name, zone, calendar from sites order by 1",
              row ->
                  Site.of(
                      row.text("site_id"),
                      row.text("name"),
                      row.text("zone"),
                      row.text("calendar")))
          .forEach(site -> desk.people().keep(DEMO, crisisLine(site)));
      List<Practitioner> clinicians = clinicians(log);
      Map<String, Integer> atSite = new HashMap<>();
      for (Practitioner who : clinicians) {
        desk.people().keep(DEMO, who);
        int number = atSite.merge(who.sites().getFirst(), 1, Integer::sum);
        desk.supply()
            .keep(
                DEMO, new WeekTemplate(who.id(), who.sites().getFirst(), today, week(who, number)));
      }
      rooms();
      long weeks = ChronoUnit.DAYS.between(log.asOf(), today) / 7;
      LogImport.Imported imported =
          desk.logImport()
              .take(
                  DEMO,
                  log,
                  new LogImport.Settings(
                      Math.toIntExact(weeks * 7),
                      desk.people().sites().getFirst().zoneId(),
                      "us-ca.core",
                      DemoDesk::name));
      desk.afterManyRows();
      people(clinicians);
      DemoWeeks.fill(desk, DEMO, today);
      return new Filled(clinicians.size(), imported);
    }
  }

  private static Site crisisLine(Site site) {
    return new Site(
        site.id(),
        site.name(),
        site.zone(),
        site.calendar(),
        site.horizonDays(),
        site.holdMinutes(),
        site.id().equals("valley"),
        site.offerBatch(),
        site.offerMinutes(),
        "555-0100",
        true,
        0);
  }

  private static List<Practitioner> clinicians(AccessLog log) {
    List<Practitioner> all = new ArrayList<>();
    log.duck()
        .read(
            "select clinician_id, site_id, discipline, fte from clinicians order by 1",
            row -> {
              int n = all.size();
              all.add(
                  new Practitioner(
                      row.text("clinician_id"),
                      "Dr. " + TREES.get(n % TREES.size()),
                      row.text("discipline").equals("psychiatry") ? "psychiatrist" : "therapist",
                      n % 4 == 0 ? List.of("en", "es") : List.of("en"),
                      null,
                      row.number("fte"),
                      true,
                      List.of(row.text("site_id")),
                      0));
              return n;
            });
    return all;
  }

  /**
   * An ordinary week. The first two of a clinic keep a place for crises each morning, released a
   * day before; the third leads a group.
   */
  private static List<WeekBlock> week(Practitioner who, int number) {
    List<WeekBlock> week = new ArrayList<>();
    int days = (int) Math.ceil(5 * who.fte() - 1e-9);
    for (int d = 0; d < days; d++) {
      DayOfWeek day = DayOfWeek.of(d + 1);
      week.add(
          number <= 2
              ? WeekBlock.of(day, "08:00", "09:00", Purpose.CRISIS, 60).releasedHoursBefore(24)
              : WeekBlock.of(day, "08:00", "09:00", Purpose.RETURN, 60));
      week.add(WeekBlock.of(day, "09:00", "12:00", Purpose.RETURN, 60));
      week.add(WeekBlock.of(day, "12:00", "13:00", Purpose.BREAK, 60));
      week.add(WeekBlock.of(day, "13:00", "14:30", Purpose.FIRST, 90).releasedHoursBefore(48));
      if (number == 3 && day == DayOfWeek.TUESDAY) {
        week.add(WeekBlock.of(day, "14:30", "16:00", Purpose.GROUP, 90));
      } else {
        week.add(WeekBlock.of(day, "14:30", "15:30", Purpose.RETURN, 60));
        week.add(WeekBlock.of(day, "15:30", "16:00", Purpose.ADMIN, 30));
      }
      week.add(WeekBlock.of(day, "16:00", "17:00", Purpose.PROTECTED, 60));
    }
    return week;
  }

  private void rooms() {
    for (Site site : desk.people().sites()) {
      for (int n = 1; n <= 4; n++) {
        desk.people()
            .add(DEMO, new People.Room(site.id() + "-room-" + n, site.id(), "Room " + n, true));
      }
    }
  }

  private static LogImport.Name name(String id) {
    int hash = id.hashCode();
    return new LogImport.Name(
        GIVEN.get(Math.floorMod(hash, GIVEN.size())),
        FAMILY.get(Math.floorMod(hash / GIVEN.size(), FAMILY.size())) + " " + id,
        "555-01" + (10 + Math.floorMod(hash, 90)));
  }

  /** A given name of the n-th person. */
  static String given(int n) {
    return GIVEN.get(Math.floorMod(n, GIVEN.size()));
  }

  /** Some wait for an earlier time, a group meets, and a clinician is away next week. */
  private void people(List<Practitioner> clinicians) {
    for (Site site : desk.people().sites()) {
      List<Orders.Unbooked> waiting = desk.orders().unbooked(DEMO, site.id(), VisitKind.RETURN, 6);
      waiting.forEach(order -> desk.orders().wantEarlier(DEMO, order.id(), true, 24));
    }
    Practitioner leader =
        clinicians.stream()
            .filter(c -> c.id().equals("eastside-03"))
            .findFirst()
            .orElse(clinicians.get(2));
    String siteId = leader.sites().getFirst();
    desk.supply().blocks(siteId, today.plusDays(1), today.plusDays(14)).stream()
        .filter(
            block -> block.purpose() == Purpose.GROUP && block.clinicianId().equals(leader.id()))
        .findFirst()
        .ifPresent(
            block -> {
              desk.groups().plan(DEMO, block.id(), "Calm and steady", 8, 3);
              for (int n = 1; n <= 3; n++) {
                groupOrder(siteId, leader.id(), block.day(), n);
              }
            });
    Practitioner away = clinicians.getLast();
    Site site = desk.people().site(away.sites().getFirst());
    LocalDate monday = today.with(java.time.temporal.TemporalAdjusters.next(DayOfWeek.MONDAY));
    Instant from = monday.atTime(LocalTime.of(8, 0)).atZone(site.zoneId()).toInstant();
    desk.absences()
        .declare(DEMO, site.id(), away.id(), from, from.plus(2, ChronoUnit.DAYS), "leave");
  }

  private void groupOrder(String siteId, String clinicianId, LocalDate day, int n) {
    String patient =
        desk.people()
            .add(
                DEMO,
                new People.NewPatient(
                    "G" + n,
                    GIVEN.get(n),
                    "Groupsample G" + n,
                    null,
                    siteId,
                    "en",
                    "555-0199",
                    null,
                    "phone"));
    NewOrder order =
        new NewOrder(
            VisitKind.GROUP,
            patient,
            siteId,
            clinicianId,
            today,
            today,
            day,
            day.plusDays(14),
            3,
            "usual",
            org.duecourse.booking.Continuity.PREFERRED,
            null,
            null,
            Mode.IN_PERSON,
            90,
            "routine",
            1,
            7);
    String id = desk.orders().enter(DEMO, order).getFirst();
    if (n == 1) {
      desk.groups().ahead(siteId).stream()
          .findFirst()
          .ifPresent(session -> desk.groups().seat(DEMO, session.id(), id));
    }
  }
}
