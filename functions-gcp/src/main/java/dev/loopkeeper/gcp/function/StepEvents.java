package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Hints;
import dev.loopkeeper.host.HostJson;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import java.util.function.Supplier;

/**
 * Takes {@code google.cloud.pubsub.topic.v1.messagePublished}: a hint of {@link Hints}, the log entry of an ended
 * training pipeline, or a notification of the state bucket.
 */
public record StepEvents(Guarded guarded, Hints hints, Supplier<StorageEvents> storage) implements EventDesk {
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
            hints.ended(PipelineEnd.job(json));
        } else if (function == StepName.COMPARE_METRICS
                && json.path("kind").asText("").equals(STORED)) {
            storage.get().follow(function, body);
        } else {
            hints.follow(function, body);
        }
    }
}
