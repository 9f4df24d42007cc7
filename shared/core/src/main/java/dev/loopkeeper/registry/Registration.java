package dev.loopkeeper.registry;

import java.time.Instant;

/**
 * What is to be registered.
 *
 * @param artifact key of the artefact in the object store
 * @param artifactHash SHA-256 of the artefact, hex
 * @param blessed whether the version may take traffic
 * @param verdict the verdict's sentence
 */
public record Registration(
        String model,
        String runId,
        String artifact,
        String artifactHash,
        boolean blessed,
        String verdict,
        Lineage lineage,
        Instant at) {}
