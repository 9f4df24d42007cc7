package dev.loopkeeper.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryEndpoint;
import dev.loopkeeper.testkit.MemoryMetrics;
import dev.loopkeeper.testkit.MemoryNotifier;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryPriceBook;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryRegistry;
import dev.loopkeeper.testkit.MemoryTraining;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the functions write, compared with what a cloud's Terraform module lets them write: a whole turn of the loop
 * runs on stores that refuse the rest.
 */
public abstract class GrantedFoldersContract {
    /** Written by people, by what serves, and by registries that belong to no cloud. */
    private static final Set<String> OTHERS = Set.of("models/", "predictions/", "outcomes/", "registry/");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final MemoryQueue queue = new MemoryQueue();
    private final MemoryTraining training = new MemoryTraining();
    private final MemoryEndpoint endpoint = MemoryEndpoint.conditional();
    private final MemoryNotifier notifier = new MemoryNotifier();
    private final MemoryMetrics metrics = new MemoryMetrics();
    private final MemoryRegistry registry = new MemoryRegistry();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    /** The grants under test. */
    protected abstract FolderGrants grants();

    /** Classes of the cloud's adapters whose static methods spell keys, and the folder all of them lie in. */
    protected abstract Map<String, Class<?>> spellings();

    @Test
    void shouldGrantEveryFolderThatIsSpelled() throws ReflectiveOperationException {
        Set<String> spelled = new TreeSet<>(spelled(Layout.class, ""));
        for (Map.Entry<String, Class<?>> own : spellings().entrySet()) {
            spelled.addAll(spelled(own.getValue(), own.getKey()));
        }
        spelled.removeIf(folder -> folder.endsWith("/pipelines/"));

        assertThat(spelled).contains("journal/", "prices/");
        assertThat(spelled).filteredOn(folder -> !OTHERS.contains(folder)).allSatisfy(folder -> assertThat(
                        grants().cover(folder))
                .as("nobody may write %s", folder)
                .isTrue());
    }

    /** The first folder of each key, or the first two below the adapters' own. */
    private static Set<String> spelled(Class<?> names, String own) throws ReflectiveOperationException {
        Set<String> folders = new TreeSet<>();
        for (Method method : names.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == String.class) {
                method.setAccessible(true);
                String key = method.invoke(null, arguments(method)) + "/";
                int end = key.indexOf('/', !own.isEmpty() && key.startsWith(own) ? own.length() : 0) + 1;
                folders.add(key.substring(0, end));
            }
        }
        folders.removeIf(folder -> folder.startsWith("2026"));
        return folders;
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == long.class
                        ? (Object) 1L
                        : type == int.class
                                ? (Object) 1
                                : type == Instant.class ? Instant.parse("2026-03-01T10:00:00Z") : "x")
                .toArray();
    }

    @Test
    void shouldNotGrantThatTruthIsRewritten() {
        for (StepName step : StepName.values()) {
            for (String truth : List.of("journal/m/1.json", "batches/m/1.json", "runs/m/r/request.json")) {
                assertThatThrownBy(() -> grants().demandRewrite(step.text(), truth))
                        .isInstanceOf(AssertionError.class);
            }
        }
    }

    @Test
    void shouldGrantEachFunctionAWholeTurnOfTheLoop() {
        put(Layout.config("sales"), "model: sales\ndata: {label: late}\nretrain: {minRows: 1}\n");
        new ConfigFiles(ground(StepName.SWEEP)).lookForNew();
        put("data/sales/1.csv", "x,late\n" + "1,0\n2,1\n3,0\n4,1\n".repeat(50));
        arrives(StepName.INGEST_DATA, "data/sales/1.csv");
        now = now.plus(Duration.ofDays(2));
        Caller ada = new Caller.Verified("ada@example.org");
        assertThat(new ControlApi(ground(StepName.ROLL_BACK))
                        .act("sales", "retrain", utf8("{\"reason\":\"new season\"}"), ada)
                        .status())
                .isEqualTo(200);
        does(StepName.PLAN_RETRAINING);
        does(StepName.START_TRAINING);
        training.active().forEach(this::trains);
        does(StepName.COMPARE_METRICS);
        does(StepName.UPDATE_REGISTRY);
        does(StepName.ADJUST_TRAFFIC);
        endpoint.finishDeployments("sales");
        does(StepName.ADJUST_TRAFFIC);
        does(StepName.NOTIFY_TEAM);
        put("outcomes/sales/1.csv", "id,late\n1,0\n");
        arrives(StepName.SCORE_OUTCOMES, "outcomes/sales/1.csv");
        now = now.plus(Duration.ofDays(1));
        Ground swept = ground(StepName.SWEEP);
        assertThat(new Sweep(swept.loops(), swept.store(), queue, () -> now).sweep())
                .isPositive();

        assertThat(Stream.of("journal/", "snapshots/", "batches/", "followed/", "runs/", "reports/", "sent/", "scores/")
                        .filter(folder -> store.list(folder, "", 1).isEmpty()))
                .as("folders that this turn did not write:\n%s", store.dump())
                .isEmpty();
        assertThat(store.list("pending/", "", 1)).as("cleared by the run").isEmpty();
    }

    private Ground ground(StepName function) {
        return Ground.on(grants().on(store, function.text()), queue, () -> now);
    }

    private void arrives(StepName function, String key) {
        Ground ground = ground(function);
        new ObjectArrived(ground, new ConfigFiles(ground)).take(store.stat(key).orElseThrow(), EnumSet.of(function));
    }

    private void does(StepName step) {
        Services services = new Services(
                () -> training,
                () -> registry,
                () -> endpoint,
                () -> metrics,
                () -> new MemoryPriceBook(Money.of(1, "USD")),
                () -> notifier);
        assertThat(new Steps(ground(step), services).run(step, "sales")).isTrue();
    }

    private void trains(MemoryTraining.Attempt attempt) {
        training.set("sales", attempt.runId(), attempt.attempt(), new TrainingStatus.Succeeded(Duration.ofMinutes(9)));
        Evaluation evaluation = new Evaluation(
                Evaluation.FORMAT,
                "sales",
                attempt.runId(),
                LoopConfig.Task.CLASSIFICATION,
                "auc",
                2,
                "holdout",
                "",
                "",
                3,
                Map.of("auc", 0.8),
                Optional.empty(),
                Optional.empty(),
                Layout.run("sales", attempt.runId()) + "model.bin",
                "artifact",
                "pipeline",
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        store.put(Layout.evaluation("sales", attempt.runId()), Json.write(evaluation));
        put(Layout.pairedPredictions("sales", attempt.runId()), "label,champion,challenger\n0,,0.2\n1,,0.9\n");
    }

    private void put(String key, String text) {
        store.put(key, utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
