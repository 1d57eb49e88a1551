package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FhirLogTest {
  private static final ReadSettings SETTINGS =
      ReadSettings.asOfToday(LocalDate.of(2026, 1, 1)).withMaxSetAsideShare(1);

  /** A request, its first visit, the order of a return, and what became of the return. */
  private static final String LEE =
      """
      {"resourceType": "Patient", "id": "lee"}
      {"resourceType": "Location", "id": "east", "name": "Eastside", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/timezone", "valueCode": "America/Los_Angeles"}]}
      {"resourceType": "Location", "id": "room2", "partOf": {"reference": "Location/east"}, "physicalType": {"coding": [{"code": "ro"}]}}
      {"resourceType": "Practitioner", "id": "cho", "qualification": [{"code": {"text": "Psychologist"}}]}
      {"resourceType": "PractitionerRole", "id": "cho-east", "practitioner": {"reference": "Practitioner/cho"}, "location": [{"reference": "Location/east"}]}
      {"resourceType": "ServiceRequest", "id": "r1", "status": "active", "intent": "order", "priority": "asap", "code": {"text": "Referral to psychotherapy"}, "subject": {"reference": "Patient/lee"}, "authoredOn": "2025-03-01T23:30:00-08:00", "locationReference": [{"reference": "Location/east"}], "requester": {"reference": "Patient/lee"}}
      {"resourceType": "Appointment", "id": "a1", "status": "booked", "created": "2025-03-03T08:00:00-08:00", "start": "2025-03-10T16:00:00Z", "end": "2025-03-10T16:50:00Z", "basedOn": [{"reference": "ServiceRequest/r1"}], "participant": [{"actor": {"reference": "Patient/lee"}}, {"actor": {"reference": "PractitionerRole/cho-east"}}, {"actor": {"reference": "Location/room2"}}]}
      {"resourceType": "Encounter", "id": "e1", "status": "finished", "class": {"code": "AMB"}, "subject": {"reference": "Patient/lee"}, "appointment": [{"reference": "Appointment/a1"}], "period": {"start": "2025-03-10T16:05:00Z", "end": "2025-03-10T16:50:00Z"}}
      {"resourceType": "ServiceRequest", "id": "o1", "status": "active", "intent": "order", "code": {"coding": [{"code": "185389009"}]}, "subject": {"reference": "Patient/lee"}, "encounter": {"reference": "Encounter/e1"}, "authoredOn": "2025-03-10T09:00:00-07:00", "occurrencePeriod": {"start": "2025-03-17", "end": "2025-03-24"}, "requester": {"reference": "Practitioner/cho"}, "locationReference": [{"reference": "Location/east"}]}
      {"resourceType": "Appointment", "id": "a2", "status": "cancelled", "cancelationReason": {"coding": [{"code": "pat-cpp"}]}, "start": "2025-03-20T09:00:00-07:00", "basedOn": [{"reference": "ServiceRequest/o1"}], "participant": [{"actor": {"reference": "Patient/lee"}}]}
      {"resourceType": "Appointment", "id": "a3", "status": "cancelled", "cancelationReason": {"coding": [{"code": "prov-pers"}]}, "start": "2025-03-21T09:00:00-07:00", "basedOn": [{"reference": "ServiceRequest/o1"}], "participant": [{"actor": {"reference": "Patient/lee"}}]}
      {"resourceType": "Appointment", "id": "a4", "status": "cancelled", "start": "2025-03-21T10:00:00-07:00", "participant": [{"actor": {"reference": "Patient/lee"}}]}
      {"resourceType": "Appointment", "id": "a5", "status": "noshow", "start": "2025-03-24T09:00:00-07:00", "basedOn": [{"reference": "ServiceRequest/o1"}], "participant": [{"actor": {"reference": "Patient/lee"}}]}
      {"resourceType": "Appointment", "id": "a6", "status": "proposed", "participant": [{"actor": {"reference": "Patient/lee"}}]}
      {"resourceType": "Appointment", "id": "a7", "status": "entered-in-error", "start": "2025-03-24T09:00:00-07:00"}
      {"resourceType": "Encounter", "id": "e2", "status": "finished", "class": {"code": "IMP"}, "subject": {"reference": "Patient/lee"}, "period": {"start": "2025-03-25"}}
      {"resourceType": "Encounter", "id": "e3", "status": "finished", "class": {"code": "VR"}, "subject": {"reference": "Patient/lee"}, "period": {"start": "2025-03-28T10:00:00-07:00"}, "basedOn": [{"reference": "ServiceRequest/r1"}]}
      {"resourceType": "ServiceRequest", "id": "lab", "status": "active", "intent": "order", "category": [{"coding": [{"code": "108252007"}]}], "code": {"text": "Lithium level"}, "subject": {"reference": "Patient/lee"}, "authoredOn": "2025-03-10"}
      {"resourceType": "Observation", "id": "x"}
      """;

  @TempDir private Path folder;

  @Test
  void aCourseOfCareBecomesRequestsOrdersAndVisits() {
    Path file = write("lee.ndjson", LEE);
    try (AccessLog log = LogReader.read(file, SETTINGS)) {
      assertThat(
              rows(
                  log,
                  "select appointment_id, status, kind, coalesce(request_id, '-'), coalesce(order_id, '-'), start_at::varchar from appointments order by start_at"))
          .containsExactly(
              "a1 attended first r1 - 2025-03-10 09:05:00",
              "a2 cancelled_by_patient return - o1 2025-03-20 09:00:00",
              "a3 cancelled_by_clinic return - o1 2025-03-21 09:00:00",
              "a4 cancelled_by_clinic return - - 2025-03-21 10:00:00",
              "a5 no_show return - o1 2025-03-24 09:00:00",
              "Encounter/e3 attended return r1 - 2025-03-28 10:00:00");
      assertThat(
              rows(
                  log,
                  "select request_id, received_day::varchar, urgency, source, site_id, service from requests"))
          .containsExactly("r1 2025-03-01 urgent self east Referral to psychotherapy");
      assertThat(
              rows(
                  log,
                  "select order_id, ordered_day::varchar, earliest_day::varchar, target_day::varchar, latest_day::varchar, clinician_id from orders"))
          .containsExactly("o1 2025-03-10 2025-03-17 2025-03-24 2025-03-24 cho");
      assertThat(
              rows(
                  log,
                  "select site_id, clinician_id, minutes::int::varchar, booked_day::varchar from appointments where appointment_id = 'a1'"))
          .containsExactly("east cho 50 2025-03-03");
      assertThat(rows(log, "select clinician_id, site_id, discipline from clinicians"))
          .containsExactly("cho east Psychologist");
      assertThat(log.asOf()).isEqualTo("2025-03-28");
      assertThat(log.setAside())
          .containsExactly(
              new AccessLog.SetAside("Appointment", "status_entered_in_error", 1),
              new AccessLog.SetAside("Appointment", "status_proposed", 1));
      assertThat(rows(log, "select place, type, id, reason from fhir_unread"))
          .contains("lee.ndjson line 16 Encounter e2 not_outpatient")
          .hasSize(5);
      assertThat(log.report().remarks())
          .contains(
              "FHIR: 19 resources; 11 gave rows, 3 explain others, 5 were not read.",
              "FHIR: cancelled appointments that do not say by whom: 1. They count as cancelled by the clinic.");
    }
  }

  @Test
  void aBundleAZipAndAFolderSayTheSame() throws IOException {
    List<String> lines = LEE.lines().toList();
    StringBuilder bundle = new StringBuilder("{\"resourceType\": \"Bundle\", \"entry\": [");
    for (int i = 0; i < lines.size(); i++) {
      bundle.append(i == 0 ? "" : ",").append("{\"resource\": ").append(lines.get(i)).append('}');
    }
    Path dir = Files.createDirectory(folder.resolve("export"));
    Path zip = folder.resolve("export.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < lines.size(); i++) {
        Files.writeString(dir.resolve(i + ".json"), lines.get(i));
        out.putNextEntry(new ZipEntry(i + ".json"));
        out.write(lines.get(i).getBytes(StandardCharsets.UTF_8));
      }
    }
    List<String> expected = visits(write("lee.ndjson", LEE));
    assertThat(expected).hasSize(6);
    assertThat(visits(write("bundle.json", "\uFEFF" + bundle + "]}"))).isEqualTo(expected);
    assertThat(visits(dir)).isEqualTo(expected);
    assertThat(visits(zip)).isEqualTo(expected);
  }

  @Test
  void referencesOfABundleAreResolvedByAddress() {
    Path file =
        write(
            "bundle.json",
            """
            {"resourceType": "Bundle", "entry": [
              {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient", "id": "p9"}},
              {"fullUrl": "https://a.example/fhir/Encounter/e", "resource": {"resourceType": "Encounter", "id": "e", "status": "finished",
                "class": {"code": "AMB"}, "subject": {"reference": "urn:uuid:1"}, "period": {"start": "2025-01-02T10:00:00Z"}}},
              {"resource": {"resourceType": "Encounter", "id": "f", "status": "finished", "class": {"code": "AMB"},
                "subject": {"reference": "https://b.example/fhir/Patient/p8/_history/3"}, "period": {"start": "2025-01-03T10:00:00Z"}}},
              {"search": {"mode": "outcome"}}],
             "link": [{"relation": "next", "url": "https://a.example/fhir?page=2"}]}
            """);
    FhirLog log = fhir(file);
    assertThat(log.tables().get(LogTable.APPOINTMENTS))
        .extracting(row -> row.get("patient_id"))
        .containsExactly("p9", "p8");
    assertThat(log.report().unread())
        .extracting(FhirReport.Unread::reason)
        .containsExactly("no_resource", "more_pages");
  }

  @Test
  void withoutAZoneTheClockOfTheWriterIsTheLocalTime() {
    Path file =
        write(
            "e.json",
            """
            {"resourceType": "Encounter", "id": "e", "status": "finished", "class": {"code": "AMB"},
             "subject": {"reference": "Patient/p"}, "period": {"start": "2025-01-02T23:30:00+11:00"}}
            """);
    try (AccessLog log = LogReader.read(file, SETTINGS)) {
      assertThat(rows(log, "select start_at::varchar from appointments"))
          .containsExactly("2025-01-02 23:30:00");
    }
  }

  @Test
  void theZoneOfAMappingDecidesTheLocalTime() {
    Path file =
        write(
            "e.json",
            """
            {"resourceType": "Encounter", "id": "e", "status": "finished", "class": {"code": "AMB"},
             "subject": {"reference": "Patient/p"}, "period": {"start": "2025-01-03T03:30:00Z"}}
            """);
    Path mapping = write("m.yaml", "zone: America/Los_Angeles\n");
    try (AccessLog log = LogReader.read(file, SETTINGS.withMapping(mapping))) {
      assertThat(rows(log, "select start_at::varchar from appointments"))
          .containsExactly("2025-01-02 19:30:00");
    }
  }

  @Test
  void anotherVersionAndACopyAreNotCountedTwice() {
    String visit =
        """
        {"resourceType": "Encounter", "id": "e", "meta": {"lastUpdated": "2025-02-0%s"}, "status": "%s", "class": {"code": "AMB"}, "subject": {"reference": "Patient/p"}, "period": {"start": "2025-01-02T10:00:00Z"}}
        """;
    String newest = visit.formatted("9", "finished");
    FhirLog log = fhir(write("v.ndjson", newest + visit.formatted("1", "planned") + newest));
    assertThat(log.tables().get(LogTable.APPOINTMENTS))
        .extracting(row -> row.get("status"))
        .containsExactly("attended");
    assertThat(log.report().unread())
        .extracting(FhirReport.Unread::reason)
        .containsExactly("older_version", "copy");
  }

  @Test
  void aRequestThatIsOverHasTheDayOfItsEnd() {
    String request =
        """
        {"resourceType": "ServiceRequest", "id": "%s", "status": "%s", "intent": "order", %s "subject": {"reference": "Patient/p"}, "authoredOn": "2025-01-02"}
        """;
    FhirLog log =
        fhir(
            write(
                "r.ndjson",
                request.formatted(
                        "gone", "revoked", "\"meta\": {\"lastUpdated\": \"2025-02-03T10:00:00Z\"},")
                    + request.formatted("when", "completed", "")
                    + request.formatted("plan", "active", "\"doNotPerform\": true,")));
    assertThat(log.tables().get(LogTable.REQUESTS))
        .extracting(
            row ->
                row.get("request_id") + " " + row.get("closed_at") + " " + row.get("close_reason"))
        .containsExactly("gone 2025-02-03 revoked");
    assertThat(log.report().unread())
        .extracting(FhirReport.Unread::reason)
        .containsExactly("closed_without_a_day", "do_not_perform");
  }

  @Test
  void aVisitWithoutDayOrPersonIsNamed() {
    FhirLog log =
        fhir(
            write(
                "v.ndjson",
                """
                {"resourceType": "Encounter", "id": "e", "status": "finished", "class": {"code": "AMB"}, "subject": {"reference": "Patient/p"}}
                {"resourceType": "Appointment", "id": "a", "status": "booked", "start": "2025-01-02T10:00:00Z", "participant": [{"actor": {"reference": "Practitioner/x"}}]}
                """));
    assertThat(log.tables()).isEmpty();
    assertThat(log.report().setAside())
        .containsExactly(
            new AccessLog.SetAside("Appointment", "no_patient", 1),
            new AccessLog.SetAside("Encounter", "no_start", 1));
  }

  @Test
  void aGroupIsAVisitOfEachOfItsPatients() {
    FhirLog log =
        fhir(
            write(
                "g.json",
                """
                {"resourceType": "Appointment", "id": "g", "status": "fulfilled", "start": "2025-01-02T10:00:00Z",
                 "participant": [{"actor": {"reference": "Patient/q"}}, {"actor": {"reference": "Patient/p"}}]}
                """));
    assertThat(log.tables().get(LogTable.APPOINTMENTS))
        .extracting(
            row -> row.get("appointment_id") + " " + row.get("patient_id") + " " + row.get("kind"))
        .containsExactly("g/p p group", "g/q q group");
  }

  @Test
  void everyExampleOfTheStandardIsReadOrNamed() {
    FhirReport report = fhir(resource("fhir-r4-examples-scheduling.zip")).report();
    assertThat(report.types().stream().mapToLong(FhirReport.TypeCount::found).sum()).isEqualTo(112);
    assertThat(report.types())
        .allMatch(each -> each.found() == each.rows() + each.context() + each.unread())
        .contains(
            new FhirReport.TypeCount("Appointment", 3, 2, 0, 1),
            new FhirReport.TypeCount("Encounter", 10, 1, 0, 9),
            new FhirReport.TypeCount("Slot", 4, 0, 4, 0),
            new FhirReport.TypeCount("Patient", 22, 0, 22, 0));
    long unread = report.types().stream().mapToLong(FhirReport.TypeCount::unread).sum();
    assertThat(report.unread()).hasSize((int) unread + 1).allMatch(each -> !each.words().isEmpty());
    assertThat(report.unread())
        .filteredOn(each -> each.type().equals("document"))
        .singleElement()
        .returns("package.json", FhirReport.Unread::place)
        .returns("no_resource", FhirReport.Unread::reason);
  }

  /**
   * The cases repeat their ids in each patient's folder; each encounter must stay one of its own.
   */
  @Test
  void theVisitsOfEveryTestPatientAreCounted() throws IOException {
    Path zip = resource("ecqm-add-cases-qicore2024.zip");
    Map<String, Long> expected = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().contains("/Encounter-")) {
          JsonNode encounter =
              Json.read(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
          if (encounter.path("class").path("code").asString().equals("AMB")) {
            expected.merge(
                encounter.path("subject").path("reference").asString().substring(8), 1L, Long::sum);
          }
        }
      }
    }
    try (AccessLog log = LogReader.read(zip, SETTINGS.withAsOf(LocalDate.of(2026, 12, 31)))) {
      Map<String, Long> found = new TreeMap<>();
      log.duck()
          .query(
              "select patient_id, count(*) from appointments group by 1",
              row -> found.put(row.getString(1), row.getLong(2)));
      assertThat(found).isEqualTo(expected).hasSizeGreaterThan(40);
      assertThat(log.setAside()).noneMatch(each -> each.reason().equals("repeated_id"));
    }
    FhirReport report = fhir(zip).report();
    assertThat(report.types().stream().mapToLong(FhirReport.TypeCount::found).sum())
        .isEqualTo(326 + 2);
  }

  @Test
  void aBadLineAndABadFileAreNamedAndTheRestIsRead() throws IOException {
    String good = LEE.lines().filter(line -> line.contains("\"e3\"")).findFirst().orElseThrow();
    Path dir = Files.createDirectory(folder.resolve("mixed"));
    Files.writeString(dir.resolve("a.ndjson"), good + "\n{\"resourceType\": \"Enc\n\n[1, 2]\n");
    Files.write(dir.resolve("b.json"), new byte[] {'{', (byte) 0xE9, '}'});
    Files.writeString(dir.resolve("c.json"), "");
    Files.writeString(dir.resolve("readme.txt"), "hello");
    FhirLog log = fhir(dir);
    assertThat(log.tables().get(LogTable.APPOINTMENTS)).hasSize(1);
    assertThat(log.report().unread())
        .extracting(each -> each.place() + " " + each.reason())
        .containsExactly(
            "a.ndjson line 2 not_json",
            "a.ndjson line 4 no_resource",
            "b.json not_utf8",
            "c.json no_resource",
            "readme.txt no_json");
  }

  @Test
  void whatHoldsNoVisitIsRefusedWithTheReasons() throws IOException {
    Path patients = write("p.ndjson", "{\"resourceType\": \"Patient\", \"id\": \"p\"}\n");
    assertThatThrownBy(() -> LogReader.read(patients, SETTINGS))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("No appointment or outpatient encounter is left")
        .hasMessageContaining("1 resources; 0 gave rows, 1 explain others");
    Path broken = folder.resolve("broken.zip");
    Files.write(broken, new byte[] {'P', 'K', 3, 4, 0});
    assertThatThrownBy(() -> LogReader.read(broken, SETTINGS))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is no zip that can be read");
    assertThatThrownBy(() -> LogReader.read(folder.resolve("none.json"), SETTINGS))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("does not exist");
  }

  /**
   * Whatever stands where something else should: it is read, or named, and never a fault of ours.
   */
  @Test
  void resourcesWithAnythingAnywhereAreReadOrNamed() {
    SplittableRandom random = new SplittableRandom(4);
    List<String> lines = LEE.lines().toList();
    List<String> junk =
        List.of("null", "7", "\"x\"", "{}", "[]", "[[]]", "[{\"a\": 1}]", "true", "\"Patient/\"");
    int read = 0;
    for (int run = 0; run < 300; run++) {
      StringBuilder text = new StringBuilder();
      for (String line : lines) {
        ObjectNode node = (ObjectNode) Json.read("line", line);
        for (int times = random.nextInt(3); times > 0; times--) {
          spoil(node, random, Json.read("junk", junk.get(random.nextInt(junk.size()))));
        }
        text.append(node).append('\n');
      }
      FhirLog log = fhir(write("junk.ndjson", text.toString()));
      long resources = log.report().types().stream().mapToLong(FhirReport.TypeCount::found).sum();
      long documents =
          log.report().unread().stream().filter(each -> each.type().equals("document")).count();
      assertThat(resources + documents).as("run %d", run).isEqualTo(lines.size());
      read += log.tables().getOrDefault(LogTable.APPOINTMENTS, List.of()).size();
    }
    assertThat(read).isGreaterThan(600);
  }

  /** Puts the junk at a place somewhere in the tree. */
  private static void spoil(JsonNode tree, SplittableRandom random, JsonNode junk) {
    if (tree instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = List.copyOf(object.propertyNames());
      String name = names.get(random.nextInt(names.size()));
      if (object.get(name).isContainer() && random.nextInt(3) > 0) {
        spoil(object.get(name), random, junk);
      } else {
        object.set(name, junk);
      }
    } else if (tree.isArray() && !tree.isEmpty()) {
      spoil(tree.get(random.nextInt(tree.size())), random, junk);
    }
  }

  private static FhirLog fhir(Path log) {
    return FhirLog.read(log, false);
  }

  private List<String> visits(Path log) {
    try (AccessLog read = LogReader.read(log, SETTINGS)) {
      return rows(
          read,
          "select * exclude (line) from (select *, 0 as line from appointments) order by appointment_id");
    }
  }

  private static List<String> rows(AccessLog log, String sql) {
    return log.duck()
        .query(
            sql,
            row -> {
              List<String> values = new ArrayList<>();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(String.valueOf(row.getString(i)));
              }
              return String.join(" ", values);
            });
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(FhirLogTest.class.getResourceAsStream("fhir/" + name))) {
      Path copy = folder.resolve(name);
      Files.copy(in, copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
