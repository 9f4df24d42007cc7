package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Models;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import io.cloudevents.CloudEvent;
import java.util.function.Supplier;

/**
 * Takes {@code google.cloud.pubsub.topic.v1.messagePublished}: a hint to look at one model, a timer's {@code {"step":
 * ...}} that is about all of them, the log entry of an ended training pipeline, or a notification of the state bucket.
 */
public record StepEvents(
        Guarded guarded, Steps steps, Models models, Sweep sweep, ConfigFiles files, Supplier<StorageEvents> storage)
        implements EventDesk {
    static final String TYPE = "google.cloud.pubsub.topic.v1.messagePublished";

    /** What a bucket's own notification is a description of, in the form {@code JSON_API_V1}. */
    private static final String STORED = "storage#object";

    @Override
    public void take(StepName function, CloudEvent event) {
        byte[] data = EventData.of(event);
        guarded.run(function, data, () -> {
            EventData.require(event, TYPE);
            follow(function, PubSubMessage.parse(data).data());
        });
    }

    private void follow(StepName function, byte[] body) {
        JsonNode json = HostJson.tree(body, "message");
        if (function == StepName.COMPARE_METRICS && PipelineEnd.of(json)) {
            compare(PipelineEnd.job(json));
        } else if (function == StepName.COMPARE_METRICS
                && json.path("kind").asText("").equals(STORED)) {
            storage.get().follow(function, body);
        } else if (json.size() == 1 && json.path("step").asText("").equals(function.text())) {
            forAll(function);
        } else {
            StepMessage message = StepMessage.parse(body);
            if (message.step() != function) {
                throw LoopException.poison(
                        "message asks for " + message.step().text() + ", this is " + function.text());
            }
            steps.run(message);
        }
    }

    private void forAll(StepName function) {
        if (function == StepName.SWEEP) {
            sweep.sweep();
            files.lookForNew();
        } else {
            models.configs().forEach(config -> steps.run(function, config.model()));
        }
    }

    /** A job's id begins with its model; where two models fit, a look at the other one changes nothing. */
    private void compare(String job) {
        models.configs().stream()
                .filter(config -> job.startsWith(config.model() + "-"))
                .forEach(config -> steps.run(StepName.COMPARE_METRICS, config.model()));
    }
}
