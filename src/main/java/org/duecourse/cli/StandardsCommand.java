package org.duecourse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.report.StandardReport;
import org.duecourse.report.Table;
import org.duecourse.standard.Example;
import org.duecourse.standard.ExampleCheck;
import org.duecourse.standard.Standard;
import org.duecourse.standard.Standards;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse standards}: what was promised, to whom, counted how, since when, says who. */
@Command(
    name = "standards",
    mixinStandardHelpOptions = true,
    description = {
      "The rules about waits: who promised what, counted how, since when.",
      "Without a command: the list."
    },
    subcommands = {StandardsCommand.Show.class, StandardsCommand.Check.class})
final class StandardsCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private Goals goals = new Goals();

  @Override
  public void run() {
    List<Standard> standards = new ArrayList<>(Standards.all());
    standards.addAll(goals.read());
    output.print(StandardReport.list(standards), spec.commandLine().getOut());
  }

  /** A user's own goals, on every command that names a rule. */
  static final class Goals {
    @Option(
        names = "--goals",
        paramLabel = "FILE",
        description = "Own goals beside the shipped rules: a YAML file, or a folder of them.")
    @Nullable Path file;

    List<Standard> read() {
      return file == null ? List.of() : Standards.own(file);
    }
  }

  /** One rule with its worked examples. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "One rule: its clock, values, sources, exceptions and worked examples.")
  static final class Show implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private OutputOptions output = new OutputOptions();
    @Mixin private Goals goals = new Goals();

    @Parameters(paramLabel = "ID", description = "The rule's id.")
    private String id = "";

    @Override
    public void run() {
      List<Standard> own = goals.read();
      Standard standard = Standards.byId(id, own);
      ExampleCheck check = new ExampleCheck(other -> Standards.byId(other, own));
      output.print(
          StandardReport.text(standard, check),
          StandardReport.show(standard, check),
          spec.commandLine().getOut());
    }
  }

  /** Own goals, read and their examples worked out. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Reads own goals and works their examples out; lists every problem.")
  static final class Check implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "A YAML file, or a folder of them.")
    private @Nullable Path file;

    @Override
    public void run() {
      Path goals = java.util.Objects.requireNonNull(file);
      List<Standard> own = Standards.own(goals);
      ExampleCheck check = new ExampleCheck(other -> Standards.byId(other, own));
      List<Problem> problems = new ArrayList<>();
      int examples = 0;
      for (Standard goal : own) {
        for (Example example : goal.examples()) {
          examples++;
          for (String difference : check.differences(goal, example)) {
            problems.add(new Problem(goal.id() + ", " + example.name(), difference));
          }
        }
      }
      if (!problems.isEmpty()) {
        throw new Refused(
            Fault.INPUT,
            goals + ": " + problems.size() + " of what the examples say comes out otherwise",
            problems);
      }
      Table list = StandardReport.list(own);
      output.print(
          new Table(
              own.size() + " read, " + examples + " worked examples agree.",
              list.columns(),
              list.rows(),
              List.of(
                  "Next: duecourse standards show " + own.getFirst().id() + " --goals " + goals),
              list.json()),
          spec.commandLine().getOut());
    }
  }
}
