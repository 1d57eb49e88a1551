package org.duecourse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTest {
  private enum Policy {
    EARLIEST,
    LEAST_HARM
  }

  @Test
  void everyProblemIsToldAtOnceWithItsLine() {
    Yaml file =
        Yaml.parse(
            "clinic.yaml",
            """
            crisis_floor_minuts: 60
            from: 2026-02-30
            share: 1.5
            policy: least-harms
            sites:
              - name: Eastside
                zone: x
              - nam: Valley
            """);
    Yaml.Section top = file.top();
    top.integer("crisis_floor_minutes", 0, 1440, 120);
    top.date("from");
    top.number("share", 0, 1);
    top.choice("policy", Policy.class);
    top.sections("sites").forEach(site -> site.text("name"));

    assertThatThrownBy(() -> file.refuse("nothing was run"))
        .isInstanceOf(Refused.class)
        .hasMessage(
            """
            clinic.yaml: 7 problems, nothing was run
              line 1  crisis_floor_minuts: unknown key. Did you mean 'crisis_floor_minutes'?
              line 2  from: '2026-02-30' is not a day such as 2026-06-30.
              line 3  share: 1.5 is outside 0 to 1.
              line 4  policy: 'least-harms' is none of earliest, least_harm. Did you mean 'least_harm'?
              line 7  sites.zone: unknown key.
              line 8  sites.name: missing. Did you mean 'nam'?
              line 8  sites.nam: unknown key. Did you mean 'name'?\
            """);
  }

  @Test
  void goodValuesAreReadAndMissingOnesTakeTheirStandIn() {
    Yaml file =
        Yaml.parse(
            "good.yaml",
            """
            id: a
            from: 2026-07-01
            tags: [one, two]
            single: one
            weights: [1, 2.5]
            on: true
            policy: least-harm
            empty:
            """);
    Yaml.Section top = file.top();
    assertThat(top.text("id")).isEqualTo("a");
    assertThat(top.date("from")).isEqualTo(LocalDate.of(2026, 7, 1));
    assertThat(top.texts("tags")).containsExactly("one", "two");
    assertThat(top.texts("single")).containsExactly("one");
    assertThat(top.numbers("weights")).containsExactly(1.0, 2.5);
    assertThat(top.flag("on", false)).isTrue();
    assertThat(top.choice("policy", Policy.class)).isEqualTo(Policy.LEAST_HARM);
    assertThat(top.textOrNull("empty")).isNull();
    assertThat(top.integer("absent", 0, 9, 4)).isEqualTo(4);
    assertThat(top.sections("none")).isEmpty();
    file.refuse("nothing was run");
  }

  @Test
  void aKeyGivenTwiceIsAProblem() {
    Yaml file = Yaml.parse("twice.yaml", "a: 1\na: 2\n");
    file.top().integer("a", 0, 9);
    assertThatThrownBy(() -> file.refuse("nothing was run"))
        .hasMessageContaining("line 2  a: given twice");
  }

  @Test
  void whatIsNotYamlIsRefusedWithItsLine() {
    assertThatThrownBy(() -> Yaml.parse("bad.yaml", "a: [1, 2\nb: 3\n"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("bad.yaml: not readable as YAML")
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> Yaml.parse("list.yaml", "- 1\n"))
        .hasMessageContaining("holds no keys at its outermost level");
    assertThatThrownBy(() -> Yaml.parse("empty.yaml", ""))
        .hasMessageContaining("empty.yaml is empty");
  }

  @Test
  void filesThatAreNotThereOrNotTextAreRefused(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> Yaml.read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Yaml.read(folder.resolve("none.yaml")))
        .hasMessageContaining("does not exist");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "name: Zürich".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Yaml.read(latin)).hasMessageContaining("not UTF-8");
  }

  @Test
  void suggestionsComeOnlyFromNearWords() {
    assertThat(Suggestion.nearest("retrun-interval", List.of("return-interval", "first-wait")))
        .contains("return-interval");
    assertThat(Suggestion.nearest("zzz", List.of("return-interval", "first-wait"))).isEmpty();
    assertThat(Suggestion.distance("abcd", "acbd")).isEqualTo(1);
  }
}
