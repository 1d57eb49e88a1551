package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of cleaning on a few rows of text. */
class CleaningRulesTest {
  private static final String VISIT = "A0,P0,2025-03-03T09:00:00,attended\n";
  private static final String VISITS = "appointment_id,patient_id,start_at,status\n" + VISIT;

  @TempDir Path folder;
  private SmallLog log;

  @BeforeEach
  void aLogOfOneVisit() {
    log = new SmallLog(folder).with("appointments.csv", VISITS);
  }

  @Nested
  class NeededFields {
    @Test
    void aRowWithoutANeededFieldIsSetAside() {
      log.with(
          "appointments.csv",
          VISITS + ",P1,2025-03-03,attended\nA2,  ,2025-03-03,attended\nA3,P3,2025-03-03,\n");
      assertThat(log.setAside()).isEqualTo("appointments missing 3");
      assertThat(log.rejected())
          .containsExactly(
              "appointments.csv:3 appointment_id [null] missing",
              "appointments.csv:4 patient_id [  ] missing",
              "appointments.csv:5 status [null] missing");
    }

    @Test
    void aTimeThatCannotBeReadIsSetAside() {
      log.with(
          "appointments.csv",
          VISITS
              + "A1,P1,2023-02-30,attended\nA2,P2,n/a,attended\nA3,P3,2025-03-03 09:00 PM,attended\nA4,P4,infinity,attended\n");
      assertThat(log.setAside()).isEqualTo("appointments unreadable 4");
    }

    @Test
    void anOptionalFieldThatCannotBeReadIsMissingAndTheRowIsKept() {
      log.with(
          "appointments.csv",
          "appointment_id,patient_id,start_at,status,booked_at,minutes\n"
              + "A1,P1,2025-03-03T09:00:00,attended,n/a,x\nA2,P2,2025-03-03T09:00:00,attended,2023-02-30,-5\n");
      assertThat(log.setAside()).isEmpty();
      assertThat(log.notes()).isEqualTo("booked_at value_not_used 2, minutes value_not_used 2");
      assertThat(log.clean("appointments", "appointment_id", "booked_at", "minutes"))
          .containsExactly("A1 - -", "A2 - -");
    }

    @Test
    void aTableWithoutANeededColumnIsRefusedWithTheNearestName() {
      log.with(
          "appointments.csv", "appointment_id,patient_id,start_at,staus\nA1,P1,2025-03-03,x\n");
      assertThatThrownBy(() -> log.read())
          .isInstanceOf(Refused.class)
          .hasMessageContaining("has no column status, which is needed. Did you mean 'staus'?");
    }

    @Test
    void headersAreTrimmedAndTheirCaseDoesNotMatter() {
      log.with("appointments.csv", "\uFEFFAppointment_ID, patient_id ,START_AT,Status\n" + VISIT);
      assertThat(log.clean("appointments", "appointment_id", "status"))
          .containsExactly("A0 attended");
    }
  }

  @Nested
  class Times {
    @Test
    void aDayIsTheLocalDateInTheZoneOfTheSite() {
      log.with("sites.csv", "site_id,zone\nLA,America/Los_Angeles\nLO,Europe/London\n")
          .with(
              "appointments.csv",
              "appointment_id,patient_id,start_at,status,site_id\n"
                  + "A1,P1,2025-03-04T01:30:00Z,attended,LA\nA2,P1,2025-03-04T01:30:00Z,attended,LO\n"
                  + "A3,P1,2025-03-04T01:30:00+00:00,attended,NOWHERE\nA4,P1,2025-03-03T23:30:00-08:00,attended,\n"
                  + "A5,P1,2025-03-03T17:30,attended,LA\n");
      assertThat(log.clean("appointments", "appointment_id", "start_at"))
          .containsExactly(
              "A1 2025-03-03 17:30:00",
              "A2 2025-03-04 01:30:00",
              "A3 2025-03-04 01:30:00",
              "A4 2025-03-03 23:30:00",
              "A5 2025-03-03 17:30:00");
    }

