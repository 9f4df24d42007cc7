package dev.loopkeeper.registry;

/**
 * Where a version comes from.
 *
 * @param batchesHash SHA-256 over the ids of the batches of the run, hex
 * @param batches how many
 * @param rows how many rows it was trained on
 * @param gitCommit of the configuration, empty when unknown
 * @param configHash SHA-256 of loop.yaml
 * @param pipelineHash identifies the training code
 * @param parent the champion it was compared with, empty for the first
 */
public record Lineage(
        String batchesHash,
        int batches,
        long rows,
        String gitCommit,
        String configHash,
        String pipelineHash,
        String parent) {}
