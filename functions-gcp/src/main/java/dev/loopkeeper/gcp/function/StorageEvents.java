package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.HostJson;
import dev.loopkeeper.host.ObjectEvents;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.ObjectInfo;
import io.cloudevents.CloudEvent;
import java.util.Set;

/** Takes {@code google.cloud.storage.object.v1.finalized}; the version of an object is its generation. */
public record StorageEvents(Guarded guarded, ObjectEvents objects, Set<String> buckets) implements EventDesk {
    static final String TYPE = "google.cloud.storage.object.v1.finalized";

    @Override
    public void take(StepName function, CloudEvent event) {
        byte[] data = EventData.of(event);
        guarded.run(function, data, () -> {
            EventData.require(event, TYPE);
            follow(function, data);
        });
    }

    /** Does a function's part for the object that {@code data} describes. */
    void follow(StepName function, byte[] data) {
        objects.follow(function, object(data));
    }

    private ObjectInfo object(byte[] data) {
        JsonNode object = HostJson.tree(data, "storage event");
        String bucket = object.path("bucket").asText("");
        if (!buckets.contains(bucket)) {
            throw LoopException.poison("storage event is of a bucket that is not ours: expected one of " + buckets);
        }
        JsonNode name = object.path("name");
        if (!name.isTextual()) {
            throw LoopException.poison("storage event has no 'name'");
        }
        long generation = number(object, "generation");
        return new ObjectInfo(name.textValue(), Long.toString(generation), number(object, "size"));
    }

    private static long number(JsonNode object, String field) {
        return HostJson.number(object.path(field))
                .orElseThrow(() -> LoopException.poison("storage event has no '" + field + "' that is a whole number"));
    }
}