    @Test
    void aTimeThatTheClocksOfItsSiteLeftOutIsSetAside() {
      log.with("sites.csv", "site_id,zone\nLA,America/Los_Angeles\n")
          .with(
              "appointments.csv",
              "appointment_id,patient_id,start_at,status,site_id,cancelled_at\n"
                  + "A1,P1,2025-03-09T02:30:00,attended,LA,\nA2,P1,2025-03-09T03:00:00,attended,LA,2025-03-09T02:10:00\n"
                  + "A3,P1,2025-03-09T02:30:00,attended,,\nA4,P1,2024-11-03T01:30:00,attended,LA,\n");
      assertThat(log.setAside()).isEqualTo("appointments no_such_local_time 1");
      assertThat(log.notes()).isEqualTo("cancelled_at no_such_local_time 1");
      assertThat(log.clean("appointments", "appointment_id")).containsExactly("A2", "A3", "A4");
    }

    @Test
    void aDayWithoutATimeIsNoTimeThatTheClocksLeftOut() {
      log.with("sites.csv", "site_id,zone\nC,Africa/Cairo\n")
          .with(
              "appointments.csv",
              "appointment_id,patient_id,start_at,status,site_id\nA1,P1,2025-04-25,attended,C\n");
      assertThat(log.setAside()).isEmpty();
    }

    @Test
    void aSiteOfAnUnknownZoneIsSetAsideWithASuggestion() {
      log.with("sites.csv", "site_id,zone\nLA,America/Los_Angles\nLO,Europe/London\n");
      assertThat(log.setAside()).isEqualTo("sites unknown_zone 1");
      try (LogCheck check = log.check()) {
        check.rejected(
            row -> assertThat(row.explanation()).contains("Did you mean 'America/Los_Angeles'?"));
      }
    }
  }

  @Nested
  class Days {
    private static final String HEADER = "appointment_id,patient_id,start_at,status,booked_at\n";

    @Test
    void theAsOfDayIsTheNewestOnWhichSomethingIsRecordedToHaveHappened() {
      log.with(
              "appointments.csv",
              HEADER
                  + "A1,P1,2025-03-03,attended,\nA2,P1,2025-05-01,booked,2025-03-02\nA3,P1,2025-04-20,cancelled_by_clinic,\n")
          .with("orders.csv", "order_id,patient_id,ordered_at\nO1,P1,2025-03-05\n");
      try (AccessLog read = log.read()) {
        assertThat(read.asOf()).isEqualTo("2025-03-05");
      }
    }

    @Test
    void aDayInTheFarFutureDoesNotMoveTheAsOfDay() {
      log.with(
          "appointments.csv", HEADER + "A1,P1,2025-03-03,attended,\nA2,P1,2205-03-03,attended,\n");
      assertThat(log.setAside()).isEqualTo("appointments too_far_ahead 1");
      try (AccessLog read = log.read()) {
        assertThat(read.asOf()).isEqualTo("2025-03-03");
      }
    }

    @Test
    void anAsOfDayAfterTodayIsRemarked() {
      log.set(s -> s.withAsOf(LocalDate.of(2026, 2, 1)));
      try (AccessLog read = log.read()) {
        assertThat(read.report().remarks())
            .anyMatch(r -> r.contains("2026-02-01 lies after today"));
      }
    }

    @Test
    void anEventOutsideEarliestToAsOfIsSetAside() {
      log.with(
          "appointments.csv",
          HEADER
              + "A1,P1,2025-03-03,attended,2014-12-31\nA2,P1,2014-12-31,attended,\nA3,P1,2025-03-03,attended,2015-01-01\nA4,P1,2025-03-09,booked,2025-03-04\n");
      log.set(s -> s.withAsOf(LocalDate.of(2025, 3, 3)));
      assertThat(log.setAside())
          .isEqualTo("appointments before_earliest 2, appointments after_as_of 1");
      assertThat(log.clean("appointments", "appointment_id")).containsExactly("A3");
    }

