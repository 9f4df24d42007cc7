package dev.loopkeeper.retrain;

import java.time.Instant;

/**
 * Live quality of one version on one file of outcomes.
 *
 * @param id hash of the outcomes object and the version
 * @param at end of the time the predictions were made in
 * @param rows joined predictions
 * @param loss mean loss of a row, 0 to 1: share of wrong classes, or min(1, |error| / scale) where scale is the
 *     standard deviation of the label in training
 */
public record QualityPoint(String id, Instant at, String version, long rows, double loss) {}
