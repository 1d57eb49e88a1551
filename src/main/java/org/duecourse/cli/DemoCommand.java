package org.duecourse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.duecourse.io.Refused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code duecourse demo}: the examples through the same commands that a user would type, each
 * printed before it runs. Nothing here does a thing that another command does not.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "The examples, measured, charted, compared and planned; then the desk of an invented clinic, until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--examples",
      paramLabel = "FOLDER",
      description = "Where the examples lie; else the folder examples of Duecourse.")
  private Path examples = Path.of(System.getProperty("duecourse.home", "."), "examples");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "demo",
      description = "Where the reports will lie (${DEFAULT-VALUE}).")
  private Path folder = Path.of("demo");

  @Option(names = "--quick", description = "Fewer runs of the simulator.")
  private boolean quick;

  @Option(names = "--no-serve", description = "End after the reports; do not start the desk.")
  private boolean noServe;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the desk; 0 takes any free one (${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    if (!Files.isDirectory(examples.resolve("harbor"))) {
      throw Refused.usage(
          "The examples are not in " + examples + ". Maybe say where with --examples FOLDER.");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path harbor = examples.resolve("harbor");
    Path nhs = examples.resolve("nhs-talking-therapies");
    Path va = examples.resolve("va");
    String runs = quick ? "20" : "200";
    int worst = 0;
    List<Path> made = new ArrayList<>();
    worst = Math.max(worst, run("check", harbor, "--rejected", out("harbor-rejected.csv", made)));
    worst =
        Math.max(
            worst,
            run(
                "report",
                harbor,
                "--title",
                "Harbor Health (invented)",
                "-o",
                out("harbor-waits.html", made)));
    worst =
        Math.max(
            worst,
            run(
                "report",
                harbor,
                "--title",
                "Harbor Health (invented)",
                "--suppress",
                "cms.1-10",
                "-o",
                out("harbor-waits-to-publish.html", made)));
    worst =
        Math.max(
            worst,
            run(
                "published",
                nhs.resolve("waits-by-provider.csv.gz"),
                "--map",
                nhs.resolve("mapping.yaml"),
                "--top",
                "8"));
    worst =
        Math.max(
            worst,
            run(
                "published",
                nhs.resolve("waits-by-provider.csv.gz"),
                "--map",
                nhs.resolve("mapping.yaml"),
                "-o",
                out("nhs-charts.json", made)));
    worst =
        Math.max(
            worst,
            run(
                "published",
                va.resolve("completed-national-monthly.csv"),
                "--map",
                va.resolve("mapping.yaml"),
                "-o",
                out("va-charts.csv", made)));
    worst =
        Math.max(
            worst,
            run(
                "compare",
                harbor.resolve("clinic.yaml"),
                harbor.resolve("today.yaml"),
                harbor.resolve("employer-offer.yaml"),
                harbor.resolve("counter-proposal.yaml"),
                "--replications",
                runs,
                "-o",
                out("harbor-compare.html", made)));
    worst =
        Math.max(
            worst,
            run(
                "plan",
                harbor.resolve("clinic.yaml"),
                "--target",
                "return in window >= 80%",
                "--target",
                "first within 10 business days >= 80%",
                "--site",
                "hillcrest",
                "-o",
                out("harbor-plan.html", made)));
    PrintWriter result = spec.commandLine().getOut();
    result.println();
    made.stream()
        .filter(Files::exists)
        .forEach(file -> result.println(file.toAbsolutePath().normalize().toUri()));
    result.flush();
    if (!noServe) {
      DemoServe.untilEnded(
          folder.resolve("desk"), harbor, port, result, spec.commandLine().getErr());
    }
    return worst;
  }

  private String out(String name, List<Path> made) {
    Path file = folder.resolve(name);
    made.add(file);
    return file.toString();
  }

  private int run(Object... words) {
    CommandLine top = spec.parent().commandLine();
    PrintWriter err = top.getErr();
    List<String> args = new ArrayList<>();
    for (Object word : words) {
      args.add(word.toString());
    }
    err.println();
    err.println("$ duecourse " + String.join(" ", args.stream().map(DemoCommand::shown).toList()));
    err.flush();
    return Main.run(top.getOut(), err, args.toArray(String[]::new));
  }

  private static String shown(String word) {
    return word.matches("[\\w./:=-]+") ? word : "\"" + word + "\"";
  }
}
