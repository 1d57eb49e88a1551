package org.duecourse.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the replications of a clinic say. Values are kept replication by replication, so that two
 * clinics run with the same plan can be compared pair by pair.
 */
public final class SimulationResult {
  private final Clinic clinic;
  private final RunPlan plan;

  /** By scope (all sites, then each): one value a replication of each output. */
  private final List<Map<Output, double[]>> values;

  SimulationResult(Clinic clinic, RunPlan plan, List<Map<Output, double[]>> values) {
    this.clinic = clinic;
    this.plan = plan;
    this.values = values;
  }

  /** The clinic that was run. */
  public Clinic clinic() {
    return clinic;
  }

  /** How it was run. */
  public RunPlan plan() {
    return plan;
  }

  /** An output of all sites together, one value a replication; NaN: not computable there. */
  public double[] values(Output output) {
    return valuesIn(0, output).clone();
  }

  /** An output of one site, in the order of the clinic file. */
  public double[] values(int site, Output output) {
    return valuesIn(1 + site, output).clone();
  }

  /** Mean and interval of all sites together. */
  public Interval interval(Output output) {
    return intervalIn(0, output);
  }

  /** Mean and interval of one site. */
  public Interval interval(int site, Output output) {
    return intervalIn(1 + site, output);
  }

  /** The contract's JSON: clinic, seed, replications, days, outputs; then each site's outputs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("clinic", clinic.name());
    json.put("seed", plan.seed());
    json.put("replications", plan.replications());
    json.put("warmup_days", plan.warmupDays());
    json.put("days", plan.days());
    json.put("outputs", outputs(0));
    List<Map<String, Object>> sites = new ArrayList<>();
    for (int s = 0; s < clinic.sites().size(); s++) {
      Map<String, Object> site = new LinkedHashMap<>();
      site.put("site", clinic.sites().get(s).id());
      site.put("outputs", outputs(1 + s));
      sites.add(site);
    }
    json.put("sites", sites);
    return json;
  }

  private Map<String, Object> outputs(int scope) {
    Map<String, Object> outputs = new LinkedHashMap<>();
    for (Output output : Output.values()) {
      Interval interval = intervalIn(scope, output);
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("mean", known(interval.mean()));
      one.put("low", known(interval.low()));
      one.put("high", known(interval.high()));
      one.put("level", interval.level());
      outputs.put(output.key(), one);
    }
    return outputs;
  }

  private Interval intervalIn(int scope, Output output) {
    Interval interval = Interval.of(valuesIn(scope, output), plan.level());
    return output.key().endsWith("_share") ? interval.ofShare() : interval;
  }

  private double[] valuesIn(int scope, Output output) {
    return Objects.requireNonNull(values.get(scope).get(output));
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
