/**
 * What should change, at what cost, on what evidence? Calibrating a clinic on its records,
 * forecasting published series and scoring both on months that they have not seen. Start at {@link
 * org.duecourse.plan.Backtest} and {@link org.duecourse.plan.PanelForecaster}.
 */
@NullMarked
package org.duecourse.plan;

import org.jspecify.annotations.NullMarked;
