package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.azure.ml.fake.FakeRuns;
import dev.loopkeeper.retrain.QualityPoint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunEvaluationsTest {
    static final String EVALUATION = """
            {"format":"loopkeeper.evaluation/1","model":"late","runId":"run-1","task":"CLASSIFICATION","metric":"auc",
             "holdoutRows":3000,"challenger":{"auc":0.71},"champion":{"auc":0.69},"artifact":"runs/late/run-1/model.bin"}
            """;

    private final MlWorld world = new MlWorld();
    private final RunEvaluations evaluations = new RunEvaluations(world.api(), world.runs());

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void shouldDrawEachPointOfLiveQualityOnce() {
        new JobNotes(world.store())
                .write(new MlAttempt("late", "run-1", 1), world.clock().instant());
        world.registry().register(AzureMlRegistryTest.registration("run-1", true));
        world.registry().register(AzureMlRegistryTest.registration("run-2", true));
        QualityPoint first = point("v1", "2026-11-22T10:00:00.123456Z", 0.21);
        QualityPoint second = point("v1", "2026-11-22T11:00:00Z", 0.25);
        evaluations.show(
                "late",
                List.of(first, point("v2", "2026-11-22T10:00:00Z", 0.3), point("late@7", "2026-11-22T10:00:00Z", 0.3)));
        world.fake().faults().loseNext("POST", "log-batch");
        evaluations.show("late", List.of(first, second));
        evaluations.show("late", List.of(second));
        assertThat(world.fake().runs().points("late-run-1-1"))
                .filteredOn(point -> point.key().equals("live_loss"))
                .extracting(FakeRuns.Point::value)
                .as("a lost answer draws the same point over itself")
                .containsExactly(0.21, 0.25, 0.25);
        assertThat(world.fake().runs().points("late-run-1-1"))
                .extracting(FakeRuns.Point::step)
                .containsOnly(1L, 2L);
    }

    private static QualityPoint point(String version, String at, double loss) {
        return new QualityPoint(version + at, Instant.parse(at), version, 400, loss);
    }
}
