package dev.loopkeeper.azure.ml;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopkeeper.testkit.MemoryObjectStore;

/** What a user puts into the container to train. */
final class TrainingFiles {
    static final String COMMAND = """
            # properties of a job
            jobType: Command
            command: java -cp '/app/*' dev.loopkeeper.local.trainer.PipelineStepMain --request ${{inputs.request}}
            environmentId: azureml:loopkeeper-trainer:1
            environmentVariables: {REGION: europe}
            resources: {instanceType: Standard_DS3_v2, instanceCount: 1}
            inputs:
              request: {jobInputType: literal}
              rounds: {jobInputType: literal, value: "20"}
              since: {jobInputType: literal, value: 2026-01-01}
            """;
    static final String PIPELINE = """
            jobType: Pipeline
            componentId: azureml:train:3
            computeId: serverless
            inputs:
              request: {jobInputType: uri_file}
              run_id: {jobInputType: literal}
            settings: {continue_on_step_failure: false}
            """;
    static final String REQUEST = "runs/late/run-1/request.json";
    static final String BAD_REQUEST = "runs/late/run-1/bad-request.json";

    private TrainingFiles() {}

    static void put(MemoryObjectStore store, String spec) {
        store.put("models/late/azure-ml.yaml", spec.getBytes(UTF_8));
        for (String key : new String[] {REQUEST, BAD_REQUEST}) {
            store.put(key, "{\"params\":{\"rounds\":\"40\",\"depth\":\"6\"}}".getBytes(UTF_8));
        }
    }
}