    @Test
    void aVisitMayLieAtMost730DaysAhead() {
      log.with(
          "appointments.csv",
          HEADER
              + VISIT.replace("\n", ",\n")
              + "A1,P1,2027-03-03,booked,\nA2,P1,2027-03-04,booked,\n");
      assertThat(log.setAside()).isEqualTo("appointments too_far_ahead 1");
      assertThat(log.clean("appointments", "appointment_id")).containsExactly("A0", "A1");
    }

    @Test
    void nothingIsAttendedOrMissedAfterTheAsOfDay() {
      log.with(
          "appointments.csv",
          HEADER
              + "A1,P1,2025-03-03,attended,\nA2,P1,2025-03-04,no_show,\nA3,P1,2025-03-04,booked,\n");
      assertThat(log.setAside()).isEqualTo("appointments after_as_of 1");
    }

    @Test
    void aVisitMayStartOnTheDayItWasBookedWhateverTheHours() {
      log.with(
          "appointments.csv",
          HEADER
              + "A1,P1,2025-03-03T09:00:00,attended,2025-03-03T17:00:00\nA2,P1,2025-03-02T09:00:00,attended,2025-03-03T08:00:00\n");
      assertThat(log.rejected())
          .containsExactly("appointments.csv:3 start_at [2025-03-02T09:00:00] before_booking");
    }

    @Test
    void aVisitStillBookedInThePastIsKept() {
      log.with(
          "appointments.csv", HEADER + "A1,P1,2025-03-03,attended,\nA2,P1,2025-02-03,booked,\n");
      assertThat(log.clean("appointments", "appointment_id", "status"))
          .containsExactly("A1 attended", "A2 booked");
    }

    @Test
    void rowsThatAreOnlyTooNewForAnAsOfDayInThePastAreNoBadRows() {
      log.with(
              "appointments.csv",
              HEADER
                  + "A1,P1,2025-03-03,attended,\nA2,P1,2025-06-03,attended,2025-06-01\nA3,P1,2025-07-03,attended,\n")
          .set(s -> s.withAsOf(LocalDate.of(2025, 3, 31)).withMaxSetAsideShare(0));
      assertThat(log.setAside()).isEqualTo("appointments after_as_of 2");
    }
  }

  @Nested
  class Orders {
    private static final String HEADER =
        "order_id,patient_id,ordered_at,target_date,earliest_date,latest_date,extended_to,extended_at\n";

    @Test
    void aWindowRunsFromEarliestOverTargetToLatest() {
      log.with(
          "orders.csv",
          HEADER
              + "O1,P1,2025-03-03,2025-03-10,2025-03-08,2025-03-12,,\nO2,P1,2025-03-03,2025-03-07,2025-03-08,2025-03-12,,\n"
              + "O3,P1,2025-03-03,2025-03-13,2025-03-08,2025-03-12,,\nO4,P1,2025-03-03,,2025-03-14,2025-03-12,,\n"
              + "O5,P1,2025-03-03,2025-03-10,,,,\n");
      assertThat(log.setAside()).isEqualTo("orders window_out_of_order 3");
    }

    @Test
    void aWindowMayNotEndBeforeItsOrderNorTooFarAhead() {
      log.with(
          "orders.csv",
          HEADER
              + "O1,P1,2025-03-03,,,2025-03-02,,\nO2,P1,2025-03-03,,,2025-03-03,,\nO3,P1,2025-03-03,,,2027-03-03,,\nO4,P1,2025-03-03,,,2027-03-04,,\n");
      assertThat(log.setAside())
          .isEqualTo("orders window_before_order 1, orders window_too_far_ahead 1");
    }

    @Test
    void anExtensionCountsOnlyIfWrittenNoLaterThanTheOldLatestDay() {
      log.with(
          "orders.csv",
          HEADER
              + "O1,P1,2025-03-03,,,2025-03-12,2025-04-01,2025-03-12T18:00:00\nO2,P1,2025-03-03,,,2025-03-12,2025-04-01,2025-03-13\n"
              + "O3,P1,2025-03-03,,,2025-03-12,2025-04-01,\nO4,P1,2025-03-03,,,2025-03-12,2025-03-10,\n");
      assertThat(log.clean("orders", "order_id", "latest_day", "extended_day"))
          .containsExactly(
              "O1 2025-03-12 2025-04-01",
              "O2 2025-03-12 -",
              "O3 2025-03-12 2025-04-01",
              "O4 2025-03-12 2025-03-10");
    }

