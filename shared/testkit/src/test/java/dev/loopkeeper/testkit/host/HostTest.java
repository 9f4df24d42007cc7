package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.retrain.EconomicPolicy;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.MemoryNotifier;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final MemoryQueue queue = new MemoryQueue();
    private final Ground ground = Ground.on(store, queue, () -> NOW);
    private final ConfigFiles files = new ConfigFiles(ground);
    private final ObjectArrived arrived = new ObjectArrived(ground, files);
    private final Guarded guarded = new Guarded(store, () -> NOW);

    @BeforeEach
    void configure() {
        config("sales", "");
        config("away", ", prefix: shared/uploads/");
        config("guest", ", prefix: data/sales/");
        put("models/broken/loop.yaml", "model: broken\ndata: {}\n");
        put("models/wrong/loop.yaml", "model: sales\ndata: {label: y}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"step\":\"plan-retraining\"}",
                "{\"step\":\"plan_retraining\",\"model\":\"sales\"}",
                "{\"step\":\"roll-back\",\"model\":\"sales\"}",
                "{\"step\":\"nonsense\",\"model\":\"sales\"}",
                "{\"step\":1,\"model\":\"sales\"}",
                "{\"step\":\"notify-team\",\"model\":\"../sales\"}",
                "{\"step\":\"notify-team\",\"model\":\"Sales\"}",
                "{\"step\":\"notify-team\",\"model\":\"sales\",\"extra\":1}",
                "{\"step\":\"notify-team\",\"model\":\"sales\",\"model\":\"other\"}",
                "{\"step\":\"notify-team\",\"model\":\"sales\"} x"
            })
    void shouldRefuseAMessageThatIsNotExactlyAStepAndAModel(String message) {
        assertThatThrownBy(() -> StepMessage.parse(bytes(message)))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON));
    }

    @Test
    void shouldReadTheMessageItWrites() {
        StepMessage message = new StepMessage(StepName.ADJUST_TRAFFIC, "sales");
        assertThat(StepMessage.parse(message.write())).isEqualTo(message);
    }

    @Test
    void shouldBuildOnlyWhatAStepNeedsAndAcknowledgeAModelWithoutConfiguration() {
        AtomicInteger built = new AtomicInteger();
        Services services =
                new Services(this::unwanted, this::unwanted, this::unwanted, this::unwanted, this::unwanted, () -> {
                    built.incrementAndGet();
                    return new MemoryNotifier();
                });
        Steps steps = new Steps(ground, services);
        assertThat(steps.run(StepName.NOTIFY_TEAM, "nobody")).isFalse();
        assertThat(built).hasValue(0);
        assertThat(steps.run(StepName.NOTIFY_TEAM, "sales")).isTrue();
        assertThat(steps.run(new StepMessage(StepName.NOTIFY_TEAM, "sales"))).isTrue();
        assertThat(built).hasValue(1);
        assertThatThrownBy(() -> steps.run(StepName.NOTIFY_TEAM, "wrong")).hasMessageContaining("name them alike");
        assertThatThrownBy(() -> steps.run(StepName.SWEEP, "sales")).hasMessageContaining("sweep");
    }

    private <T> T unwanted() {
        throw new AssertionError("nothing here needs it");
    }

    @ParameterizedTest
    @CsvSource({
        "data/sales/a.csv, INGEST_DATA sales",
        "shared/uploads/x/a.csv, INGEST_DATA away",
        "outcomes/sales/a.csv, SCORE_OUTCOMES sales",
        "runs/sales/r-1/evaluation.json, COMPARE_METRICS sales",
        "models/sales/loop.yaml, SWEEP sales",
        "runs/sales/r-1/request.json,",
        "runs/sales/r-1/deep/evaluation.json,",
        "models/sales/other.yaml,",
        "models/sales/deep/loop.yaml,",
        "journal/sales/000000000001.json,",
        "batches/sales/x.json,",
        "followed/sales/x,",
        "dead-letters/ingest-data/x.json,",
        "data/sales/,",
        "data/sales/july/,",
        "outcomes/sales/,",
        "prices/x.json,",
        "data/nobody/a.csv,",
        "elsewhere/a.csv,",
        "a.csv,"
    })
    void shouldTellWhatAnObjectIs(String key, String route) {
        List<ObjectArrived.Route> routes = arrived.routes(new ObjectInfo(key, "1", 1));
        if (route == null) {
            assertThat(routes).isEmpty();
        } else {
            assertThat(routes.get(0).step() + " " + routes.get(0).model()).isEqualTo(route);
        }
    }

    @Test
    void shouldFindEveryModelThatReadsAFolderOnceItIsFollowed() {
        files.lookForNew();
        assertThat(arrived.routes(new ObjectInfo("data/sales/a.csv", "1", 1)))
                .extracting(ObjectArrived.Route::model)
                .containsExactly("sales", "guest");
        store.delete("models/guest/loop.yaml");
        files.lookForNew();
        assertThat(store.list("prefixes/", "", 9)).extracting(ObjectInfo::key).containsExactly("prefixes/away");
        assertThat(store.list("followed/guest/", "", 9)).isEmpty();
    }

    @Test
    void shouldFollowAConfigurationOnceWithOrWithoutItsEvent() {
        ObjectInfo event = store.stat("models/sales/loop.yaml").orElseThrow();
        arrived.take(event);
        assertThat(queue.take(NOW)).extracting(MemoryQueue.Hint::model).contains("sales");
        arrived.take(event);
        assertThat(queue.waiting()).isEmpty();
        assertThat(files.lookForNew()).as("away and guest").isEqualTo(2);
        assertThat(files.lookForNew()).isZero();
        config("sales", ", task: classification");
        assertThat(files.lookForNew()).isEqualTo(1);
    }

    @Test
    void shouldIngestAnUploadOnceAndKeepItWaitingWhileItsConfigurationIsBroken() {
        put("data/sales/a.csv", "x,y\n1,0\n2,1\n");
        ObjectInfo upload = store.stat("data/sales/a.csv").orElseThrow();
        arrived.take(upload);
        arrived.take(upload);
        assertThat(store.list("batches/sales/", "", 9)).hasSize(1);
        put("data/broken/a.csv", "x,y\n1,0\n");
        assertThatThrownBy(() -> arrived.take(store.stat("data/broken/a.csv").orElseThrow()))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                .hasMessageContaining("label");
    }

    @Test
    void shouldTakeASharedUploadInForTheOthersWhileOneConfigurationIsBroken() {
        files.lookForNew();
        put("models/guest/loop.yaml", "model: guest\ndata: {prefix: data/sales/}\n");
        put("data/sales/a.csv", "x,y\n1,0\n2,1\n");
        arrived.take(store.stat("data/sales/a.csv").orElseThrow());
        assertThat(store.list("batches/sales/", "", 9)).hasSize(1);
        config("guest", ", prefix: data/sales/");
        files.lookForNew();
        assertThat(store.list("batches/guest/", "", 9)).hasSize(1);
    }

    @Test
    void shouldWakeTheOtherModelsWhenOneMeetsADefect() {
        Loops loops =
                new Loops(store, queue, () -> NOW, () -> "id", new EconomicPolicy(), new SequentialJudge(), model -> {
                    if (model.equals("broken")) {
                        throw new IllegalStateException("a defect of ours");
                    }
                    return ground.loops().config(model);
                });
        List.of("broken", "sales").forEach(model -> loops.wakeUp(model, NOW.minusSeconds(120)));
        new Sweep(loops, store, queue, () -> NOW).sweep();
        assertThat(queue.take(NOW)).extracting(MemoryQueue.Hint::model).contains("sales");
        assertThat(store.list("wakeups/", "", 9)).extracting(ObjectInfo::key).anyMatch(key -> key.endsWith("/broken"));
    }

    @Test
    void shouldOnlyHintAtTheEndOfARun() {
        arrived.take(new ObjectInfo("runs/sales/r-1/evaluation.json", "1", 1));
        assertThat(queue.take(NOW)).containsExactly(new MemoryQueue.Hint(StepName.COMPARE_METRICS, "sales", NOW));
        assertThat(store.list("journal/", "", 9)).isEmpty();
    }

    @Test
    void shouldWriteOneDeadLetterHoweverOftenAnInputComes() {
        byte[] input = new byte[100_000];
        input[0] = (byte) 0xff;
        for (int i = 0; i < 3; i++) {
            assertThat(guarded.run(StepName.INGEST_DATA, input, () -> {
                        throw LoopException.poison("no good");
                    }))
                    .isPresent();
        }
        List<ObjectInfo> letters = store.list("dead-letters/ingest-data/", "", 9);
        assertThat(letters).hasSize(1);
        var letter = Json.tree(store.get(letters.get(0).key()).orElseThrow(), "letter");
        assertThat(letter.path("reason").asText()).isEqualTo("no good");
        assertThat(letter.path("bytes").asInt()).isEqualTo(100_000);
        assertThat(letter.path("base64").asText()).hasSizeLessThan(90_000).startsWith("/wAA");
        assertThat(guarded.run(StepName.SWEEP, bytes("x"), () -> {})).isEmpty();
        assertThatThrownBy(() -> guarded.run(StepName.SWEEP, input, () -> {
                    throw LoopException.conflict("again");
                }))
                .hasMessage("again");
        assertThat(store.list("dead-letters/", "", 9)).hasSize(1);
    }

    private void config(String model, String more) {
        put("models/" + model + "/loop.yaml", "model: " + model + "\ndata: {label: y" + more + "}\nnotify: []\n");
    }

    private void put(String key, String text) {
        store.put(key, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
