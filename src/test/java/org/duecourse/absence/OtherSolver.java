package org.duecourse.absence;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;

/** The same question, asked of OR-Tools. */
final class OtherSolver {
  private static final boolean LOADS = loads();

  private OtherSolver() {}

  private static boolean loads() {
    try {
      Loader.loadNativeLibraries();
      return true;
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      return false;
    }
  }

  /** Whether its native part runs on this machine. */
  static boolean isThere() {
    return LOADS;
  }

  /** The least cost without groups. */
  static long least(Pairs pairs) {
    return least(flow(pairs));
  }

  /** The least cost where groups give away only so many. */
  static long least(Pairs pairs, int[] groupOf, int[] capacity) {
    return least(flow(pairs, groupOf, capacity));
  }

  private static long least(MinCostFlow flow) {
    MinCostFlowBase.Status status = flow.solve();
    if (status != MinCostFlowBase.Status.OPTIMAL) {
      throw new IllegalStateException("OR-Tools says " + status);
    }
    return flow.getOptimalCost();
  }

  /** The network without groups: visits, places, a sink. */
  static MinCostFlow flow(Pairs pairs) {
    int sink = pairs.visits() + pairs.places();
    MinCostFlow flow = visits(pairs, sink);
    for (int place = 0; place < pairs.places(); place++) {
      flow.addArcWithCapacityAndUnitCost(pairs.visits() + place, sink, 1, 0);
    }
    return flow;
  }

  /** The network: visits, places, groups, a sink. */
  static MinCostFlow flow(Pairs pairs, int[] groupOf, int[] capacity) {
    int firstGroup = pairs.visits() + pairs.places();
    int sink = firstGroup + capacity.length;
    MinCostFlow flow = visits(pairs, sink);
    for (int place = 0; place < pairs.places(); place++) {
      flow.addArcWithCapacityAndUnitCost(pairs.visits() + place, firstGroup + groupOf[place], 1, 0);
    }
    for (int group = 0; group < capacity.length; group++) {
      flow.addArcWithCapacityAndUnitCost(firstGroup + group, sink, capacity[group], 0);
    }
    return flow;
  }

  private static MinCostFlow visits(Pairs pairs, int sink) {
    MinCostFlow flow = new MinCostFlow();
    for (int visit = 0; visit < pairs.visits(); visit++) {
      for (int e = pairs.start()[visit]; e < pairs.start()[visit + 1]; e++) {
        flow.addArcWithCapacityAndUnitCost(
            visit, pairs.visits() + pairs.place()[e], 1, pairs.cost()[e]);
      }
      flow.addArcWithCapacityAndUnitCost(visit, sink, 1, pairs.unplaced()[visit]);
      flow.setNodeSupply(visit, 1);
    }
    flow.setNodeSupply(sink, -pairs.visits());
    return flow;
  }
}