    @Test
    void withoutTheDayOfWritingEveryExtensionCountsAndThatIsRemarked() {
      log.with(
          "orders.csv",
          "order_id,patient_id,ordered_at,latest_date,extended_to\nO1,P1,2025-03-03,2025-03-12,2025-04-01\n");
      assertThat(log.clean("orders", "extended_day")).containsExactly("2025-04-01");
      try (AccessLog read = log.read()) {
        assertThat(read.report().remarks()).anyMatch(r -> r.contains("no column extended_at"));
      }
    }
  }

  @Nested
  class Words {
    @Test
    void wordsAreMatchedTrimmedAndWithoutCase() {
      log.with(
          "appointments.csv", VISITS + "A1,P1,2025-03-03, Attended \nA2,P2,2025-03-03,NO_SHOW\n");
      assertThat(log.clean("appointments", "status"))
          .containsExactly("attended", "attended", "no_show");
    }

    @Test
    void anUnknownWordIsSetAsideAndABlankOneIsMissing() {
      log.with(
              "appointments.csv",
              "appointment_id,patient_id,start_at,status,kind\nA1,P1,2025-03-03,attended,\nA2,P1,2025-03-03,attended,followup\nA3,P1,2025-03-03,attnded,first\n")
          .with(
              "requests.csv",
              "request_id,patient_id,received_at,urgency\nR1,P1,2025-03-03,soon\nR2,P1,2025-03-03,\n");
      assertThat(log.setAside())
          .isEqualTo(
              "requests unknown_urgency 1, appointments unknown_status 1, appointments unknown_kind 1");
      try (LogCheck check = log.check()) {
        StringBuilder explanations = new StringBuilder();
        check.rejected(row -> explanations.append(row.explanation()));
        assertThat(explanations.toString()).contains("Did you mean 'attended'?");
      }
    }
  }

  @Nested
  class RepeatedIds {
    private static final String HEADER =
        "appointment_id,patient_id,start_at,status,kind,booked_at\n";

    @Test
    void exactCopiesCollapseWithoutBeingSetAside() {
      log.with("appointments.csv", VISITS + VISIT + VISIT + "A0,P0,2025-03-03 09:00, ATTENDED\n");
      try (AccessLog read = log.read()) {
        assertThat(read.setAside()).isEmpty();
        assertThat(read.report().counts().getFirst().collapsed()).isEqualTo(3);
        assertThat(read.report().counts().getFirst().used()).isEqualTo(1);
      }
    }

    @Test
    void theHighestStatusIsKept() {
      log.with(
          "appointments.csv",
          VISITS
              + "A1,P1,2025-03-03,booked\nA1,P1,2025-03-03,cancelled_by_clinic\nA1,P1,2025-03-03,cancelled_by_patient\nA1,P1,2025-03-03,no_show\n"
              + "A2,P1,2025-03-03,booked\nA2,P1,2025-03-03,cancelled_by_clinic\n");
      assertThat(log.setAside()).isEqualTo("appointments repeated_id 4");
      assertThat(log.clean("appointments", "appointment_id", "status"))
          .containsExactly("A0 attended", "A1 no_show", "A2 cancelled_by_clinic");
    }

    @Test
    void thenTheLatestBookingThenTheLatestStartThenTheSmallestPatientThenFirstBeforeReturn() {
      log.with(
          "appointments.csv",
          HEADER
              + "A1,P1,2025-03-03,attended,,\nA1,P2,2025-03-03,attended,,2025-03-01\nA1,P3,2025-03-03,attended,,2025-02-28\n"
              + "A2,P1,2025-03-02,attended,,\nA2,P2,2025-03-03,attended,,\n"
              + "A3,P2,2025-03-03,attended,,\nA3,P1,2025-03-03,attended,,\n"
              + "A4,P1,2025-03-03,attended,return,\nA4,P1,2025-03-03,attended,first,\nA4,P1,2025-03-03,attended,,\n");
      assertThat(log.clean("appointments", "appointment_id", "patient_id", "kind"))
          .containsExactly("A1 P2 -", "A2 P2 -", "A3 P1 -", "A4 P1 first");
    }

