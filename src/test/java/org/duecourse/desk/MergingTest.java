package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.util.List;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two records of one person become one, and nobody falls out. */
class MergingTest {
  private DeskWorld world;
  private String kept;
  private String duplicate;

  @BeforeEach
  void twoRecords() {
    world = DeskWorld.eastside();
    kept = world.patient();
    duplicate = world.patient();
  }

  @AfterEach
  void nobodyIsLost() {
    world.nothingIsBroken();
    world.close();
  }

  private String order(String patient, String clinician) {
    return world.returnOrder(patient, clinician, "2026-06-09", "2026-06-10", "2026-06-12");
  }

  @Test
  void everythingOfTheOneComesToTheOther() {
    String order = order(duplicate, "lee");
    Visit visit = world.booked(order, "lee", "2026-06-10", "10:00");
    String open = order(duplicate, "cho");
    Patient merged = world.desk().merging().merge(MANAGER, duplicate, kept);
    assertThat(merged.id()).isEqualTo(kept);
    assertThat(world.order(order).patientId()).isEqualTo(kept);
    assertThat(world.visit(visit.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.visit(visit.id()).patientId()).isEqualTo(kept);
    assertThat(world.openTasks(open)).extracting(Task::patientId).containsExactly(kept);
    assertThat(world.desk().people().patient(MANAGER, duplicate).mergedInto()).isEqualTo(kept);
    assertThat(world.desk().people().find(CLERK, "Sample"))
        .extracting(Patient::id)
        .containsExactly(kept);
    assertThat(
            world.store().texts("select detail->>'into' from audit where action = 'patient.merge'"))
        .containsExactly(kept, kept);
    // The time of the visit is now the kept person's: another visit then is refused.
    assertThat(world.book(order(kept, "cho"), "cho", "2026-06-10", "10:00"))
        .isNotInstanceOf(Booking.Done.class);
  }

  @Test
  void whereBothAreBookedAtOnceTheOneLeftBehindIsGivenBackAndItsOrderIsOpenAgain() {
    Visit stays = world.booked(order(kept, "cho"), "cho", "2026-06-10", "10:00");
    String order = order(duplicate, "lee");
    Visit goes = world.booked(order, "lee", "2026-06-10", "10:00");
    assertThat(world.desk().merging().preview(MANAGER, duplicate, kept).givenBack())
        .extracting(Visit::id)
        .containsExactly(goes.id());
    world.desk().merging().merge(MANAGER, duplicate, kept);
    assertThat(world.visit(stays.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.visit(goes.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(world.order(order).state()).isEqualTo(Order.State.OPEN);
    assertThat(world.openTasks(order)).extracting(Task::kind).containsExactly(TaskKind.REBOOK);
  }

  @Test
  void whatTookPlaceAtOneTimeWasWithTwoPeople() {
    Visit one = world.booked(order(kept, "cho"), "cho", "2026-06-09", "10:00");
    Visit other = world.booked(order(duplicate, "lee"), "lee", "2026-06-09", "10:00");
    world.itIs("2026-06-09", "11:30");
    world.desk().bookings().attend(CLERK, one.id(), 0);
    world.desk().bookings().attend(CLERK, other.id(), 0);
    refused(duplicate, kept, Fault.CONFLICT, "these are two people");
    assertThat(world.visit(other.id()).patientId()).isEqualTo(duplicate);
  }

  @Test
  void aRecordIsMergedOnceAndNotIntoItselfAndOrdersComeToTheOneThatGoesOn() {
    refused(kept, kept, Fault.INPUT, "the same one");
    refused(kept, "P-nobody", Fault.NOT_FOUND, "no patient");
    world.desk().merging().merge(MANAGER, duplicate, kept);
    refused(duplicate, kept, Fault.CONFLICT, "was merged into " + kept);
    refused(kept, duplicate, Fault.CONFLICT, "was merged into " + kept);
    assertThatThrownBy(() -> order(duplicate, "lee"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Order the visit there.");
    assertThatThrownBy(() -> world.desk().merging().merge(CLERK, kept, world.patient()))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_ALLOWED));
  }

  @Test
  void noTableStillNamesTheRecordThatIsLeftBehind() {
    world.booked(order(duplicate, "lee"), "lee", "2026-06-10", "10:00");
    order(duplicate, "cho");
    world.desk().merging().merge(MANAGER, duplicate, kept);
    List<String> columns =
        world
            .store()
            .texts(
                "select table_name || '.' || column_name from information_schema.columns where table_schema ="
                    + " 'duecourse' and column_name = 'patient_id' and table_name <> 'audit'");
    assertThat(columns).hasSizeGreaterThan(4);
    for (String column : columns) {
      String table = column.substring(0, column.indexOf('.'));
      assertThat(
              world
                  .store()
                  .texts(
                      "select count(*)::text from "
                          + table
                          + " where patient_id = '"
                          + duplicate
                          + "'"))
          .as(column)
          .containsExactly("0");
    }
  }

  private void refused(String one, String other, Fault fault, String words) {
    assertThatThrownBy(() -> world.desk().merging().merge(MANAGER, one, other))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(words);
  }
}
