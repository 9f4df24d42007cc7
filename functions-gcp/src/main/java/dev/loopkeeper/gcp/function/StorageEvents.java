package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.ObjectInfo;
import io.cloudevents.CloudEvent;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes {@code google.cloud.storage.object.v1.finalized}: each function does its own part of what follows from the
 * object. The object is known by name and generation, so that a redelivery changes nothing and an overwrite is new.
 */
public record StorageEvents(
        Guarded guarded,
        ObjectArrived arrived,
        Supplier<Steps> steps,
        Set<String> buckets,
        Optional<ScoredOutcomes> shown)
        implements EventDesk {
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
        ObjectInfo object = object(data);
        if (function == StepName.COMPARE_METRICS) {
            arrived.routes(object).stream()
                    .filter(route -> route.step() == function)
                    .forEach(route -> steps.get().run(function, route.model()));
        } else {
            // A changed loop.yaml has no function of its own.
            arrived
                    .take(
                            object,
                            function == StepName.INGEST_DATA
                                    ? EnumSet.of(function, StepName.SWEEP)
                                    : EnumSet.of(function))
                    .stream()
                    .filter(route -> route.step() == StepName.SCORE_OUTCOMES)
                    .forEach(route -> shown.ifPresent(s -> s.show(route.model(), object)));
        }
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
