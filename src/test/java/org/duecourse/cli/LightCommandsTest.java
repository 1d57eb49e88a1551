package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duecourse.store.StorePlace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/**
 * The script gives the desk's libraries to the commands of the desk only; every other command has
 * to do without them.
 */
class LightCommandsTest {
  private static final Pattern LIST = Pattern.compile("(?m)^ *([a-z| ]+)\\) libraries=");
  private static final Pattern JARS =
      Pattern.compile("<excludeArtifactIds>([^<]+)</excludeArtifactIds>");
  private static final List<String> DESK_PACKAGES =
      List.of("org.duecourse.store.", "org.duecourse.desk.", "org.duecourse.web.");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.duecourse");
  }

  @Test
  void theScriptNamesExactlyTheCommandsThatReachTheDesk() throws IOException {
    Map<String, List<String>> ways = new HashMap<>();
    for (Class<?> command : commands()) {
      wayToTheDesk(command)
          .ifPresent(way -> ways.put(command.getAnnotation(Command.class).name(), way));
    }
    assertThat(new TreeSet<>(ways.keySet()))
        .as("commands that reach the desk, and how: %s", ways)
        .isEqualTo(withTheDesksLibraries());
  }

  @Test
  void everyOtherCommandLoadsWithoutTheDesksLibraries() throws Exception {
    Set<String> desk = withTheDesksLibraries();
    List<String> light =
        commands().stream()
            .map(command -> command.getAnnotation(Command.class).name())
            .filter(name -> !desk.contains(name))
            .toList();
    assertThat(light).hasSizeGreaterThan(10).contains("measure", "report");
    List<URL> path = new ArrayList<>();
    for (Path each : lightClassPath()) {
      path.add(each.toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Method run =
          loader
              .loadClass(Main.class.getName())
              .getMethod("run", PrintWriter.class, PrintWriter.class, String[].class);
      StringWriter list = new StringWriter();
      assertThat(help(run, list)).isZero();
      assertThat(list.toString()).contains("  serve", "  restore", "  measure");
      for (String name : light) {
        StringWriter said = new StringWriter();
        assertThat(help(run, said, name)).as("%s: %s", name, said).isZero();
        assertThat(said.toString()).contains("Usage: duecourse " + name);
      }
    }
  }

  @Test
  void aMeasureRunsWithoutThemAndACommandOfTheDeskDoesNot() throws Exception {
    Run measure = light("measure", "first-wait", "examples/harbor");
    assertThat(measure.code()).as(measure.said()).isZero();
    assertThat(measure.said()).contains("first-wait");
    // Else neither test would see a library that is missing.
    assertThat(light("backup", "x.zip", "--db", "jdbc:postgresql://127.0.0.1:1/x").said())
        .contains("NoClassDefFoundError: org/postgresql/");
  }

  private static List<Class<?>> commands() {
    return Arrays.asList(Main.class.getAnnotation(Command.class).subcommands());
  }

  private static Set<String> withTheDesksLibraries() throws IOException {
    Matcher list = LIST.matcher(Files.readString(Path.of("duecourse")));
    assertThat(list.find()).as("the list in the script").isTrue();
    return new TreeSet<>(Arrays.asList(list.group(1).strip().split(" *\\| *")));
  }

  /** From the command to the first class of the desk, the shortest way; none if there is none. */
  private static Optional<List<String>> wayToTheDesk(Class<?> command) {
    Map<JavaClass, JavaClass> cameFrom = new HashMap<>();
    Deque<JavaClass> next = new ArrayDeque<>(List.of(classes.get(command)));
    while (!next.isEmpty()) {
      JavaClass at = next.removeFirst();
      if (DESK_PACKAGES.stream().anyMatch(at.getName()::startsWith)) {
        List<String> way = new ArrayList<>();
        for (JavaClass step = at; step != null; step = cameFrom.get(step)) {
          way.addFirst(step.getSimpleName());
        }
        return Optional.of(way);
      }
      at.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(to -> to.getName().startsWith("org.duecourse."))
          // Main names every command; a command that starts others starts them by their names.
          .filter(to -> !to.isEquivalentTo(Main.class))
          .filter(to -> !to.isEquivalentTo(command) && !cameFrom.containsKey(to))
          .forEach(
              to -> {
                cameFrom.put(to, at);
                next.add(to);
              });
    }
    return Optional.empty();
  }

  private static int help(Method run, StringWriter said, String... command) throws Exception {
    String[] words = Arrays.copyOf(command, command.length + 1);
    words[command.length] = "--help";
    PrintWriter out = new PrintWriter(said);
    return (int) run.invoke(null, out, out, words);
  }

  private record Run(int code, String said) {}

  /** Runs a command in a program of its own, with the libraries of {@code target/lib} alone. */
  private static Run light(String... words) throws IOException, InterruptedException {
    List<String> call =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(
                    File.pathSeparator, lightClassPath().stream().map(Path::toString).toList()),
                Main.class.getName()));
    call.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(call).redirectErrorStream(true);
    builder.environment().put(StorePlace.USER, "desk_app");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  private static List<Path> lightClassPath() throws IOException {
    Matcher jars = JARS.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(jars.find()).as("the libraries that do not lie with the desk's").isTrue();
    Pattern light =
        Pattern.compile(
            "("
                + Arrays.stream(jars.group(1).split(","))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
                + ")-\\d.*\\.jar");
    List<Path> path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(
                each ->
                    each.endsWith(Path.of("target", "classes"))
                        || light.matcher(each.getFileName().toString()).matches())
            .toList();
    // Tests bring an older Jackson along, whose jars have the same names.
    assertThat(path)
        .as("classes and light libraries")
        .hasSizeGreaterThan(jars.group(1).split(",").length);
    return path;
  }
}
