package org.duecourse.web;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.duecourse.desk.Site;

/**
 * What patients read, in their language: sentences from {@code patient.*.properties}, days and
 * times as people of that language write them.
 */
public final class PatientWords {
  private static final List<PatientWords> ALL = List.of(read("en"), read("es"));

  private final String code;
  private final Properties sentences;
  private final Locale locale;
  private final DateTimeFormatter day;
  private final DateTimeFormatter clock;
  private final DateTimeFormatter zone;

  private PatientWords(String code, Properties sentences) {
    this.code = code;
    this.sentences = sentences;
    this.locale = Locale.forLanguageTag(say("tag"));
    this.day = DateTimeFormatter.ofPattern(say("pattern.day"), locale);
    this.clock = DateTimeFormatter.ofPattern(say("pattern.clock"), locale);
    this.zone = DateTimeFormatter.ofPattern("vvvv", locale);
  }

  private static PatientWords read(String code) {
    Properties sentences = new Properties();
    try {
      sentences.load(new StringReader(Resources.text("patient." + code + ".properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PatientWords(code, sentences);
  }

  /** All languages, English first. */
  static List<PatientWords> all() {
    return ALL;
  }

  /** A language by its code ("es", "es-MX"); English where it is none of ours. */
  static PatientWords of(String language) {
    return find(language).orElse(ALL.getFirst());
  }

  /** A language by its code, if it is one of ours. */
  static Optional<PatientWords> find(String language) {
    String start = language.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return ALL.stream().filter(words -> words.code.equals(start)).findFirst();
  }

  /** The first of a browser's languages that is one of ours, else English. */
  static PatientWords preferred(String acceptLanguage) {
    try {
      return Locale.LanguageRange.parse(acceptLanguage).stream()
          .flatMap(range -> find(range.getRange()).stream())
          .findFirst()
          .orElse(ALL.getFirst());
    } catch (IllegalArgumentException e) {
      return ALL.getFirst();
    }
  }

  /** The code of the language: "es". */
  public String code() {
    return code;
  }

  /** The language for the browser: "es-US". */
  public String tag() {
    return locale.toLanguageTag();
  }

  /** The names of all sentences. */
  Set<String> keys() {
    return sentences.stringPropertyNames();
  }

  /** A sentence, with {0}, {1} and so on filled in. */
  public String say(String key, Object... values) {
    String sentence = sentences.getProperty(key);
    if (sentence == null) {
      throw new IllegalArgumentException("There is no sentence '" + key + "' in " + code + ".");
    }
    for (int i = 0; i < values.length; i++) {
      sentence = sentence.replace("{" + i + "}", values[i].toString());
    }
    return sentence;
  }

  /** A day: "Tuesday, June 9, 2026". */
  String day(LocalDate at) {
    return day.format(at);
  }

  /** A moment with its zone: "Tuesday, June 9, 2026, at 9:00 a.m. Pacific Time". */
  String moment(Instant at, ZoneId where) {
    ZonedDateTime there = at.atZone(where);
    return say("moment", day(there.toLocalDate()), clock(there), zone.format(there));
  }

  private String clock(ZonedDateTime at) {
    if (at.getHour() == 12 && at.getMinute() == 0) {
      return say("clock.noon");
    }
    return clock.format(at) + " " + say(at.getHour() < 12 ? "clock.morning" : "clock.afternoon");
  }

  /** Whom to call in a crisis where the clinic is. */
  String help(Site site) {
    String zoneName = site.zone();
    if (zoneName.startsWith("America/") || zoneName.equals("Pacific/Honolulu")) {
      return say("help.us");
    }
    return say(zoneName.equals("Europe/London") ? "help.gb" : "help.other");
  }
}
