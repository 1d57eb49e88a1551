/**
 * What would happen with this demand, these people and this policy? Start at {@link
 * org.duecourse.simulate.Simulator}: a {@link org.duecourse.simulate.Clinic} and a {@link
 * org.duecourse.simulate.RunPlan} in, a {@link org.duecourse.simulate.SimulationResult} out. One
 * run is {@code Replication}, whose steps of a day are in one place and in a fixed order.
 */
@NullMarked
package org.duecourse.simulate;

import org.jspecify.annotations.NullMarked;
