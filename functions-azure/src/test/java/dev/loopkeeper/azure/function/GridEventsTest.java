package dev.loopkeeper.azure.function;

import static dev.loopkeeper.azure.function.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Hints;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.ObjectEvents;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridEventsTest {
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-06-01T08:15:31Z"));
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.on(store, new MemoryQueue(), clock);
    private final List<String> asked = new ArrayList<>();
    private final ConfigFiles files = new ConfigFiles(ground);
    private final Steps steps = new Steps(ground, services());
    private final Hints hints =
            new Hints(steps, ground.models(), new Sweep(ground.loops(), store, ground.queue(), clock), files);
    private final Guarded guarded = new Guarded(store, clock);
    private final GridEvents events = new GridEvents(
            guarded,
            new BlobCreated(BlobAddress.of("https://loopdata.blob.core.windows.net"), new Containers("state", "data")),
            new ObjectEvents(new ObjectArrived(ground, files), () -> steps, Optional.empty()),
            () -> hints);

    /** Only compare-metrics needs a port here, and a service that is down is the proof that it was asked. */
    private Services services() {
        return new Services(
                () -> {
                    asked.add("training");
                    throw LoopException.transientFailure("Azure Machine Learning is down", null);
                },
                () -> null,
                () -> null,
                () -> null,
                () -> null,
                () -> null);
    }

    @BeforeEach
    void upload() {
        store.put(Layout.config("sales"), utf8("model: sales\ndata: {label: late}\n"));
        store.put("data/sales/2026-06.csv", utf8("x,late\n1,0\n2,1\n3,0\n"));
    }

    private List<String> keys(String prefix) {
        return store.list(prefix, "", 1_000).stream().map(ObjectInfo::key).toList();
    }

    /** The event of the upload, with the ETag that the store knows it by. */
    private byte[] uploaded(String event) {
        String version = store.stat("data/sales/2026-06.csv").orElseThrow().version();
        return utf8(event.replace("0x8DC0FFEE0123456", version));
    }

    @Test
    void shouldTakeAnUploadOnceInEverySchema() {
        events.take(StepName.INGEST_DATA, uploaded(Events.blob()));
        List<String> after = keys("");
        assertThat(keys("batches/sales/")).hasSize(1);
        events.take(StepName.INGEST_DATA, uploaded(Events.blob()));
        events.take(StepName.INGEST_DATA, uploaded("[" + Events.blob() + "]"));
        events.take(StepName.INGEST_DATA, uploaded(Events.blobAsCloudEvent()));
        assertThat(keys("")).as("a redelivery changes nothing").isEqualTo(after);
    }

    @Test
    void shouldLeaveToEachFunctionItsOwnPart() {
        events.take(StepName.SCORE_OUTCOMES, utf8(Events.blob()));
        events.take(StepName.COMPARE_METRICS, utf8(Events.blob()));
        assertThat(keys("batches/")).isEmpty();
        assertThat(keys("dead-letters/")).isEmpty();
    }

    @Test
    void shouldCompareWhenAnEvaluationIsStoredAndWhenAJobHasEnded() {
        byte[] stored = Events.blob("runs/sales/sales-7/evaluation.json", "runs/sales/sales-7/evaluation.json");
        assertThatThrownBy(() -> events.take(StepName.COMPARE_METRICS, stored)).hasMessageContaining("is down");
        assertThatThrownBy(() -> events.take(StepName.COMPARE_METRICS, utf8(Events.runStatus())))
                .as("thrown, so that Event Grid delivers again")
                .hasMessageContaining("is down");
        assertThat(asked).hasSize(2);
        events.take(StepName.COMPARE_METRICS, utf8(Events.runStatus().replace("Failed", "Running")));
        events.take(StepName.COMPARE_METRICS, utf8(Events.runStatus().replace("sales-7", "other-7")));
        assertThat(asked).as("a job that goes on, and one of somebody else").hasSize(2);
        assertThat(keys("dead-letters/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "[{},{}]",
                "{\"eventType\":\"Microsoft.Storage.BlobDeleted\"}",
                "{\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\",\"data\":{\"validationCode\":\"1\"}}",
                "{\"specversion\":\"0.3\",\"type\":\"Microsoft.Storage.BlobCreated\"}",
                "{\"eventType\":\"Microsoft.Storage.BlobCreated\",\"data\":{\"api\":\"PutBlob\"}}",
                "{\"eventType\":7}",
                "<xml/>"
            })
    void shouldKeepOneDeadLetterOfWhatNobodyCanReadAndAcknowledge(String body) {
        List<String> before = keys("");
        events.take(StepName.INGEST_DATA, utf8(body));
        events.take(StepName.INGEST_DATA, utf8(body));
        assertThat(keys("dead-letters/ingest-data/")).hasSize(1);
        assertThat(keys("")).hasSize(before.size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/sales/../../registry.json", "data//a.csv", "data/sales/a\\b", "data/sales/\r\nERROR"})
    void shouldRefuseAHostileNameInEitherSpelling(String name) {
        events.take(StepName.INGEST_DATA, Events.blob(name, name));
        StringBuilder escaped = new StringBuilder();
        name.chars().forEach(c -> escaped.append(String.format("%%%02x", c)));
        events.take(StepName.INGEST_DATA, Events.blob(name, escaped.toString()));
        assertThat(keys("dead-letters/ingest-data/")).hasSize(2);
        assertThat(keys("batches/")).isEmpty();
    }

    @Test
    void shouldThrowWhatMayHealSoThatTheHostDeliversAgain() {
        store.put(Layout.config("sales"), utf8("model: sales\ndata: {lable: late}\n"));
        assertThatThrownBy(() -> events.take(StepName.INGEST_DATA, utf8(Events.blob())))
                .hasMessageContaining("waits until it is mended");
        assertThat(keys("dead-letters/")).isEmpty();
    }

    @Test
    void shouldTakeHintsAndTicksAndKeepWhatIsNoHint() {
        HintMessages messages = new HintMessages(guarded, hints);
        messages.take(StepName.SWEEP, utf8("{\"step\":\"sweep\"}"));
        assertThat(keys("followed/sales/")).isNotEmpty();
        messages.take(StepName.ADJUST_TRAFFIC, utf8("{\"model\":\"none\",\"step\":\"adjust-traffic\"}"));
        assertThat(keys("dead-letters/")).isEmpty();
        messages.take(StepName.ADJUST_TRAFFIC, utf8("{\"model\":\"sales\",\"step\":\"start-training\"}"));
        messages.take(StepName.ADJUST_TRAFFIC, utf8("{\"model\":\"../x\",\"step\":\"adjust-traffic\"}"));
        messages.take(StepName.ADJUST_TRAFFIC, new byte[0]);
        assertThat(keys("dead-letters/adjust-traffic/")).hasSize(3);
        assertThatThrownBy(() -> messages.take(
                        StepName.START_TRAINING, utf8("{\"model\":\"sales\",\"step\":\"start-training\"}")))
                .as("what may heal goes back to the queue")
                .hasMessageContaining("is down");
    }
}
