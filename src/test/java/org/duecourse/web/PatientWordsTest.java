package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duecourse.desk.Site;
import org.junit.jupiter.api.Test;

/** What patients read, language by language. */
class PatientWordsTest {
  private static final ZoneId WEST = ZoneId.of("America/Los_Angeles");

  @Test
  void everyLanguageHasTheSameSentencesWithTheSamePlaces() {
    PatientWords english = PatientWords.of("en");
    assertThat(PatientWords.all()).hasSize(2);
    for (PatientWords other : PatientWords.all()) {
      assertThat(new TreeSet<>(other.keys())).isEqualTo(new TreeSet<>(english.keys()));
      for (String key : english.keys()) {
        assertThat(places(other.say(key)))
            .as(other.code() + " " + key)
            .isEqualTo(places(english.say(key)));
        assertThat(other.say(key)).as(other.code() + " " + key).isNotBlank();
      }
    }
  }

  private static TreeSet<String> places(String sentence) {
    TreeSet<String> places = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\{\\d}").matcher(sentence);
    while (matcher.find()) {
      places.add(matcher.group());
    }
    return places;
  }

  @Test
  void noSentenceSaysPleaseOrSorry() {
    for (PatientWords words : PatientWords.all()) {
      assertThat(words.keys())
          .allSatisfy(
              key ->
                  assertThat(words.say(key).toLowerCase(java.util.Locale.ROOT))
                      .doesNotContain("please", "sorry", "invalid", "por favor", "lo sentimos"));
    }
  }

  @Test
  void daysAndTimesAreWrittenAsPeopleOfTheLanguageWriteThem() {
    Instant morning = Instant.parse("2026-06-10T17:00:00Z");
    Instant noon = Instant.parse("2026-12-10T20:00:00Z");
    assertThat(PatientWords.of("en").moment(morning, WEST))
        .isEqualTo("Wednesday, June 10, 2026, at 10:00 a.m. Pacific Time");
    assertThat(PatientWords.of("en").moment(noon, WEST))
        .isEqualTo("Thursday, December 10, 2026, at noon Pacific Time");
    assertThat(PatientWords.of("es").moment(morning, WEST))
        .isEqualTo("miércoles 10 de junio de 2026, a las 10:00 a. m., hora del Pacífico");
    assertThat(PatientWords.of("es").day(LocalDate.of(2026, 2, 1)))
        .isEqualTo("domingo 1 de febrero de 2026");
  }

  @Test
  void aLanguageIsFoundByItsCodeAndAnotherIsEnglish() {
    assertThat(PatientWords.of("es").tag()).isEqualTo("es-US");
    assertThat(PatientWords.of("ES-mx").code()).isEqualTo("es");
    assertThat(PatientWords.of("vi").code()).isEqualTo("en");
    assertThat(PatientWords.of("").code()).isEqualTo("en");
    assertThat(PatientWords.preferred("vi, es;q=0.5, en;q=0.4").code()).isEqualTo("es");
    assertThat(PatientWords.preferred("de-DE").code()).isEqualTo("en");
    assertThat(PatientWords.preferred(";;;q=").code()).isEqualTo("en");
    assertThatThrownBy(() -> PatientWords.of("en").say("nothing"))
        .hasMessageContaining("There is no sentence 'nothing' in en.");
  }

  @Test
  void whomToCallInACrisisFollowsFromWhereTheClinicIs() {
    PatientWords words = PatientWords.of("en");
    assertThat(words.help(Site.of("a", "A", "America/Los_Angeles", "us-ca.core"))).contains("988");
    assertThat(words.help(Site.of("a", "A", "Europe/London", "gb-eng")))
        .contains("111")
        .doesNotContain("988");
    assertThat(words.help(Site.of("a", "A", "Europe/Paris", "weekdays")))
        .doesNotContain("988", "111");
  }
}
