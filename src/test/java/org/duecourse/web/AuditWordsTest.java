package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The audit in words. */
class AuditWordsTest {
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  @Test
  void everyActionThatTheProgramWritesHasWords() throws IOException {
    Pattern action =
        Pattern.compile(
            "\"((?:absence|account|audit|block|clinician|day|feed|group|log|notice|offer|order|patient|room|site|task|template|token|visit)\\.[a-z_]+)\"");
    TreeSet<String> written = new TreeSet<>();
    for (String folder : List.of("desk", "web")) {
      try (Stream<Path> files = Files.list(Path.of("src/main/java/org/duecourse", folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          if (!file.endsWith("AuditWords.java")) {
            action
                .matcher(Files.readString(file))
                .results()
                .forEach(found -> written.add(found.group(1)));
          }
        }
      }
    }
    assertThat(written).hasSizeGreaterThan(40).allMatch(AuditWords::knows);
    assertThat(List.of("offer.accepted", "offer.declined")).allMatch(AuditWords::knows);
  }

  @Test
  void actsAndDetailsAreWordsNotCodes() {
    assertThat(AuditWords.act("visit.book", "visit:V-5012")).isEqualTo("Booked visit V-5012");
    assertThat(AuditWords.act("day.read", "site:eastside"))
        .isEqualTo("Read the day list of clinic eastside");
    assertThat(AuditWords.act("later.added", "thing:1")).isEqualTo("Later added, 1");
    assertThat(
            AuditWords.detail(
                """
                {"to": "2026-06-10", "order": "R-1", "kind": "RETURN", "start": "2026-06-09T17:00:00Z", "from": "2026-06-09", "active": true,
                 "reason": "no_contact", "roles": ["CLINIC_MANAGER"], "set_aside": [], "days_out": 3}""",
                ZONE))
        .isEqualTo(
            "order: R-1; kind: return; time: June 9, 2026, 10:00 a.m. PDT; from: June 9, 2026; active: yes;"
                + " reason: the patient could not be reached; roles: clinic manager;"
                + " rules set aside: none; days outside the window: 3; to: June 10, 2026");
    assertThat(AuditWords.detail("{}", ZONE)).isEmpty();
  }

  @Test
  void whatASearchShowedIsASentence() {
    assertThat(
            AuditWords.shown(
                """
                [{"start": "2026-06-09T17:00:00Z", "clinician": "lee", "reasons": "in window", "cost": 1}]""",
                ZONE,
                Map.of("lee", "Dr. Lee")))
        .isEqualTo("June 9, 2026, 10:00 a.m. PDT with Dr. Lee: in window");
    assertThat(AuditWords.shown("[]", ZONE, Map.of())).isEqualTo("nothing");
  }
}
