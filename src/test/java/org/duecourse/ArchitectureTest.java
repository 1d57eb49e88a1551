package org.duecourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows of {@code docs/architecture.md}: who may use whom, and which outside types stay
 * where.
 */
class ArchitectureTest {
  private static final String ROOT = "org.duecourse.";

  /** Package → the packages that it may use; {@code io} is open to all. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("io", Set.of()),
          Map.entry("calendar", Set.of()),
          Map.entry("standard", Set.of("calendar")),
          Map.entry("records", Set.of("calendar")),
          Map.entry("measure", Set.of("records", "standard", "calendar")),
          Map.entry("disclosure", Set.of("measure", "records")),
          Map.entry("series", Set.of()),
          Map.entry("booking", Set.of("calendar", "standard")),
          Map.entry("simulate", Set.of("calendar", "standard", "booking")),
          Map.entry("store", Set.of()),
          Map.entry("desk", Set.of("booking", "calendar", "standard", "store", "records")),
          Map.entry("worklist", Set.of("booking", "calendar", "standard", "desk")),
          Map.entry("crisis", Set.of("booking", "calendar", "standard", "desk", "worklist")),
          Map.entry("absence", Set.of("booking", "calendar", "standard", "desk", "worklist")),
          Map.entry(
              "web",
              Set.of(
                  "booking",
                  "calendar",
                  "standard",
                  "records",
                  "measure",
                  "disclosure",
                  "store",
                  "desk",
                  "worklist",
                  "crisis",
                  "absence")),
          Map.entry(
              "plan",
              Set.of(
                  "measure", "simulate", "standard", "records", "calendar", "series", "booking")),
          Map.entry(
              "report",
              Set.of(
                  "measure",
                  "disclosure",
                  "series",
                  "plan",
                  "simulate",
                  "standard",
                  "records",
                  "booking",
                  "absence",
                  "calendar")),
          Map.entry(
              "cli",
              Set.of(
                  "calendar",
                  "standard",
                  "records",
                  "measure",
                  "disclosure",
                  "series",
                  "booking",
                  "simulate",
                  "plan",
                  "store",
                  "desk",
                  "worklist",
                  "crisis",
                  "absence",
                  "web",
                  "report")));

  /** Outside types → the only packages that may use them. */
  private static final Map<String, Set<String>> ONLY_IN =
      Map.of(
          "java.sql.", Set.of("records", "measure", "store", "desk", "crisis", "absence"),
          "org.duckdb.", Set.of("records", "measure"),
          "org.postgresql.", Set.of("store", "desk"),
          "org.jdbi.", Set.of("store", "desk", "worklist", "crisis", "absence"),
          "org.flywaydb.", Set.of("store"),
          "org.springframework.", Set.of("web"),
          "jakarta.", Set.of("web"),
          "picocli.", Set.of("cli"),
          "tools.jackson.", Set.of("io", "records", "desk", "absence", "web"),
          "org.snakeyaml.", Set.of("io"));

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Made from templates by the build; their model types are checked by the compiler.
            .withImportOption(location -> !location.contains("/org/duecourse/web/pages/"))
            .importPackages("org.duecourse");
  }

  @Test
  void everyArrowIsAllowed() {
    TreeSet<String> wrong = new TreeSet<>();
    classes.forEach(
        from ->
            from.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass())
                .filter(to -> to.getPackageName().startsWith(ROOT))
                .filter(to -> !packageOf(to).equals(packageOf(from)))
                .filter(to -> !packageOf(to).equals("io"))
                .filter(
                    to -> !MAY_USE.getOrDefault(packageOf(from), Set.of()).contains(packageOf(to)))
                .forEach(
                    to ->
                        wrong.add(
                            from.getSimpleName()
                                + " uses "
                                + to.getSimpleName()
                                + ", but "
                                + packageOf(from)
                                + " may use only "
                                + new TreeSet<>(MAY_USE.getOrDefault(packageOf(from), Set.of())))));
    assertThat(wrong).isEmpty();
  }

  @Test
  void outsideTypesStayWhereTheyBelong() {
    TreeSet<String> wrong = new TreeSet<>();
    classes.forEach(
        from ->
            from.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .forEach(
                    to ->
                        ONLY_IN.forEach(
                            (prefix, allowed) -> {
                              if (to.startsWith(prefix) && !allowed.contains(packageOf(from))) {
                                wrong.add(
                                    from.getName() + " uses " + to + "; only " + allowed + " may");
                              }
                            })));
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsSimulatedPlannedOrBookedReadsNoWallClockAndNoFiles() {
    List<String> clocks = List.of("now", "currentTimeMillis");
    TreeSet<String> wrong = new TreeSet<>();
    classes.stream()
        .filter(from -> Set.of("simulate", "plan", "booking").contains(packageOf(from)))
        .forEach(
            from -> {
              from.getMethodCallsFromSelf().stream()
                  .filter(call -> clocks.contains(call.getName()))
                  .forEach(call -> wrong.add(call.getDescription()));
              from.getDirectDependenciesFromSelf().stream()
                  .map(dependency -> dependency.getTargetClass().getName())
                  .filter(
                      to -> to.startsWith("java.nio.file.Files") || to.startsWith("java.io.File"))
                  .forEach(to -> wrong.add(from.getName() + " uses " + to));
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void thePictureInTheDocumentationShowsTheArrowsThatAreThere() {
    TreeSet<String> arrows = new TreeSet<>();
    classes.forEach(
        from ->
            from.getDirectDependenciesFromSelf().stream()
                .map(dependency -> packageOf(dependency.getTargetClass()))
                .filter(MAY_USE::containsKey)
                .filter(to -> !to.equals("io") && !to.equals(packageOf(from)))
                .filter(to -> !packageOf(from).equals("cli"))
                .forEach(to -> arrows.add("  " + packageOf(from) + " --> " + to + "\n")));
    String picture =
        "```mermaid\nflowchart LR\n"
            + String.join("", arrows)
            + "```\n\n`cli` uses all of them, and all of them use `io`.\n";
    KeptInStep.part(Path.of("docs/architecture.md"), "arrows", picture);
  }

  @Test
  void everyPackageIsInTheListAndSaysWhichQuestionItAnswers() {
    Map<String, Boolean> seen = new TreeMap<>();
    classes.forEach(
        c ->
            seen.merge(packageOf(c), c.getSimpleName().equals("package-info"), Boolean::logicalOr));
    assertThat(MAY_USE.keySet()).containsAll(seen.keySet());
    assertThat(seen).doesNotContainValue(false);
  }

  private static String packageOf(JavaClass c) {
    String name = c.getPackageName();
    return name.length() < ROOT.length() ? "" : name.substring(ROOT.length());
  }
}
