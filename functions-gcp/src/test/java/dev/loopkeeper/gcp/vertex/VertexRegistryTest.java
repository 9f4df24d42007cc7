package dev.loopkeeper.gcp.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelEvaluation;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.store.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VertexRegistryTest {
    private static final String MODEL = VertexWorld.PARENT + "/models/late";

    private final VertexWorld world = new VertexWorld();
    private final VertexRegistry registry = world.registry();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void shouldFindTheVersionWhoseUploadWasNotAnswered() {
        world.fake().operations().takePolls(0);
        world.fake().faults().loseNext("POST", "/models:upload");
        fails(LoopException.Kind.UNKNOWN_OUTCOME, () -> registry.register(run("run-1")));
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
        assertThat(world.fake().models().versions(MODEL)).hasSize(1);
    }

    @Test
    void shouldLookAgainLaterWhenAnUploadTakesLong() {
        world.fake().operations().takePolls(1_000);
        fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
        fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
        world.fake().operations().endAll();
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
        assertThat(world.fake().operations().started()).isEqualTo(1);
    }

    @Test
    void shouldSayWhyAnUploadFailedAndUploadAgain() {
        world.fake().models().failNextUpload("INVALID_ARGUMENT", "the image cannot be pulled");
        for (int look = 0; look < 3; look++) {
            assertThatThrownBy(() -> registry.register(run("run-1")))
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                    .hasMessageContaining("run-1")
                    .hasMessageContaining("the image cannot be pulled")
                    .hasMessageContaining("tried again after 2026-11-22T09:05:00Z");
        }
        assertThat(world.fake().operations().started()).isEqualTo(1);
        world.pass(Duration.ofMinutes(5));
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "ABORTED", "INTERNAL", "UNAVAILABLE"})
    void shouldUploadAgainLaterWhenTheFailureIsOneThatPasses(String word) {
        world.fake().models().failNextUpload(word, "try again");
        fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
        fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
        assertThat(world.fake().operations().started()).isEqualTo(1);
        world.pass(Duration.ofMinutes(5));
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
    }

    @Test
    void shouldWaitTwiceAsLongAfterEachFailedUploadUpToAnHour() {
        int uploads = 0;
        for (int minutes : new int[] {5, 10, 20, 40, 60, 60}) {
            world.fake().models().failNextUpload("INTERNAL", "try again");
            fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
            assertThat(world.fake().operations().started()).isEqualTo(++uploads);
            world.pass(Duration.ofMinutes(minutes).minusSeconds(1));
            fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
            assertThat(world.fake().operations().started()).as("too early").isEqualTo(uploads);
            world.pass(Duration.ofSeconds(1));
            // Being turned away is no upload, and does not make the service forget the failed ones.
            world.fake().faults().answerNext("POST", "/models:upload", 429);
            fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
        }
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void shouldNotAskAgainAtEachLookForAnUploadThatWasRefused(int status) {
        for (int uploads = 1; uploads <= 3; uploads++) {
            world.fake().faults().refuseNext("POST", "/models:upload", status, "REFUSED", "no such image");
            // Only one is refused: asked once more, it would be taken.
            for (int look = 0; look < 4; look++) {
                assertThatThrownBy(() -> registry.register(run("run-1")))
                        .isInstanceOfSatisfying(
                                LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                        .hasMessageContaining(status + " ")
                        .hasMessageContaining("no such image")
                        .hasMessageContaining("tried again after 2026-11-22T");
            }
            world.pass(Duration.ofMinutes(5L << uploads - 1));
        }
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
    }

    @Test
    void shouldNotWaitForAnUploadThatTakesLong() {
        world.fake().operations().takePolls(1_000);
        List<Duration> pauses = new ArrayList<>();
        VertexRegistry timed =
                new VertexRegistry(world.api(), world.store(), VertexWorld.serving(), world.clock(), pauses::add);
        fails(LoopException.Kind.TRANSIENT, () -> timed.register(run("run-1")));
        assertThat(pauses).hasSize(2);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldUploadAgainWhenAClaimIsAbandonedAndCountTheFirstOfTwo() {
        world.fake().operations().takePolls(0);
        registry.register(run("run-0"));
        world.fake().faults().loseNext("POST", "/models:upload");
        fails(LoopException.Kind.UNKNOWN_OUTCOME, () -> registry.register(run("run-1")));
        world.fake().models().listsBehind(5);
        fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
        world.pass(Duration.ofMinutes(6));
        assertThat(registry.register(run("run-1"))).isEqualTo("v2");
        assertThat(world.fake().models().versions(MODEL))
                .as("the service has two")
                .hasSize(3);
        assertThat(registry.register(run("run-1"))).isEqualTo("v2");
        assertThat(registry.versions("late"))
                .extracting(RegisteredVersion::version)
                .containsExactly("v1", "v2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldMoveAliasesWhateverTheServiceDoesWithTheOldOnes(boolean moves) {
        world.fake().models().aliasesMove(moves);
        registry.register(run("run-1"));
        registry.register(run("run-2"));
        registry.alias("late", Map.of("champion", "v1", "challenger", "v2"));
        registry.alias("late", Map.of("champion", "v2", "previous", "v1"));
        assertThat(aliases(1)).containsExactlyInAnyOrder("previous");
        assertThat(aliases(2)).containsExactlyInAnyOrder("champion", "default");
        registry.alias("late", Map.of());
        assertThat(aliases(1)).isEmpty();
        assertThat(aliases(2)).as("one version is always the default").containsExactly("default");
    }

    @Test
    void shouldLeaveTheVersionsOfOthersAloneAndTakeOneOver() {
        world.modelWithVersions("late", 2);
        assertThat(registry.register(run("run-1"))).isEqualTo("v3");
        registry.alias("late", Map.of("champion", "late@2.4711", "challenger", "v3"));
        assertThat(registry.versions("late"))
                .extracting(RegisteredVersion::version)
                .containsExactly("v3");
        assertThat(aliases(2)).contains("champion", "default");
        registry.alias("late", Map.of("champion", "other@2.4711", "challenger", "v3"));
        assertThat(aliases(2)).containsExactly("default");
    }

    @Test
    void shouldKeepEverythingThatWasRegistered() {
        Registration odd = new Registration(
                "late",
                "Run 7/" + "ü".repeat(80),
                "runs/late/run-7/model/model.bin",
                "f".repeat(64),
                false,
                "worse: $(HOME) ${jndi:x} \"quoted\"\nand a second line",
                new Lineage("b", 1, 2, "", "c", "p", "v1"),
                Instant.parse("2026-11-22T09:00:00.123456789Z"));
        registry.register(odd);
        assertThat(registry.register(odd)).isEqualTo("v1");
        assertThat(registry.versions("late").get(0).registration()).isEqualTo(odd);
        Model model = world.fake().models().versions(MODEL).get(0);
        assertThat(model.getArtifactUri()).isEqualTo("gs://my-bucket/runs/late/run-7/model");
        assertThat(model.getLabelsMap())
                .containsEntry("loopkeeper_verdict", "rejected")
                .containsEntry("loopkeeper_model", "late");
        assertThat(model.getContainerSpec().getEnvList())
                .allSatisfy(variable ->
                        assertThat(variable.getValue()).as("would be expanded").doesNotContain("$"))
                .anySatisfy(variable -> {
                    assertThat(variable.getName()).isEqualTo("LOOPKEEPER_STORE");
                    assertThat(variable.getValue()).isEqualTo("gs://my-bucket/");
                });
    }

    @Test
    void shouldShowTheComparisonBesideTheVersionOnce() {
        evaluation("run-1");
        world.fake().faults().loseNext("POST", "/evaluations:import");
        fails(LoopException.Kind.UNKNOWN_OUTCOME, () -> registry.register(run("run-1")));
        registry.register(run("run-1"));
        List<ModelEvaluation> shown = world.fake().models().evaluations(MODEL + "@1");
        assertThat(shown).hasSize(1);
        Map<String, com.google.protobuf.Value> metrics =
                shown.get(0).getMetrics().getStructValue().getFieldsMap();
        assertThat(metrics.get("auRoc").getNumberValue()).isEqualTo(0.71);
        assertThat(metrics.get("brier").getNumberValue()).isEqualTo(0.2);
        assertThat(shown.get(0).getMetricsSchemaUri()).contains("classification_metrics");
    }

    @Test
    void shouldShowLiveQualityBesideTheVersionItBelongsTo() {
        registry.register(run("run-1"));
        LiveEvaluations live = new LiveEvaluations(new VertexEvaluations(world.api()));
        LoopConfig config = ((LoopConfigReader.Result.Valid)
                        LoopConfigReader.read("model: late\ndata: {label: late}\n".getBytes(UTF_8), "loop.yaml"))
                .config();
        Instant at = Instant.parse("2026-11-22T09:00:00Z");
        List<QualityPoint> points = List.of(
                new QualityPoint("a1", at, "v1", 400, 0.21), new QualityPoint("a2", at, "elsewhere@7.4711", 400, 0.25));
        live.show(config, points);
        live.show(config, points);
        assertThat(world.fake().models().evaluations(MODEL + "@1"))
                .extracting(ModelEvaluation::getDisplayName)
                .containsExactly("live a1");
    }

    @Test
    void shouldRegisterAlthoughAnEvaluationIsRefused() {
        evaluation("run-1");
        world.fake().faults().answerNext("POST", "/evaluations:import", 400);
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
    }

    @Test
    void shouldUploadAtOnceWhenTheServiceWasOnlyBusy() {
        world.fake().faults().answerNext("POST", "/models:upload", 429);
        fails(LoopException.Kind.TRANSIENT, () -> registry.register(run("run-1")));
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
    }

    @Test
    void shouldSayThatAnImageIsMissingAndHoldNoClaim() {
        VertexRegistry imageless = new VertexRegistry(
                world.api(), world.store(), VertexServing.from(Map.of()), world.clock(), time -> Thread.onSpinWait());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> imageless.register(run("run-1")))
                    .isInstanceOf(LoopException.class)
                    .hasMessageContaining("VERTEX_SERVING_IMAGE");
        }
        assertThat(registry.register(run("run-1"))).isEqualTo("v1");
    }

    @Test
    void shouldReadMoreVersionsThanOnePageHolds() {
        world.modelWithVersions("late", 250);
        assertThat(registry.register(run("run-1"))).isEqualTo("v251");
        assertThat(registry.register(run("run-1"))).isEqualTo("v251");
    }

    private void evaluation(String runId) {
        String json = "{\"format\":\"loopkeeper.evaluation/1\",\"task\":\"CLASSIFICATION\",\"metric\":\"auc\","
                + "\"holdoutRows\":3000,\"challenger\":{\"auc\":0.71,\"brier\":0.2}}";
        world.store().put(Layout.evaluation("late", runId), json.getBytes(UTF_8));
    }

    private List<String> aliases(int version) {
        return world.fake().models().versions(MODEL).get(version - 1).getVersionAliasesList();
    }

    private static Registration run(String runId) {
        return new Registration(
                "late",
                runId,
                "runs/late/" + runId + "/model.bin",
                "feed",
                true,
                "AUC 0.71 against 0.69",
                new Lineage("b", 3, 15_000, "0a1b2c3", "c", "p", ""),
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    private static void fails(LoopException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
