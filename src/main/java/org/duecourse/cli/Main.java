package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The program: results on standard output, all talk on standard error, exit codes as in {@link
 * Fault}.
 */
@Command(
    name = "duecourse",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description =
        "Waits for first and return visits in outpatient mental health care: measured, planned, booked and kept.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      MeasureCommand.class,
      ExplainCommand.class,
      PublishedCommand.class,
      ForecastCommand.class,
      CalibrateCommand.class,
      SimulateCommand.class,
      CompareCommand.class,
      PriceCommand.class,
      PlanCommand.class,
      AbsenceCommand.class,
      StandardsCommand.class,
      CalendarCommand.class,
      InventCommand.class,
      ServeCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      ExportCommand.class,
      ImportCommand.class,
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs one command and ends the program with its exit code. */
  public static void main(String[] args) {
    int code =
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args);
    System.out.flush();
    System.exit(code);
  }

  /** Runs one command without ending the program; what tests call. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler(Main::failed);
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(e.getMessage());
    for (String word : args) {
      if (!word.startsWith("-")
          && e.getMessage() != null
          && e.getMessage().contains("'" + word + "'")) {
        String hint = Suggestion.didYouMean(word, line.getSubcommands().keySet());
        if (!hint.isEmpty()) {
          err.println(hint.strip());
        }
      }
    }
    err.println("Maybe see: " + line.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return Fault.USAGE.exitCode();
  }

  private static int failed(Exception e, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (e instanceof Refused refused) {
      err.println(refused.getMessage());
      err.flush();
      return refused.fault().exitCode();
    }
    if (e instanceof BusinessDays.UnknownDay outside) {
      err.println(outside.getMessage());
      err.flush();
      return Fault.INPUT.exitCode();
    }
    err.println(
        "Sorry, there is a problem in Duecourse itself (" + e.getClass().getSimpleName() + ").");
    err.println(
        "Nothing was written. DUECOURSE_DEBUG=1 before the command prints where it happened.");
    if (System.getenv("DUECOURSE_DEBUG") != null) {
      e.printStackTrace(err);
    }
    err.flush();
    return Fault.INTERNAL.exitCode();
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"duecourse " + (version == null ? "(not packaged)" : version)};
    }
  }
}
