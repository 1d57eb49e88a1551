package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;
import static org.duecourse.desk.DeskWorld.instant;
import static org.duecourse.desk.DeskWorld.place;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Block;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.SetAside;
import org.duecourse.desk.WeekBlock;
import org.duecourse.desk.WeekTemplate;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Test;

/**
 * Weeks of chance under a term of 4 hours: managers take blocks away, lay weeks out anew, book over
 * rules; people fall ill and come back; swaps are proposed, agreed to and settled. After every
 * event no week that is still ahead has lost more than its floor allows, and no visit lies in
 * protected time, each counted by SQL of its own.
 */
class ProtectedMonthTest {
  private enum Event {
    REMOVE,
    WEEK,
    OVERRIDE,
    PROPOSE,
    AGREE,
    ABSENCE,
    WITHDRAW,
    TIME
  }

  /**
   * Weeks from Monday to Friday, wholly ahead, as the rule says it: 240 minutes, a fifth less for
   * each day off.
   */
  private static final String BROKEN =
      """
      select c.id || ' in the week of ' || w.monday || ': ' || p.minutes || ' of ' || f.minutes
      from clinician c
      cross join (select date '2026-06-08' + 7 * n as monday from generate_series(0, 12) n) w
      cross join lateral (
        select coalesce(sum(extract(epoch from upper(b.during) - lower(b.during)) / 60), 0)
          + coalesce((select sum(extract(epoch from upper(s.taken) - lower(s.taken)) / 60) from protected_swap s
              where s.clinician_id = c.id and s.state in ('open', 'kept') and date_trunc('week', s.taken_day) = w.monday), 0)
          - coalesce((select sum(extract(epoch from upper(s.given) - lower(s.given)) / 60) from protected_swap s
              where s.clinician_id = c.id and s.state in ('open', 'kept') and date_trunc('week', s.given_day) = w.monday), 0)
          as minutes
        from block b where b.clinician_id = c.id and b.purpose = 'PROTECTED' and b.state in ('active', 'absent')
          and b.day between w.monday and w.monday + 6) p
      cross join lateral (
        select 48 * count(distinct b.day) as minutes from block b where b.clinician_id = c.id
          and b.day between w.monday and w.monday + 4) f
      where w.monday > cast(:today as date) and p.minutes < f.minutes
      union all
      select 'visit in protected time: ' || a.id from appointment a join block b on b.clinician_id = a.clinician_id
        and b.state = 'active' and b.purpose = 'PROTECTED' and b.during && a.during
      where a.state in ('held', 'booked')
      """;

