package dev.loopkeeper.gcp.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopkeeper.testkit.MemoryObjectStore;

/** What a user puts into the bucket to train. */
final class TrainingFiles {
    static final String PIPELINE = """
            # PIPELINE DEFINITION
            components:
              comp-train:
                executorLabel: exec-train
                inputDefinitions:
                  parameters:
                    request: {parameterType: STRING}
            deploymentSpec:
              executors:
                exec-train:
                  container:
                    image: europe-docker.pkg.dev/my-project/models/train:1
                    args: ['--request', '{{$.inputs.parameters[''request'']}}']
            pipelineInfo: {name: late}
            root:
              dag:
                tasks:
                  train:
                    componentRef: {name: comp-train}
                    inputs:
                      parameters:
                        request: {componentInputParameter: request}
                    taskInfo: {name: train}
              inputDefinitions:
                parameters:
                  request: {parameterType: STRING}
                  run_id: {parameterType: STRING}
                  rounds: {parameterType: NUMBER_INTEGER}
                  since: {defaultValue: 2026-01-01, isOptional: true, parameterType: STRING}
            schemaVersion: 2.1.0
            sdkVersion: kfp-2.14.0
            ---
            platforms: {}
            """;
    static final String CUSTOM_JOB = """
            workerPoolSpecs:
              - machineSpec: {machineType: n1-standard-4}
                replicaCount: 1
                containerSpec:
                  imageUri: europe-docker.pkg.dev/my-project/models/train:1
                  env: [{name: REGION, value: europe}]
            scheduling: {strategy: SPOT, timeout: 3600s}
            """;
    static final String REQUEST = "runs/late/run-1/request.json";
    static final String BAD_REQUEST = "runs/late/run-1/bad-request.json";

    private TrainingFiles() {}

    static void put(MemoryObjectStore store) {
        store.put("models/late/pipeline.yaml", PIPELINE.getBytes(UTF_8));
        store.put("pipelines/custom-job.yaml", CUSTOM_JOB.getBytes(UTF_8));
        for (String key : new String[] {REQUEST, BAD_REQUEST}) {
            store.put(key, "{\"params\":{\"rounds\":\"40\",\"depth\":\"6\"}}".getBytes(UTF_8));
        }
    }
}