    @Test
    void theEarliestRequestAndTheEarliestOrderAreKept() {
      log.with(
              "requests.csv",
              "request_id,patient_id,received_at\nR1,P1,2025-03-02\nR1,P2,2025-03-01\nR1,P1,2025-03-01\n")
          .with(
              "orders.csv",
              "order_id,patient_id,ordered_at,target_date\nO1,P1,2025-03-01,2025-04-02\nO1,P2,2025-03-01,2025-04-01\nO1,P3,2025-03-02,2025-03-03\n");
      assertThat(log.clean("requests", "patient_id", "received_day"))
          .containsExactly("P1 2025-03-01");
      assertThat(log.clean("orders", "patient_id", "target_day")).containsExactly("P2 2025-04-01");
    }

    @Test
    void onlyRowsThatAreLeftCompete() {
      log.with(
          "appointments.csv", VISITS + "A1,P1,2025-03-04,attended\nA1,P1,1999-03-03,attended\n");
      assertThat(log.setAside()).isEqualTo("appointments before_earliest 1");
    }

    @Test
    void aClinicianMayWorkAtTwoSites() {
      log.with("clinicians.csv", "clinician_id,site_id,fte\nC1,S1,0.5\nC1,S2,0.5\nC1,S2,0.4\n");
      assertThat(log.setAside()).isEqualTo("clinicians repeated_id 1");
    }
  }

  @Nested
  class BadLinks {
    @Test
    void aLinkToNothingToAnotherPatientOrToALaterRequestIsCut() {
      log.with(
              "requests.csv",
              "request_id,patient_id,received_at\nR1,P1,2025-03-03T17:00:00\nR2,P2,2025-03-01\n")
          .with(
              "appointments.csv",
              "appointment_id,patient_id,start_at,status,request_id\n"
                  + "A1,P1,2025-03-03T09:00:00,attended,R1\nA2,P1,2025-03-02,attended,R1\nA3,P1,2025-03-03,attended,R2\nA4,P1,2025-03-03,attended,R9\n");
      assertThat(log.setAside()).isEmpty();
      assertThat(log.clean("appointments", "appointment_id", "request_id"))
          .containsExactly("A1 R1", "A2 -", "A3 -", "A4 -");
      assertThat(log.notes())
          .isEqualTo(
              "request_id link_of_another_patient 1, request_id link_to_a_later_row 1, request_id link_to_none 1");
    }
  }

  @Nested
  class Shares {
    @Test
    void aTableOfWhichTooMuchIsBadIsRefusedWithItsReasons() {
      log.with("appointments.csv", VISITS + VISIT.replace("A0", "A1") + "A2,,2025-03-03,attended\n")
          .set(s -> s.withMaxSetAsideShare(0.05));
      assertThatThrownBy(() -> log.read())
          .isInstanceOf(Refused.class)
          .hasMessageContaining("1 of 3 rows are bad (33.3 %, more than 5 %): 1 missing");
      try (LogCheck check = log.check()) {
        assertThat(check.problems()).hasSize(1);
      }
    }

    @Test
    void aTableWithoutAUsableRowIsRefused() {
      log.with("appointments.csv", "appointment_id,patient_id,start_at,status\nA1,P1,2025-03-03,\n")
          .with("orders.csv", "order_id,patient_id,ordered_at\nO1,P1,2025-03-03\n");
      assertThatThrownBy(() -> log.read())
          .isInstanceOf(Refused.class)
          .hasMessageContaining("holds no usable row: 1 read; 1 missing");
    }

    @Test
    void aTableBesidesAppointmentsMayBeEmpty() {
      log.with("orders.csv", "order_id,patient_id,ordered_at\n");
      try (AccessLog read = log.read()) {
        assertThat(read.has("orders")).isTrue();
      }
    }
  }
}
