package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Models;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes {@code google.cloud.pubsub.topic.v1.messagePublished}: a hint to look at one model, a timer's {@code {"step":
 * ...}} that is about all of them, the log entry of an ended training pipeline, or a notification of the state bucket.
 */
public record StepEvents(
        Guarded guarded, Steps steps, Models models, Sweep sweep, ConfigFiles files, Supplier<StorageEvents> storage)
        implements EventDesk {
    private static final Logger LOG = LogManager.getLogger(StepEvents.class);
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
            run(function, models.configs().stream().map(LoopConfig::model));
        }
    }

    /** A job's id begins with its model; where two models fit, a look at the other one changes nothing. */
    private void compare(String job) {
        run(
                StepName.COMPARE_METRICS,
                models.configs().stream().map(LoopConfig::model).filter(model -> job.startsWith(model + "-")));
    }

    /**
     * Every model gets its turn: one that is broken must not keep the others from theirs. What may heal is thrown at
     * the end, so that the message comes again; a second look changes nothing for those that went well.
     */
    private void run(StepName step, Stream<String> names) {
        List<LoopException> failed = new ArrayList<>();
        names.forEach(model -> {
            try {
                steps.run(step, model);
            } catch (LoopException e) {
                LOG.warn("{} of model {}: {}", step.text(), model, e.getMessage());
                failed.add(e);
            }
        });
        failed.stream()
                .min(Comparator.comparing(e -> e.kind() == LoopException.Kind.POISON))
                .ifPresent(e -> {
                    throw e;
                });
    }
}
