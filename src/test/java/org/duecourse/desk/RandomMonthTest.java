package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.duecourse.absence.Deviations;
import org.duecourse.absence.NewTimes;
import org.duecourse.absence.RebookRuns;
import org.duecourse.absence.Run;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Proposal;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.Step;
import org.duecourse.booking.Wishes;
import org.duecourse.crisis.Crisis;
import org.duecourse.crisis.Reserve;
import org.duecourse.desk.Bookings.By;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.ContractTerms;
import org.duecourse.worklist.Inbox;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.Swap;
import org.duecourse.worklist.Swaps;
import org.duecourse.worklist.Worklist;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Weeks of chance at a small clinic: people ask, book, cancel, do not come; clinicians fall ill,
 * extend, change their week. After every event nobody has fallen out and nobody is booked twice,
 * and what the search proposes can be booked.
 */
class RandomMonthTest {
  private enum Event {
    ORDER,
    BOOK_BEST,
    HOLD,
    CONFIRM,
    RELEASE,
    MOVE,
    CANCEL_PATIENT,
    CANCEL_CLINIC,
    OUTCOME,
    EXTEND,
    CLOSE,
    SUPERSEDE,
    EARLIER_LIST,
    OFFERS,
    ANSWER_OFFER,
    ABSENCE,
    WITHDRAW_ABSENCE,
    COMPLETE_TASK,
    TIME_PASSES,
    NEW_WEEK,
    SERIES,
    MERGE,
    ANNOUNCE,
    PLAN,
    CRISIS,
    CRISIS_STEP,
    NAME_COVER,
    ATTEMPT,
    PUT_OFF,
    MESSAGE,
    WORK_BY_HAND,
    CARE_AFTER,
    RISK_FLAG,
    NEW_TIME,
    SWAP,
    ANSWER_SWAP,
    REPLAY,
    READ
  }

  private static final Actor TRIAGE =
      DeskWorld.actor("triage", Role.TRIAGE_CLINICIAN, Role.SCHEDULER);

  private static final Actor NORTH =
      new Actor("north", EnumSet.of(Role.SCHEDULER), Set.of("north"), null);

  private final Map<Event, Integer> did = new EnumMap<>(Event.class);

  @Test
  void noRuleIsBrokenInWeeksOfChance() {
    run("2026-06-08", 7, 700, EnumSet.complementOf(EnumSet.of(Event.NEW_TIME)));
  }

  /** Over the end of summer time on November 1, 2026. */
  @Tag("heavy")
  @Test
  void noRuleIsBrokenInMonthsOfChance() {
    run("2026-10-05", 2026, 2_000, Set.of(Event.values()));
  }

  /** The same for as long as it takes: {@code mvn -Pmonth test}. */
  @Tag("month")
  @Test
  void noRuleIsBrokenInTenThousandEventsOfChance() {
    run("2026-10-05", 2026, 10_000, Set.of(Event.values()));
  }

  private void run(String day, long seed, int events, Set<Event> needed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (DeskWorld world = eastside(day)) {
      DeskRules rules = new DeskRules(world);
      LocalDate extended = today(world);
      for (int i = 0; i < events; i++) {
        Event event = Event.values()[random.nextInt(Event.values().length)];
        String which = "seed " + seed + ", event " + i + ": " + event;
        try {
          if (happens(world, event, random, rules)) {
            did.merge(event, 1, Integer::sum);
          }
        } catch (Refused e) {
          // A refusal in words is an answer; a fault of ours is not.
          assertThat(e.fault()).as(which + ": " + e.getMessage()).isNotEqualTo(Fault.INTERNAL);
        }
        if (!today(world).equals(extended)) {
          extended = today(world);
          rounds(world);
        }
        assertThat(rules.broken()).as(which).isEmpty();
        if (i % 500 == 499) {
          assertThat(rules.brokenAnywhere()).as("all rows, after " + which).isEmpty();
        }
      }
      assertThat(rules.brokenAnywhere()).as("all rows, at the end").isEmpty();
      world.nothingIsBroken();
      assertThat(did.keySet()).as("events that happened").containsAll(needed);
    }
  }