  @Test
  void noWeekFallsBelowItsFloorInWeeksOfChance() {
    SplittableRandom random = new SplittableRandom(6);
    Map<Event, Integer> did = new EnumMap<>(Event.class);
    try (DeskWorld world = DeskWorld.eastside(90)) {
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
                  LocalDate.of(2026, 6, 8),
                  "the contract of these tests"));
      ProtectedTime time = ProtectedTime.over(world.desk());
      for (int n = 0; n < 350; n++) {
        Event event = Event.values()[random.nextInt(Event.values().length)];
        try {
          if (happens(world, time, event, random)) {
            did.merge(event, 1, Integer::sum);
          }
        } catch (Refused e) {
          assertThat(e.fault())
              .as("%s, %s: %s", n, event, e.getMessage())
              .isNotEqualTo(Fault.INTERNAL);
        }
        LocalDate today = today(world);
        List<String> broken =
            world
                .store()
                .jdbi()
                .withHandle(
                    handle ->
                        handle.createQuery(BROKEN).bind("today", today).mapTo(String.class).list());
        assertThat(broken).as("event %s: %s", n, event).isEmpty();
      }
      world.nothingIsBroken();
    }
    did.remove(Event.OVERRIDE);
    assertThat(did.keySet())
        .as("all happened but what never may")
        .hasSize(Event.values().length - 1);
  }

  private static LocalDate today(DeskWorld world) {
    return world.desk().people().site("eastside").dayOf(world.instant());
  }

  private static boolean happens(
      DeskWorld world, ProtectedTime time, Event event, SplittableRandom random) {
    LocalDate day = today(world).plusDays(1 + random.nextInt(25));
    String who = random.nextBoolean() ? "lee" : "cho";
    return switch (event) {
      case REMOVE -> {
        List<Block> blocks =
            world.desk().supply().blocks("eastside", day, day).stream()
                .filter(
                    block -> block.purpose() == Purpose.PROTECTED && block.state().equals("active"))
                .toList();
        if (blocks.isEmpty()) {
          yield false;
        }
        Block block = blocks.get(random.nextInt(blocks.size()));
        world.desk().supply().remove(MANAGER, block.id(), block.version(), "no longer needed");
        yield true;
      }
      case WEEK -> {
        List<WeekBlock> blocks = new ArrayList<>();
        int hour = 13 + random.nextInt(5);
        int minutes = 30 + 15 * random.nextInt(4);
        for (DayOfWeek weekday : DayOfWeek.values()) {
          if (weekday.getValue() < 6) {
            blocks.add(WeekBlock.of(weekday, "09:00", "12:00", Purpose.RETURN, 60));
            LocalTime end = LocalTime.of(hour, 0).plusMinutes(minutes);
            blocks.add(WeekBlock.of(weekday, hour + ":00", end.toString(), Purpose.PROTECTED, 15));
          }
        }
        world
            .desk()
            .supply()
            .keep(
                MANAGER,
                new WeekTemplate(who, "eastside", ProtectedTime.monday(day).plusWeeks(1), blocks));
        yield true;
      }
      case OVERRIDE -> {
        String order =
            world.returnOrder(today(world).toString(), day.toString(), day.plusDays(5).toString());
        List<Block> blocks =
            world.desk().supply().blocks("eastside", day, day).stream()
                .filter(
                    block -> block.purpose() == Purpose.PROTECTED && block.state().equals("active"))
                .toList();
        if (blocks.isEmpty()) {
          yield false;
        }
        LocalTime at = blocks.getFirst().starts().atZone(DeskWorld.ZONE).toLocalTime();
        world.book(
            order,
            place(blocks.getFirst().clinicianId(), day.toString(), at.toString()),
            SetAside.because("somebody has to be seen"));
        yield true;
      }
      case PROPOSE -> {
        List<Block> blocks =
            world.desk().supply().blocks("eastside", day, day).stream()
                .filter(
                    block -> block.purpose() == Purpose.PROTECTED && block.state().equals("active"))
                .filter(block -> block.clinicianId().equals("lee"))
                .toList();
        if (blocks.isEmpty()) {
          yield false;
        }
        LocalTime from = blocks.getFirst().starts().atZone(DeskWorld.ZONE).toLocalTime();
        time.swaps()
            .propose(
                MANAGER,
                new Swaps.Proposal(
                    "lee",
                    "eastside",
                    day,
                    from,
                    from.plusMinutes(15),
                    Purpose.RETURN,
                    day.plusDays(random.nextInt(12) - 4),
                    LocalTime.of(9 + random.nextInt(3), 0),
                    "people wait past their limit"));
        yield true;
      }
      case AGREE -> {
        List<Swap> waiting =
            time.swaps().own(LEE).stream().filter(Swap::waitsForClinician).toList();
        if (waiting.isEmpty()) {
          yield false;
        }
        time.swaps().agree(LEE, waiting.get(random.nextInt(waiting.size())).id(), 0);
        yield true;
      }
      case ABSENCE -> {
        int from = 8 + random.nextInt(8);
        world
            .desk()
            .absences()
            .declare(
                MANAGER,
                "eastside",
                random.nextInt(5) == 0 ? null : who,
                instant(day.toString(), "%02d:00".formatted(from)),
                instant(day.toString(), "%02d:30".formatted(from + random.nextInt(4))),
                "illness");
        yield true;
      }
      case WITHDRAW -> {
        var ahead = world.desk().absences().ahead("eastside");
        if (ahead.isEmpty()) {
          yield false;
        }
        world.desk().absences().withdraw(MANAGER, ahead.get(random.nextInt(ahead.size())).id());
        yield true;
      }
      case TIME -> {
        world.passes(Duration.ofHours(random.nextInt(20)));
        time.swaps().settle();
        yield true;
      }
    };
  }
}
