package dev.loopkeeper.local.endpoint;

import java.util.List;
import java.util.Map;

/** A loaded version: answers one number a row, in the order of the rows. Called by several threads at once. */
@FunctionalInterface
public interface VersionScorer {
    /**
     * Scores rows.
     *
     * @param rows value by column, as text; a missing value has no entry
     * @throws IllegalArgumentException when the rows are wrong, with what was expected; anything else is a failure of
     *     the version
     */
    double[] score(List<Map<String, String>> rows);
}
