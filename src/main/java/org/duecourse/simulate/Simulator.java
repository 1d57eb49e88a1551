package org.duecourse.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Runs a clinic: replications across threads, the same bytes on any number of them. */
public final class Simulator {
  private Simulator() {}

  /** Told each time a replication is done; calls come one at a time. */
  public interface Progress {
    /** Nobody listens. */
    Progress NONE = (done, of) -> {};

    /** So many of so many replications are done. */
    void done(int done, int of);
  }

  /** Runs all replications of a plan. */
  public static SimulationResult run(Clinic clinic, RunPlan plan) {
    return run(clinic, plan, Progress.NONE, null);
  }

  /**
   * Runs all replications of a plan.
   *
   * @param log takes the rows of the first replication; null: nobody does
   */
  public static SimulationResult run(
      Clinic clinic, RunPlan plan, Progress progress, @Nullable LogSink log) {
    Tables tables = new Tables(clinic, plan);
    return runAll(clinic, replication -> tables, 0, plan, progress, log);
  }

  /**
   * Runs each replication with a clinic of its own, so that doubt about the clinic goes into the
   * result beside chance: one draw of the doubtful parts a replication.
   *
   * @param clinic what the result says was run
   * @param drawn the clinic of a replication, with the same sites and standards; called once for
   *     each, on any thread
   * @param first the number of the first replication; further ones of a run begun before start
   *     where that ended and meet the chance that they would have met in it
   */
  public static SimulationResult runEach(
      Clinic clinic, IntFunction<Clinic> drawn, int first, RunPlan plan, Progress progress) {
    return runAll(
        clinic,
        replication -> new Tables(drawn.apply(replication), plan),
        first,
        plan,
        progress,
        null);
  }

  private static SimulationResult runAll(
      Clinic clinic,
      IntFunction<Tables> tables,
      int first,
      RunPlan plan,
      Progress progress,
      @Nullable LogSink log) {
    int scopes = 1 + clinic.sites().size();
    List<Map<Output, double[]>> values = new ArrayList<>();
    for (int scope = 0; scope < scopes; scope++) {
      Map<Output, double[]> one = new EnumMap<>(Output.class);
      for (Output output : Output.values()) {
        one.put(output, new double[plan.replications()]);
      }
      values.add(one);
    }
    AtomicInteger done = new AtomicInteger();
    Object oneAtATime = new Object();
    List<Future<?>> futures = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(plan.threads(), plan.replications()),
            task -> {
              Thread thread = new Thread(task, "replication");
              thread.setDaemon(true);
              return thread;
            });
    try {
      for (int r = 0; r < plan.replications(); r++) {
        int replication = r;
        futures.add(
            threads.submit(
                () -> {
                  Tables its = tables.apply(first + replication);
                  runOne(its, first, replication, replication == 0 ? log : null, values);
                  synchronized (oneAtATime) {
                    progress.done(done.incrementAndGet(), plan.replications());
                  }
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    } finally {
      threads.shutdownNow();
    }
    return new SimulationResult(clinic, plan, values);
  }

  private static void runOne(
      Tables tables,
      int first,
      int replication,
      @Nullable LogSink log,
      List<Map<Output, double[]>> values) {
    Tally[] tallies = tallies(tables, first + replication, log);
    Tally all = new Tally((tables.plan.days() + 6) / 7);
    for (int s = 0; s < tallies.length; s++) {
      all.add(tallies[s]);
      put(values.get(1 + s), replication, tallies[s], tables);
    }
    put(values.get(0), replication, all, tables);
  }

  private static Tally[] tallies(Tables tables, int replication, @Nullable LogSink log) {
    if (log == null && QuietReplication.fits(tables)) {
      Optional<Tally[]> quiet = new QuietReplication(tables, replication).run();
      if (quiet.isPresent()) {
        return quiet.get();
      }
    }
    return new Replication(tables, replication, log).run();
  }

  private static void put(
      Map<Output, double[]> values, int replication, Tally tally, Tables tables) {
    values.forEach(
        (output, perReplication) ->
            perReplication[replication] =
                tally.value(output, tables.clinic.standards(), tables.plan.days()));
  }
}
