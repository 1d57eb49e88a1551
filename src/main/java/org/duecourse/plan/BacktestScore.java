package org.duecourse.plan;

/**
 * How well a way of forecasting did on months that it had not seen.
 *
 * @param target what was forecast
 * @param method by which way
 * @param horizon months ahead
 * @param forecasts how many were scored
 * @param crps mean continuous ranked probability score; of counts divided by the organisation's
 *     mean
 * @param coverage the share of outcomes inside the central 90 % interval
 * @param meanAbsoluteError of the median, divided likewise
 */
public record BacktestScore(
    String target,
    String method,
    int horizon,
    int forecasts,
    double crps,
    double coverage,
    double meanAbsoluteError) {}
