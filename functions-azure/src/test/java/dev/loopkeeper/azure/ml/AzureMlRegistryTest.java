package dev.loopkeeper.azure.ml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.azure.ml.fake.FakeRuns;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AzureMlRegistryTest {
    private final MlWorld world = new MlWorld();
    private final AzureMlRegistry registry = world.registry();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void shouldWriteWhatAPersonWantsToKnow() {
        new JobNotes(world.store())
                .write(new MlAttempt("late", "run-1", 2), world.clock().instant());
        putEvaluation();
        registry.register(registration("run-1", false));
        JsonNode version = world.models().version("late", "1");
        assertThat(version.path("modelUri").asText())
                .isEqualTo("azureml://subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/my-group"
                        + "/workspaces/my-workspace/datastores/loopkeeper/paths/runs/late/run-1/model.bin");
        assertThat(version.path("stage").asText()).isEqualTo("rejected");
        assertThat(version.path("jobName").asText()).isEqualTo("late-run-1-2");
        assertThat(version.at("/tags/auc").asText()).isEqualTo("0.71");
        assertThat(version.at("/properties/loopkeeper_git_commit").asText()).isEqualTo("0a1b2c3");
        assertThat(version.path("description").asText()).startsWith("AUC 0.71");
        assertThat(world.fake().runs().points("late-run-1-2"))
                .extracting(FakeRuns.Point::key)
                .containsExactly("auc", "champion_auc", "holdout_rows");
    }

    @Test
    void shouldRegisterWhileTheStudioIsAway() {
        new JobNotes(world.store())
                .write(new MlAttempt("late", "run-1", 2), world.clock().instant());
        putEvaluation();
        world.fake().faults().refuse(20, "GET", "get-history", 503);
        assertThat(registry.register(registration("run-1", true))).isEqualTo("v1");
    }

    @Test
    void shouldRegisterOnceWhenTheAnswerIsLostOrLate() {
        world.fake().faults().loseNext("PUT", "versions/1");
        assertThat(registry.register(registration("run-1", true))).isEqualTo("v1");
        world.fake().faults().refuse(3, "PUT", "versions/2", 409, "Conflict", "the model is being changed");
        for (int look = 0; look < 3; look++) {
            assertThatThrownBy(() -> registry.register(registration("run-2", true)))
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT));
        }
        assertThat(registry.register(registration("run-2", true))).isEqualTo("v2");
        assertThat(world.models().versions("late")).containsExactly("1", "2");
    }

    @Test
    void shouldLeaveVersionsOfOthersAlone() {
        world.models().addByHand("late", "1");
        world.models().addByHand("late", "2");
        world.models().addByHand("late", "final-final");
        assertThat(registry.register(registration("run-1", true))).isEqualTo("v3");
        assertThat(versions()).containsExactly("v3");
        registry.alias("late", Map.of("champion", "v3"));
        assertThat(world.models().version("late", "2").at("/tags/owner").asText())
                .isEqualTo("a person");
        assertThat(world.models().version("late", "2").has("stage")).isFalse();
    }

    @Test
    void shouldTakeTheNextNumberWhenSomebodyElseIsQuicker() {
        world.fake().faults().beforeNext("PUT", "versions/1", () -> world.models()
                .addByHand("late", "1"));
        assertThat(registry.register(registration("run-1", true))).isEqualTo("v2");
        assertThat(registry.register(registration("run-1", true))).isEqualTo("v2");
        assertThat(world.models().version("late", "1").path("modelUri").asText())
                .isEqualTo("azureml://by/hand/1");
    }

    @Test
    void shouldSkipANumberWhoseWriterDied() {
        world.store().putIfAbsent(MlNames.numberKey("late", 1), "run-0".getBytes(UTF_8));
        assertThat(registry.register(registration("run-1", true))).isEqualTo("v2");
        assertThat(versions()).containsExactly("v2");
    }

    @Test
    void shouldGoOnWithTheNumberOfATwinThatDied() {
        world.store().putIfAbsent(MlNames.numberKey("late", 1), "run-1".getBytes(UTF_8));
        assertThat(registry.register(registration("run-1", true))).isEqualTo("v1");
        assertThat(registry.register(registration("run-2", true))).isEqualTo("v2");
    }

    @Test
    void shouldKnowAVersionThatNoListShowsYet() {
        registry.register(registration("run-1", true));
        registry.register(registration("run-2", true));
        world.models().listsBehind(1);
        assertThat(versions()).containsExactly("v1", "v2");
        world.models().version("late", "1").put("isArchived", true);
        assertThat(versions()).as("archived by hand").containsExactly("v1", "v2");
    }

    @Test
    void shouldReadEveryPage() {
        IntStream.rangeClosed(1, 23).forEach(i -> registry.register(registration("run-" + i, true)));
        assertThat(versions()).hasSize(23).startsWith("v1").endsWith("v23");
    }

    @Test
    void shouldMoveAliasesByOneWriteAndFinishTheStagesLater() {
        registry.register(registration("run-1", true));
        registry.register(registration("run-2", true));
        registry.alias("late", Map.of("champion", "v1"));
        world.models().model("late").withObject("/tags").put("owner", "a person");
        world.fake().faults().refuse(4, "PUT", "versions/2", 500);
        assertThatThrownBy(() -> registry.alias("late", Map.of("champion", "v2", "previous", "v1")))
                .isInstanceOf(LoopException.class);
        assertThat(registry.versions("late").get(1).aliases()).containsExactly("champion");
        assertThat(stage("1")).as("old holders come last").isEqualTo("champion");
        registry.alias("late", Map.of("champion", "v2", "previous", "v1"));
        assertThat(stage("2")).isEqualTo("champion");
        assertThat(stage("1")).isEqualTo("previous");
        assertThat(world.models().model("late").at("/tags/owner").asText()).isEqualTo("a person");
    }

    @Test
    void shouldNotWriteAliasesThatStand() {
        registry.register(registration("run-1", true));
        registry.alias("late", Map.of("champion", "v1"));
        int before = world.fake().calls().size();
        registry.alias("late", Map.of("champion", "v1"));
        assertThat(world.fake().log().subList(before, world.fake().log().size()))
                .noneMatch(c -> c.startsWith("PUT"));
    }

    private String stage(String version) {
        return world.models().version("late", version).path("stage").asText();
    }

    private List<String> versions() {
        return registry.versions("late").stream()
                .map(RegisteredVersion::version)
                .toList();
    }

    private void putEvaluation() {
        world.store().put("runs/late/run-1/evaluation.json", RunEvaluationsTest.EVALUATION.getBytes(UTF_8));
    }

    static Registration registration(String run, boolean blessed) {
        Lineage lineage = new Lineage("b47c", 3, 15_000, "0a1b2c3", "c0ffee", "p1pe", "");
        String artifact = "runs/late/" + run + "/model.bin";
        Instant at = Instant.parse("2026-11-22T09:00:00Z");
        return new Registration("late", run, artifact, "feed", blessed, "AUC 0.71 against 0.69", lineage, at);
    }
}
