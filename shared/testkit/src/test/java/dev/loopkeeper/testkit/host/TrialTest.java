package dev.loopkeeper.testkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.steps.AdjustTraffic;
import dev.loopkeeper.loop.steps.Observation;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryMetrics;
import dev.loopkeeper.testkit.MemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A challenger on trial, at an endpoint that is replaced as a whole and that others write to as well. */
class TrialTest {
    private static final TrafficSplit CHAMPION = TrafficSplit.all("v1");
    private static final Shift.Mirror COPIES = new Shift.Mirror("v2", 20);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.mirroring(store, (step, model, at) -> {}, () -> now);
    private final ReplacedInMemory service = new ReplacedInMemory();
    private final MemoryMetrics metrics = new MemoryMetrics();
    private final AdjustTraffic traffic =
            new AdjustTraffic(ground.loops(), service, new Observation(metrics), () -> now);

    @BeforeEach
    void beginWithCopies() {
        store.put(
                Layout.config("late"),
                "model: late\ndata: {label: late}\nrollout: {mirror: 20, steps: [50]}\n".getBytes(UTF_8));
        List.of("v1", "v2", "v0").forEach(v -> service.deploy("late", v, "runs/late/" + v + "/model"));
        service.edit(CHAMPION, Optional.empty());
        commit(
                new RolloutEvent.Adopted(version("v1"), CHAMPION),
                new RolloutEvent.RolloutStarted(1, version("v2"), List.of(0, 50)),
                new RolloutEvent.StepTaken(1, 0, 0, 100, "copies first"));
        adjust();
        assertThat(service.mirror()).contains(COPIES);
        assertThat(trial().confirmed()).isPresent();
    }

    @Test
    void shouldMirrorAgainWhatAStaleWriteHasEnded() {
        service.staleWrite(new Shift(CHAMPION, Optional.empty(), 1));
        assertThat(service.mirror()).isEmpty();
        adjust();
        assertThat(service.mirror()).contains(COPIES);
    }

    @Test
    void shouldLeaveAMirrorAloneThatSomebodyElseHasChanged() {
        Optional<Shift.Mirror> less = Optional.of(new Shift.Mirror("v2", 10));
        service.edit(CHAMPION, less);
        adjust();
        assertThat(service.mirror()).isEqualTo(less);
    }

    @Test
    void shouldJudgeATrialWhileAnOldVersionCannotBeRemoved() {
        commit(new RolloutEvent.Superseded(1, "v0", "v2"));
        service.refuseRemovalOf("v0");
        Instant seen = trial().observedTo();
        for (int minute = 0; minute < 10; minute++) {
            metrics.served("late", "v1", now, 100, 0, 0);
            metrics.served("late", "v2", now, 100, 0, 0);
            now = now.plus(Duration.ofMinutes(1));
        }
        metrics.settledUntil(now);
        assertThatThrownBy(this::adjust).isInstanceOf(LoopException.class).hasMessageContaining("locked");
        assertThat(trial().observedTo()).isAfter(seen);
    }

    @Test
    void shouldRemoveTheOthersWhileAnOldVersionCannotBeRemoved() {
        service.deploy("late", "v9", "runs/late/v9/model");
        commit(new RolloutEvent.Superseded(1, "v0", "v2"), new RolloutEvent.Superseded(1, "v9", "v2"));
        service.refuseRemovalOf("v0");
        assertThatThrownBy(this::adjust).isInstanceOf(LoopException.class).hasMessageContaining("locked");
        assertThat(service.read("late").deployments()).containsKey("v0").doesNotContainKey("v9");
        assertThat(ground.loops().state("late").serving().retired()).containsExactly("v0");
    }

    private void adjust() {
        LoopConfig config = ground.loops().config("late").orElseThrow();
        traffic.adjust(config);
    }

    private RolloutState.Canary trial() {
        return (RolloutState.Canary) ground.loops().state("late").serving().rollout();
    }

    private void commit(Event... events) {
        Commit commit = new Commit(ground.loops().newId(), now, "test", List.of(events));
        assertThat(ground.loops().journal().append(ground.loops().state("late"), commit))
                .isPresent();
    }

    private ServingVersion version(String name) {
        return new ServingVersion(
                name, "runs/late/" + name + "/model", name, now, Optional.empty(), ServingVersion.Labels.UNKNOWN);
    }
}
