package dev.loopkeeper.local.endpoint;

import java.time.Instant;

/**
 * One line of the prediction log: what was answered for an id.
 *
 * <p>Lines are JSON objects, one a line, in objects
 * {@code predictions/<model>/<version>/<yyyyMMdd'T'HHmmss>-<n>.jsonl}. The object's name is the time of its first line
 * (UTC, the clock in use) and a number that never repeats; names sort by time. An object is written once and whole, at
 * most a few seconds after its lines. Readers ignore fields they do not know.
 *
 * @param id the caller's, or one made for the answer
 * @param at when the answer was ready, in the clock in use
 */
public record PredictionLine(String id, Instant at, String endpoint, String version, double value) {}
