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
    int[] groupOf = new int[pairs.places()];
    for (int place = 0; place < groupOf.length; place++) {
      groupOf[place] = place;
    }
    int[] capacity = new int[pairs.places()];
    java.util.Arrays.fill(capacity, 1);
    return least(pairs, groupOf, capacity);
  }

  /** The least cost where groups give away only so many. */
  static long least(Pairs pairs, int[] groupOf, int[] capacity) {
    MinCostFlow flow = flow(pairs, groupOf, capacity);
    MinCostFlowBase.Status status = flow.solve();
    if (status != MinCostFlowBase.Status.OPTIMAL) {
      throw new IllegalStateException("OR-Tools says " + status);
    }
    return flow.getOptimalCost();
  }

  /** The network: visits, places, groups, a sink. */
  static MinCostFlow flow(Pairs pairs, int[] groupOf, int[] capacity) {
    int visits = pairs.visits();
    int places = pairs.places();
    int sink = visits + places + capacity.length;
    MinCostFlow flow = new MinCostFlow();
    for (int visit = 0; visit < visits; visit++) {
      for (int e = pairs.start()[visit]; e < pairs.start()[visit + 1]; e++) {
        flow.addArcWithCapacityAndUnitCost(visit, visits + pairs.place()[e], 1, pairs.cost()[e]);
      }
      flow.addArcWithCapacityAndUnitCost(visit, sink, 1, pairs.unplaced()[visit]);
      flow.setNodeSupply(visit, 1);
    }
    for (int place = 0; place < places; place++) {
      flow.addArcWithCapacityAndUnitCost(visits + place, visits + places + groupOf[place], 1, 0);
    }
    for (int group = 0; group < capacity.length; group++) {
      flow.addArcWithCapacityAndUnitCost(visits + places + group, sink, capacity[group], 0);
    }
    flow.setNodeSupply(sink, -visits);
    return flow;
  }
}
