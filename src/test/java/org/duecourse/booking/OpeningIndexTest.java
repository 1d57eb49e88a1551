package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.booking.Eastside.at;
import static org.duecourse.booking.Eastside.claim;
import static org.duecourse.booking.Eastside.day;
import static org.duecourse.booking.Eastside.index;
import static org.duecourse.booking.Eastside.place;
import static org.duecourse.booking.Eastside.places;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OpeningIndexTest {
  private static final String TUESDAY =
      """
      2026-06-09 09:00 Lee return
      2026-06-09 10:00 Lee crisis until 2026-06-09 08:00
      2026-06-09 09:30 Cho first video
      2026-06-09 11:00 Lee protected
      """;

  private static List<Opening> free(OpeningIndex index, String day) {
    return index.snapshot().free("eastside", day(day), day(day));
  }

  @Test
  void openingsComeBackAsTheyWentIn() {
    assertThat(free(index(places(TUESDAY)), "2026-06-09"))
        .containsExactlyInAnyOrderElementsOf(places(TUESDAY));
  }

  @Test
  void microsecondsComeBackToo() {
    Instant odd = at("2026-06-09 09:00").plusNanos(123_456_000);
    Opening opening =
        new Opening(
            7, "eastside", Eastside.LEE, Purpose.RETURN, odd, odd.plusSeconds(60), Set.of(), odd);
    assertThat(free(index(List.of(opening)), "2026-06-09")).containsExactly(opening);
  }

  @Test
  void aClaimTakesEveryPlaceThatItOverlapsAndNoneThatItTouches() {
    OpeningIndex index = index(places(TUESDAY));
    index.take("Lee", at("2026-06-09 09:59"), at("2026-06-09 11:00"));
    assertThat(free(index, "2026-06-09"))
        .extracting(opening -> opening.clinician().id() + " " + opening.purpose())
        .containsExactly("Cho FIRST", "Lee PROTECTED");
  }

  @Test
  void twoClaimsOfWhichOneEndsLeaveThePlaceTaken() {
    OpeningIndex index = index(List.of(place("2026-06-09 09:00 Lee return")));
    index.take("Lee", at("2026-06-09 09:00"), at("2026-06-09 09:30"));
    index.take("Lee", at("2026-06-09 09:15"), at("2026-06-09 10:00"));
    index.free("Lee", at("2026-06-09 09:00"), at("2026-06-09 09:30"));
    assertThat(free(index, "2026-06-09")).isEmpty();
    index.free("Lee", at("2026-06-09 09:15"), at("2026-06-09 10:00"));
    assertThat(free(index, "2026-06-09")).hasSize(1);
  }

  @Test
  void aSnapshotDoesNotChangeAnyMore() {
    OpeningIndex index = index(places(TUESDAY));
    Openings before = index.snapshot();
    index.take("Lee", at("2026-06-09 09:00"), at("2026-06-09 10:00"));
    assertThat(before.free("eastside", day("2026-06-09"), day("2026-06-09"))).hasSize(4);
    assertThat(free(index, "2026-06-09")).hasSize(3);
  }

  @Test
  void aDayThatIsReplacedForgetsItsClaims() {
    OpeningIndex index = index(places(TUESDAY), claim("Lee", "2026-06-09 09:00", 60));
    index.replaceDay(
        "Lee",
        day("2026-06-09"),
        places(
            """
            2026-06-09 13:00 Lee return
            2026-06-09 14:00 Lee return
            """),
        List.of(claim("Lee", "2026-06-09 14:30", 60)));
    assertThat(free(index, "2026-06-09"))
        .extracting(opening -> opening.clinician().id(), Opening::start)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Cho", at("2026-06-09 09:30")),
            org.assertj.core.groups.Tuple.tuple("Lee", at("2026-06-09 13:00")));
  }

  @Test
  void aDayCanBeEmptied() {
    OpeningIndex index = index(places(TUESDAY));
    index.replaceDay("Lee", day("2026-06-09"), List.of(), List.of());
    assertThat(free(index, "2026-06-09")).hasSize(1);
    assertThat(index.snapshot().size()).isEqualTo(1);
  }

  @Test
  void theLoadOfADayCountsPlacesForVisitsOnly() {
    OpeningIndex index = index(places(TUESDAY), claim("Lee", "2026-06-09 09:00", 60));
    assertThat(index.snapshot().shareTaken("eastside", "Lee", day("2026-06-09"))).isEqualTo(0.5);
    index.take("Lee", at("2026-06-09 11:00"), at("2026-06-09 12:00"));
    assertThat(index.snapshot().shareTaken("eastside", "Lee", day("2026-06-09"))).isEqualTo(0.5);
    assertThat(index.snapshot().shareTaken("eastside", "Cho", day("2026-06-09"))).isZero();
    assertThat(index.snapshot().shareTaken("eastside", "Lee", day("2026-06-10"))).isZero();
  }

  @Test
  void aCaseloadThatFillsUpIsKnownAtOnce() {
    OpeningIndex index = index(places(TUESDAY));
    index.update(new Clinician("Cho", "therapist", Set.of("en"), false));
    assertThat(free(index, "2026-06-09"))
        .filteredOn(opening -> opening.clinician().id().equals("Cho"))
        .allMatch(opening -> !opening.clinician().takesNewPatients());
  }

  @Test
  void theHorizonMovesOnAndThePastIsDropped() {
    OpeningIndex index = index(places(TUESDAY));
    index.add(places("2027-07-01 09:00 Lee return"), List.of());
    index.add(places("2026-05-01 09:00 Lee return"), List.of());
    assertThat(index.snapshot().size()).isEqualTo(6);
    index.dropBefore(day("2026-06-10"));
    assertThat(index.snapshot().size()).isEqualTo(1);
    index.dropBefore(day("2028-01-01"));
    assertThat(index.snapshot().size()).isZero();
    index.add(places(TUESDAY), List.of());
    assertThat(free(index, "2026-06-09")).hasSize(4);
  }

  @Test
  void anOpeningOfAnUnknownClinicIsRefused() {
    OpeningIndex index = new OpeningIndex();
    assertThatThrownBy(() -> index.add(places(TUESDAY), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eastside");
  }

  @Test
  void aPlaceThatBeginsInTheLastHourBelongsToItsDayAndFeelsClaimsOfTheNext() {
    OpeningIndex index = index(List.of(place("2026-06-09 23:30 Lee crisis")));
    assertThat(free(index, "2026-06-09")).hasSize(1);
    index.take("Lee", at("2026-06-10 00:10"), at("2026-06-10 00:20"));
    assertThat(free(index, "2026-06-09")).isEmpty();
  }

  @Test
  void theIndexAgreesWithAPlainScanWhateverIsTakenFreedAndReplaced() {
    for (long seed = 0; seed < 15; seed++) {
      RandomWorld world = new RandomWorld(seed, 0.3);
      for (int i = 0; i < 300; i++) {
        world.claims.add(world.drawClaim());
      }
      OpeningIndex index = world.index();
      agree(world, index);
      for (int i = 0; i < 400; i++) {
        change(world, index);
        if (i % 40 == 0) {
          agree(world, index);
        }
      }
      agree(world, index);
    }
  }

  private static void change(RandomWorld world, OpeningIndex index) {
    switch (world.random.nextInt(5)) {
      case 0, 1 -> {
        Claim claim = world.drawClaim();
        world.claims.add(claim);
        index.take(claim.clinicianId(), claim.from(), claim.to());
      }
      case 2, 3 -> {
        Claim claim = world.claims.remove(world.random.nextInt(world.claims.size()));
        index.free(claim.clinicianId(), claim.from(), claim.to());
      }
      default -> {
        Clinician clinician = world.clinicians.get(world.random.nextInt(6));
        LocalDate day = RandomWorld.FIRST.plusDays(world.random.nextInt(RandomWorld.DAYS));
        world.openings.removeIf(
            o -> o.clinician().equals(clinician) && RandomWorld.day(o).equals(day));
        List<Opening> now = world.drawDay(clinician, day, 0.3);
        index.replaceDay(clinician.id(), day, now, world.claims);
      }
    }
  }

  private static void agree(RandomWorld world, OpeningIndex index) {
    Openings openings = index.snapshot();
    LocalDate last = RandomWorld.FIRST.plusDays(RandomWorld.DAYS);
    for (String site : RandomWorld.SITES) {
      List<Opening> plain =
          world.openings.stream()
              .filter(o -> o.siteId().equals(site) && world.isFree(o))
              .sorted(Comparator.comparing(Opening::start).thenComparing(Opening::blockId))
              .toList();
      List<Opening> indexed = new ArrayList<>(openings.free(site, RandomWorld.FIRST, last));
      indexed.sort(Comparator.comparing(Opening::start).thenComparing(Opening::blockId));
      assertThat(indexed).isEqualTo(plain);
      for (Clinician clinician : world.clinicians) {
        LocalDate day = RandomWorld.FIRST.plusDays(world.random.nextInt(RandomWorld.DAYS));
        assertThat(openings.shareTaken(site, clinician.id(), day))
            .isEqualTo(world.shareTaken(site, clinician.id(), day));
      }
    }
  }

  /** A writer takes and frees both of two places at once; no reader may ever see only one. */
  @Test
  void readersSeeAChangeWholeOrNotAtAll() throws Exception {
    OpeningIndex index =
        index(
            places(
                """
                2026-06-09 09:00 Lee return
                2026-06-10 09:00 Lee return
                """));
    AtomicBoolean writing = new AtomicBoolean(true);
    Callable<Integer> reader =
        () -> {
          int seen = 0;
          while (writing.get() || seen == 0) {
            int free =
                index.snapshot().free("eastside", day("2026-06-09"), day("2026-06-10")).size();
            assertThat(free).isIn(0, 2);
            seen++;
          }
          return seen;
        };
    try (var threads = Executors.newFixedThreadPool(3)) {
      var readers = List.of(threads.submit(reader), threads.submit(reader), threads.submit(reader));
      for (int i = 0; i < 20_000; i++) {
        index.take("Lee", at("2026-06-09 09:00"), at("2026-06-10 10:00"));
        index.free("Lee", at("2026-06-09 09:00"), at("2026-06-10 10:00"));
      }
      writing.set(false);
      for (var done : readers) {
        assertThat(done.get()).isPositive();
      }
    }
    assertThat(index.snapshot().free("eastside", day("2026-06-09"), day("2026-06-10"))).hasSize(2);
  }
}