  /** Eastside from a Monday on, with a crisis floor and a term that protects four hours a week. */
  private static DeskWorld eastside(String day) {
    DeskWorld world = DeskWorld.at(day, "08:00");
    world.site("eastside");
    world.site("north");
    for (String who : List.of("lee", "cho")) {
      world.clinician(who, "eastside");
      world.week(who, "eastside", day);
    }
    Reserve.over(world.desk()).keep(MANAGER, "eastside", 60);
    ContractTerms.over(world.desk())
        .adopt(
            MANAGER,
            new ContractTerms.NewTerm(
                ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                null,
                4,
                13,
                null,
                2,
                LocalDate.parse(day),
                "the contract of these tests"));
    rounds(world);
    return world;
  }

  /** What the desk does by itself each day. */
  private static void rounds(DeskWorld world) {
    world.desk().supply().extendAll();
    Crisis.over(world.desk()).raiseGaps();
    ProtectedTime.over(world.desk()).swaps().settle();
    Deviations.over(world.desk()).raise();
  }

  private boolean happens(DeskWorld world, Event event, SplittableRandom random, DeskRules rules) {
    Desk desk = world.desk();
    return switch (event) {
      case ORDER -> {
        LocalDate today = today(world);
        LocalDate target = today.plusDays(1 + random.nextInt(20));
        world.returnOrder(
            world.patient(),
            random.nextBoolean() ? "lee" : "cho",
            target.minusDays(random.nextInt(3)).toString(),
            target.toString(),
            target.plusDays(random.nextInt(5)).toString());
        yield true;
      }
      case SERIES -> {
        LocalDate today = today(world);
        desk.orders()
            .enter(
                CLERK,
                NewOrder.returnVisit(
                        world.patient(),
                        "eastside",
                        "lee",
                        today,
                        today.plusDays(5),
                        today.plusDays(7),
                        today.plusDays(9))
                    .series(2 + random.nextInt(3), 7));
        yield true;
      }
      case ANNOUNCE -> {
        // Somebody will be away when a visit is booked.
        Instant from =
            Instant.parse(
                    one(
                        world,
                        random,
                        """
                        select to_char(lower(during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from appointment
                        where state = 'booked' order by id
                        """))
                .minus(Duration.ofHours(1));
        desk.absences()
            .announce(
                MANAGER,
                "eastside",
                null,
                from,
                from.plus(Duration.ofHours(2 + random.nextInt(4))),
                "strike",
                null);
        yield true;
      }
      case PLAN -> {
        String id =
            one(
                world,
                random,
                """
                select distinct x.id::text from absence x join appointment a on a.state = 'booked' and a.during && x.during
                  and (x.clinician_id is null or x.clinician_id = a.clinician_id)
                where x.planned and x.withdrawn_at is null order by 1
                """);
        RebookRuns runs = RebookRuns.over(desk);
        Run draft = runs.draft(MANAGER, Long.parseLong(id), random.nextInt(3));
        runs.approve(MANAGER, draft.id(), draft.version());
        RebookRuns.Applied applied = runs.apply(MANAGER, draft.id(), 0);
        assertThat(applied.lost()).as("alone at the desk, what is planned can be had").isZero();
        yield !draft.lines().isEmpty();
      }
      case CRISIS -> {
        Crisis crisis = Crisis.over(desk);
        if (random.nextBoolean()) {
          crisis.enter(
              TRIAGE, new Crisis.NewRequest("eastside", world.patient(), "", "phone", "emergency"));
          yield true;
        }
        String id =
            one(world, random, "select id from crisis_request where closed_at is null order by id");
        if (random.nextBoolean()) {
          crisis.orderReturn(TRIAGE, id, "lee");
        } else {
          crisis.seen(TRIAGE, id);
        }
        yield true;
      }
      case CRISIS_STEP -> {
        String id =
            one(world, random, "select id from crisis_request where closed_at is null order by id");
        Crisis crisis = Crisis.over(desk);
        if (random.nextBoolean()) {
          crisis.contacted(TRIAGE, id);
        } else {
          crisis.transferred(TRIAGE, id, "the county's mobile team", "their lead");
        }
        yield true;
      }
      case NAME_COVER -> {
        String day = today(world).plusDays(random.nextInt(20)).toString();
        int from = 8 + random.nextInt(6);
        Crisis.over(desk)
            .name(
                MANAGER,
                "eastside",
                random.nextBoolean() ? "lee" : "cho",
                DeskWorld.instant(day, "%02d:00".formatted(from)),
                DeskWorld.instant(day, "%02d:30".formatted(from + 1 + random.nextInt(4))),
                "phone");
        yield true;
      }
      case PUT_OFF -> {
        String id =
            one(world, random, "select id::text from task where state = 'open' order by id");
        Worklist.over(desk)
            .defer(
                CLERK,
                Long.parseLong(id),
                today(world).plusDays(random.nextInt(3)),
                "asked to call later");
        yield true;
      }
      case MESSAGE -> {
        Inbox inbox = Inbox.over(desk);
        if (random.nextBoolean()) {
          inbox.receive(
              CLERK,
              new Inbox.NewMessage(
                  "eastside",
                  person(world, random),
                  "",
                  null,
                  "phone",
                  "care",
                  random.nextInt(4) == 0,
                  "asks for a call",
                  null),
              null);
        } else {
          inbox.answer(
              CLERK,
              one(
                  world,
                  random,
                  "select substr(dedupe, 9) from task where kind = 'message' and state = 'open' order by 1"),
              "phone",
              "called back");
        }
        yield true;
      }
      case WORK_BY_HAND -> {
        Worklist.over(desk)
            .enter(
                MANAGER,
                new Worklist.NewTask(
                    TaskKind.AGENCY,
                    "eastside",
                    person(world, random),
                    null,
                    false,
                    "a form for the county"),
                null);
        yield true;
      }
      case CARE_AFTER -> {
        Worklist.over(desk)
            .careAfter(
                TRIAGE,
                TaskKind.POST_DISCHARGE,
                "eastside",
                person(world, random),
                "lee",
                today(world),
                null);
        yield true;
      }
      case RISK_FLAG -> {
        desk.people().flag(TRIAGE, person(world, random), random.nextBoolean(), "seen by the team");
        yield true;
      }
      case NEW_TIME -> {
        String id =
            one(
                world,
                random,
                "select id from appointment where state = 'booked' and channel = 'absence' order by id");
        NewTimes times = NewTimes.over(desk);
        if (random.nextInt(3) == 0) {
          times.agree(CLERK, id, 0);
        } else {
          times.decline(CLERK, id, 0, "time", null);
        }
        yield true;
      }
      case SWAP -> {
        LocalDate day = today(world).plusDays(1 + random.nextInt(20));
        ProtectedTime.over(desk)
            .swaps()
            .propose(
                MANAGER,
                new Swaps.Proposal(
                    "lee",
                    "eastside",
                    day,
                    LocalTime.of(17, 0),
                    LocalTime.of(17, 30),
                    Purpose.RETURN,
                    day.plusDays(random.nextInt(10) - 4),
                    LocalTime.of(18, 0),
                    "people wait past their limit"));
        yield true;
      }
      case ANSWER_SWAP -> {
        Swaps swaps = ProtectedTime.over(desk).swaps();
        List<Swap> waiting = swaps.own(LEE).stream().filter(Swap::waitsForClinician).toList();
        if (waiting.isEmpty()) {
          yield false;
        }
        Swap swap = waiting.get(random.nextInt(waiting.size()));
        if (random.nextInt(4) == 0) {
          swaps.refuse(LEE, swap.id(), 0, "that day is full");
        } else {
          swaps.agree(LEE, swap.id(), 0);
        }
        yield true;
      }
      case REPLAY -> {
        // The same key gives the same visit, however often it is sent.
        String order =
            one(
                world,
                random,
                """
                select o.id from visit_order o where o.state = 'open'
                  and not exists (select 1 from appointment a where a.order_id = o.id and a.state in ('held', 'booked', 'arrived'))
                order by o.id
                """);
        List<Proposal> found =
            desk.searching()
                .find(CLERK, order, Wishes.NONE, Set.of(), Step.IN_WINDOW)
                .found()
                .proposals();
        if (found.isEmpty() || !found.getFirst().windowing().inWindow()) {
          yield false;
        }
        Proposal best = found.getFirst();
        Place place =
            new Place(
                best.opening().clinician().id(),
                "eastside",
                best.opening().start(),
                best.mode() == null ? Mode.IN_PERSON : best.mode(),
                null);
        String key = "key-" + random.nextLong();
        Booking first = desk.bookings().book(CLERK, order, 0, place, null, key, "staff");
        Booking again = desk.bookings().book(CLERK, order, 0, place, null, key, "staff");
        assertThat(((Booking.Done) again).visit().id())
            .isEqualTo(((Booking.Done) first).visit().id());
        yield true;
      }
      case READ -> {
        // Rule 9: whoever may see a record leaves a row in the audit; to others it is not there.
        String id = person(world, random);
        long before = readings(world, id);
        desk.people().patient(CLERK, id);
        assertThat(readings(world, id)).as("a reading of " + id).isEqualTo(before + 1);
        assertThatThrownBy(() -> desk.people().patient(NORTH, id))
            .isInstanceOfSatisfying(
                Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
        yield true;
      }
      case ATTEMPT -> {
        String id =
            one(
                world,
                random,
                "select id::text from task where state = 'open' and patient_id is not null order by id");
        Worklist.over(desk)
            .attempt(
                CLERK, Long.parseLong(id), "phone", random.nextBoolean() ? "reached" : "no_answer");
        yield true;
      }
      case MERGE -> {
        String people = "select id from patient where merged_into is null order by id";
        desk.merging().merge(MANAGER, one(world, random, people), one(world, random, people));
        yield true;
      }
      case BOOK_BEST, HOLD -> {
        String order =
            one(world, random, "select id from visit_order where state = 'open' order by id");
        Searching.Result result =
            desk.searching().find(CLERK, order, Wishes.NONE, Set.of(), Step.IN_WINDOW);
        if (result.found().proposals().isEmpty()) {
          yield false;
        }
        List<Proposal> found = result.found().proposals();
        Proposal best = found.get(random.nextInt(found.size()));
        Place place =
            new Place(
                best.opening().clinician().id(),
                "eastside",
                best.opening().start(),
                best.mode() == null ? Mode.IN_PERSON : best.mode(),
                null);
        SetAside late =
            best.windowing().inWindow() ? null : SetAside.because("nothing better was found");
        Booking booking =
            event == Event.HOLD
                ? desk.bookings().hold(CLERK, order, 0, place, null, null)
                : desk.bookings().book(CLERK, order, 0, place, late, null, "staff");
        // Alone at the desk, what is proposed can be had.
        assertThat(booking).as("%s at %s", order, place).isInstanceOf(Booking.Done.class);
        yield true;
      }
      case CONFIRM ->
          desk.bookings()
                  .confirm(CLERK, visit(world, random, "held"), SetAside.because("late, agreed"))
              instanceof Booking.Done;
      case RELEASE -> {
        desk.bookings().release(CLERK, visit(world, random, "held"));
        yield true;
      }
      case MOVE -> {
        String visit = visit(world, random, "booked");
        Place place =
            DeskWorld.place(
                random.nextBoolean() ? "lee" : "cho",
                today(world).plusDays(random.nextInt(20)).toString(),
                "%02d:00".formatted(9 + random.nextInt(8)));
        yield desk.bookings()
                .move(
                    MANAGER,
                    visit,
                    0,
                    place,
                    random.nextBoolean() ? By.CLINIC : By.PATIENT,
                    "time",
                    random.nextBoolean() ? SetAside.because("agreed with the patient") : null,
                    null)
            instanceof Booking.Done;
      }
      case CANCEL_PATIENT, CANCEL_CLINIC -> {
        desk.bookings()
            .cancel(
                CLERK,
                visit(world, random, "booked"),
                0,
                event == Event.CANCEL_CLINIC ? By.CLINIC : By.PATIENT,
                "other");
        yield true;
      }
      case OUTCOME -> {
        // The next visit takes place: the clock goes on to it.
        Instant next =
            Instant.parse(
                one(
                    world,
                    random,
                    """
                    select to_char(min(lower(during)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from appointment
                    where state in ('booked', 'arrived') having count(*) > 0
                    """));
        if (next.isAfter(world.instant())) {
          world.passes(Duration.between(world.instant(), next).plusMinutes(1));
          desk.sweep().run();
          rules.swept();
        }
        String past =
            one(
                world,
                random,
                "select id from appointment where state in ('booked', 'arrived') and lower(during) < '"
                    + world.instant()
                    + "' order by id");
        if (random.nextInt(3) == 0) {
          desk.bookings().noShow(CLERK, past, 0);
        } else {
          desk.bookings().attend(CLERK, past, 0);
        }
        yield true;
      }
      case EXTEND -> {
        Order order = openOrder(world, random);
        desk.orders()
            .extend(
                TRIAGE,
                order.id(),
                order.version(),
                order.latest().plusDays(5),
                "stable, can wait");
        yield true;
      }
      case CLOSE -> {
        Order order = openOrder(world, random);
        desk.orders().close(MANAGER, order.id(), order.version(), "not_needed");
        yield true;
      }
      case SUPERSEDE -> {
        Order order = openOrder(world, random);
        LocalDate today = today(world);
        desk.orders()
            .supersede(
                CLERK,
                order.id(),
                0,
                NewOrder.returnVisit(
                    order.patientId(),
                    "eastside",
                    "cho",
                    today,
                    today.plusDays(2),
                    today.plusDays(3),
                    today.plusDays(6)));
        yield true;
      }
      case EARLIER_LIST -> {
        desk.orders().wantEarlier(CLERK, openOrder(world, random).id(), true, 0);
        yield true;
      }
      case OFFERS -> {
        EarlierTimes.Worked worked = desk.earlierTimes().work();
        yield worked.offered() + worked.filled() + worked.ended() > 0;
      }
      case ANSWER_OFFER -> {
        String offer = one(world, random, "select id from offer where answer is null order by id");
        if (random.nextInt(3) == 0) {
          desk.earlierTimes().decline(CLERK, offer, "time");
        } else {
          desk.earlierTimes().accept(CLERK, offer);
        }
        yield true;
      }
      case ABSENCE -> {
        Instant from =
            DeskWorld.instant(today(world).plusDays(1 + random.nextInt(6)).toString(), "10:00");
        desk.absences()
            .declare(
                MANAGER,
                "eastside",
                random.nextInt(4) == 0 ? null : random.nextBoolean() ? "lee" : "cho",
                from,
                from.plus(Duration.ofHours(1 + random.nextInt(6))),
                "illness");
        yield true;
      }
      case WITHDRAW_ABSENCE -> {
        String id =
            one(
                world,
                random,
                "select id::text from absence where withdrawn_at is null order by id");
        desk.absences().withdraw(MANAGER, Long.parseLong(id));
        yield true;
      }
      case COMPLETE_TASK -> {
        String id =
            one(world, random, "select id::text from task where state = 'open' order by id");
        desk.tasks().complete(MANAGER, Long.parseLong(id), "looked at");
        yield true;
      }
      case TIME_PASSES -> {
        world.passes(Duration.ofMinutes(5 + random.nextInt(600)));
        desk.sweep().run();
        rules.swept();
        yield true;
      }
      case NEW_WEEK -> {
        if (random.nextInt(4) != 0) {
          yield false;
        }
        world.week("cho", "eastside", today(world).plusDays(random.nextInt(10)).toString());
        yield true;
      }
    };
  }

  private static String person(DeskWorld world, SplittableRandom random) {
    return one(world, random, "select id from patient where merged_into is null order by id");
  }

  private static long readings(DeskWorld world, String patient) {
    return world
        .store()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from audit where patient_id = :id and action = 'patient.read'")
                    .bind("id", patient)
                    .mapTo(Long.class)
                    .one());
  }

  private static LocalDate today(DeskWorld world) {
    return ZonedDateTime.ofInstant(world.instant(), DeskWorld.ZONE).toLocalDate();
  }

  private static Order openOrder(DeskWorld world, SplittableRandom random) {
    return world.order(
        one(world, random, "select id from visit_order where state = 'open' order by id"));
  }

  private static String visit(DeskWorld world, SplittableRandom random, String state) {
    return one(
        world, random, "select id from appointment where state = '" + state + "' order by id");
  }

  private static String one(DeskWorld world, SplittableRandom random, String sql) {
    List<String> all =
        new ArrayList<>(
            world.store().jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list()));
    if (all.isEmpty()) {
      throw Refused.input("There is none yet.");
    }
    return all.get(random.nextInt(all.size()));
  }
}
