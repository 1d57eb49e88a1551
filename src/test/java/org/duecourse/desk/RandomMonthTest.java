package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.duecourse.absence.RebookRuns;
import org.duecourse.absence.Run;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Proposal;
import org.duecourse.booking.Step;
import org.duecourse.booking.Wishes;
import org.duecourse.crisis.Crisis;
import org.duecourse.desk.Bookings.By;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
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
    ATTEMPT
  }

  private static final Actor TRIAGE =
      DeskWorld.actor("triage", Role.TRIAGE_CLINICIAN, Role.SCHEDULER);

  private final Map<Event, Integer> did = new EnumMap<>(Event.class);

  @Test
  void nobodyFallsOutInWeeksOfChance() {
    run(7, 900);
  }

  @Tag("heavy")
  @Test
  void nobodyFallsOutInMonthsOfChance() {
    run(2026, 2_500);
  }

  private void run(long seed, int events) {
    SplittableRandom random = new SplittableRandom(seed);
    try (DeskWorld world = DeskWorld.eastside()) {
      for (int i = 0; i < events; i++) {
        Event event = Event.values()[random.nextInt(Event.values().length)];
        String which = "seed " + seed + ", event " + i + ": " + event;
        try {
          if (happens(world, event, random)) {
            did.merge(event, 1, Integer::sum);
          }
        } catch (Refused e) {
          // A refusal in words is an answer; a fault of ours is not.
          assertThat(e.fault()).as(which + ": " + e.getMessage()).isNotEqualTo(Fault.INTERNAL);
        }
        assertThat(broken(world)).as(which).isEmpty();
      }
      world.nothingIsBroken();
      assertThat(did.keySet()).as("events that happened").containsAll(Set.of(Event.values()));
    }
  }

  /** The rules of the desk, each counted by SQL of its own; named where one is broken. */
  private static List<String> broken(DeskWorld world) {
    return world
        .store()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select 'no visit and no task: ' || o.id from visit_order o where o.state = 'open'
                          and not exists (select 1 from appointment a where a.order_id = o.id and a.state in ('booked', 'arrived'))
                          and not exists (select 1 from task t where t.order_id = o.id and t.state = 'open')
                        union all
                        select 'visit without its claims: ' || a.id from appointment a
                          where a.state in ('held', 'booked', 'arrived')
                            and (select count(*) from claim c where c.appointment_id = a.id and c.active and c.during = a.during) <> 2
                        union all
                        select 'claim of an ended visit: ' || a.id from appointment a join claim c on c.appointment_id = a.id
                          where c.active and a.state in ('no_show', 'cancelled_by_patient', 'cancelled_by_clinic', 'lapsed')
                        union all
                        select 'overlap: ' || a.id || ' ' || b.id from claim a join claim b
                          on a.resource = b.resource and a.id < b.id and a.during && b.during
                          where a.active and b.active and not a.overlap_ok and not b.overlap_ok
                        union all
                        select 'outside the window without a reason: ' || id from appointment
                          where state = 'booked' and not in_window and (override_reason is null or override_by is null)
                        union all
                        select 'ended order with a visit ahead: ' || o.id from visit_order o join appointment a on a.order_id = o.id
                          where o.state <> 'open' and a.state in ('held', 'booked', 'arrived')
                        union all
                        select 'ended order with an open task: ' || o.id from visit_order o join task t on t.order_id = o.id
                          where o.state <> 'open' and t.state = 'open'
                        union all
                        select 'visit in no time of the clinician: ' || a.id from appointment a
                          where a.state in ('held', 'booked') and a.override_rules = '{}' and not exists (
                            select 1 from block b where b.clinician_id = a.clinician_id and b.state in ('active', 'replaced')
                              and b.during @> a.during)
                            and not exists (select 1 from task t where t.appointment_id = a.id and t.state = 'open'
                              and t.kind = 'move_displaced')
                        union all
                        select 'row of a merged record: ' || a.id from appointment a join patient p on p.id = a.patient_id
                          where p.merged_into is not null
                        union all
                        select 'order of a merged record: ' || o.id from visit_order o join patient p on p.id = o.patient_id
                          where p.merged_into is not null
                        union all
                        select 'visit and order of two people: ' || a.id from appointment a join visit_order o on o.id = a.order_id
                          where o.patient_id <> a.patient_id
                        union all
                        select 'change without audit: ' || a.id from appointment a
                          where not exists (select 1 from audit x where x.subject = 'visit:' || a.id)
                        """)
                    .mapTo(String.class)
                    .list());
  }

  private boolean happens(DeskWorld world, Event event, SplittableRandom random) {
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
