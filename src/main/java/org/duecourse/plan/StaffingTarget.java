package org.duecourse.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Standards;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.SimulationResult;

/**
 * What a year has to reach: {@code return in window >= 90% in 95% of weeks}, {@code first within 10
 * business days >= 90%}. A business day is an open day of the clinic file.
 *
 * @param text as written
 * @param what the quantity
 * @param days the limit in open days where the quantity has one, else 0
 * @param atLeast whether more is better
 * @param share the share to reach, 0 to 1
 * @param weeks the share of weeks in which it is to be reached; empty: over the whole time
 */
public record StaffingTarget(
    String text, What what, int days, boolean atLeast, double share, Optional<Double> weeks) {
  /** Two shares that differ by rounding are the same. */
  private static final double ROUNDING = 1e-9;

  /** What can be asked for. */
  public enum What {
    RETURN_IN_WINDOW_FORGIVEN(
        "return in window forgiven",
        Output.RETURN_IN_WINDOW_SHARE_FORGIVEN,
        Output.RETURN_WEEKS_MEETING_SHARE_FORGIVEN),
    RETURN_IN_WINDOW(
        "return in window", Output.RETURN_IN_WINDOW_SHARE, Output.RETURN_WEEKS_MEETING_SHARE),
    FIRST(
        "first within N business days",
        Output.FIRST_SEEN_WITHIN_LIMIT_SHARE,
        Output.FIRST_WEEKS_MEETING_SHARE),
    FIRST_BOOKED(
        "first booked within N business days", Output.FIRST_BOOKED_WITHIN_LIMIT_SHARE, null),
    URGENT("urgent within N business days", Output.URGENT_SEEN_WITHIN_LIMIT_SHARE, null),
    CRISIS_SAME_DAY("crisis same day", Output.CRISIS_SAME_DAY_SHARE, null),
    CRISIS_4_HOURS("crisis within 4 hours", Output.CRISIS_WITHIN_4_HOURS_SHARE, null),
    CRISIS_GAP("crisis cover gap", Output.CRISIS_COVER_GAP_SHARE, null),
    PROTECTED_TIME("protected time kept", Output.PROTECTED_MINUTES_KEPT_SHARE, null);

    private final String words;
    private final Output overall;
    private final @org.jspecify.annotations.Nullable Output byWeek;

    What(String words, Output overall, @org.jspecify.annotations.Nullable Output byWeek) {
      this.words = words;
      this.overall = overall;
      this.byWeek = byWeek;
    }

    /** As it is written in a target. */
    public String words() {
      return words;
    }

    private boolean isAboutCrises() {
      return this == CRISIS_SAME_DAY || this == CRISIS_4_HOURS || this == CRISIS_GAP;
    }
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(?<what>.*?) (?<sign>>=|<=|≥|≤|at least|at most) (?<share>[0-9.]+) ?%(?<weeks> in (?<inShare>[0-9.]+) ?% of weeks)?");

  /**
   * Reads targets.
   *
   * @throws Refused with every problem of all of them
   */
  public static List<StaffingTarget> read(List<String> texts) {
    List<Problem> problems = new ArrayList<>();
    List<StaffingTarget> targets = new ArrayList<>();
    for (String text : texts) {
      read(text, problems).ifPresent(targets::add);
    }
    if (targets.isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              "--target", "missing. Maybe: --target \"return in window >= 90% in 95% of weeks\""));
    }
    conflicts(targets, problems);
    if (!problems.isEmpty()) {
      throw new Refused(Fault.USAGE, "Nothing was planned", problems);
    }
    return targets;
  }

  private static Optional<StaffingTarget> read(String text, List<Problem> problems) {
    String place = "--target \"" + text + "\"";
    String plain =
        text.strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s*(>=|<=|≥|≤)\\s*", " $1 ")
            .replaceAll("\\s+", " ");
    Matcher form = FORM.matcher(plain);
    if (!form.matches()) {
      problems.add(
          new Problem(
              place,
              "WHAT >= SHARE% or WHAT <= SHARE% is expected, maybe with 'in SHARE% of weeks'. WHAT is one of: "
                  + names()
                  + "."));
      return Optional.empty();
    }
    String name = form.group("what");
    Matcher limit =
        Pattern.compile("within (\\d{1,3}) (business|open|working) days?").matcher(name);
    boolean limited = limit.find();
    String generic = limited ? limit.replaceFirst("within N business days") : name;
    Optional<What> what =
        Arrays.stream(What.values()).filter(w -> w.words.equalsIgnoreCase(generic)).findFirst();
    double share = Double.parseDouble(form.group("share")) / 100;
    Optional<Double> weeks =
        Optional.ofNullable(form.group("inShare")).map(s -> Double.parseDouble(s) / 100);
    int before = problems.size();
    if (what.isEmpty()) {
      problems.add(
          new Problem(
              place,
              "'"
                  + name
                  + "' is none of: "
                  + names()
                  + "."
                  + Suggestion.didYouMean(
                      generic, Arrays.stream(What.values()).map(What::words).toList())));
    } else if (weeks.isPresent() && what.get().byWeek == null) {
      problems.add(
          new Problem(
              place,
              "'" + name + "' is not counted week by week. Maybe leave 'in … of weeks' out."));
    }
    int days = limited ? Integer.parseInt(limit.group(1)) : 0;
    if (limited && (days < 1 || days > 60)) {
      problems.add(new Problem(place, days + " business days is outside 1 to 60."));
    }
    if (share > 1 || weeks.orElse(0.0) > 1) {
      problems.add(new Problem(place, "a share is at most 100%."));
    }
    boolean atLeast = !form.group("sign").matches("<=|≤|at most");
    what.ifPresent(
        w -> {
          if (atLeast == (w == What.CRISIS_GAP)) {
            problems.add(
                new Problem(
                    place,
                    "'"
                        + w.words
                        + "' is better when "
                        + (atLeast ? "lower" : "higher")
                        + ". Maybe "
                        + (atLeast ? "<=." : ">=.")));
          }
        });
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new StaffingTarget(text.strip(), what.orElseThrow(), days, atLeast, share, weeks));
  }

  /**
   * A run counts with one limit and one weekly share of a kind; two different ones cannot both be
   * kept.
   */
  private static void conflicts(List<StaffingTarget> targets, List<Problem> problems) {
    for (int i = 0; i < targets.size(); i++) {
      for (int j = i + 1; j < targets.size(); j++) {
        StaffingTarget a = targets.get(i);
        StaffingTarget b = targets.get(j);
        boolean limits = a.isFirst() && b.isFirst() && a.days != b.days;
        boolean weekly =
            ((a.isFirst() && b.isFirst()) || (a.isReturn() && b.isReturn()))
                && a.weeks.isPresent()
                && b.weeks.isPresent()
                && a.share != b.share;
        if (limits || weekly) {
          problems.add(
              new Problem(
                  "--target \"" + b.text + "\"",
                  "another "
                      + (limits ? "limit" : "weekly share")
                      + " than in \""
                      + a.text
                      + "\"; a plan holds one. Maybe plan twice."));
        }
      }
    }
  }

  private static String names() {
    return String.join("; ", Arrays.stream(What.values()).map(What::words).toList());
  }

  private boolean isFirst() {
    return what == What.FIRST || what == What.FIRST_BOOKED;
  }

  private boolean isReturn() {
    return what == What.RETURN_IN_WINDOW || what == What.RETURN_IN_WINDOW_FORGIVEN;
  }

  /** Whether places held for crises can help. */
  public boolean isAboutCrises() {
    return what.isAboutCrises();
  }

  /** The clinic, counting with this target's limits. */
  public Clinic applyTo(Clinic clinic) {
    Standards was = clinic.standards();
    return clinic.withStandards(
        new Standards(
            isFirst() ? days : was.firstLimitOpenDays(),
            what == What.URGENT ? days : was.urgentLimitOpenDays(),
            isFirst() && weeks.isPresent() ? share : was.firstTargetShare(),
            isReturn() && weeks.isPresent() ? share : was.returnTargetShare(),
            was.returnLimitOpenDays()));
  }

  /**
   * How far each run is on the right side of the target, in shares; 0 or more: met. Where nobody
   * was to be counted, nothing was missed.
   */
  public double[] margins(SimulationResult result) {
    Output output = weeks.isPresent() && what.byWeek != null ? what.byWeek : what.overall;
    double wanted = weeks.orElse(share);
    double[] values = result.values(output);
    Arrays.setAll(
        values,
        r ->
            Double.isNaN(values[r])
                ? ROUNDING
                : (atLeast ? values[r] - wanted : wanted - values[r]) + ROUNDING);
    return values;
  }
}
