package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryTraining;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody's training pipeline: works, fails, hangs, is forgotten or leaves nonsense, by seed. */
final class Trainer {
    private enum Fate {
        WORKS,
        FAILS,
        HANGS,
        FORGOTTEN,
        LEAVES_NOTHING
    }

    private static final Duration BILLED = Duration.ofMinutes(30);

    private final World world;
    private final Chance chance;
    private final Map<String, Fate> fates = new HashMap<>();

    Trainer(World world, long seed) {
        this.world = world;
        this.chance = new Chance(seed, "trainer");
    }

    /** Lets attempts go on. */
    void work(boolean calm) {
        for (MemoryTraining.Attempt attempt : world.training().active()) {
            if (calm || chance.in(0.25)) {
                Fate fate = fates.computeIfAbsent(attempt.runId() + attempt.attempt(), id -> fate(calm));
                go(attempt, fate);
            }
        }
    }

    private Fate fate(boolean calm) {
        double u = calm ? 0 : chance.share();
        return u < 0.74
                ? Fate.WORKS
                : u < 0.84 ? Fate.FAILS : u < 0.91 ? Fate.HANGS : u < 0.96 ? Fate.FORGOTTEN : Fate.LEAVES_NOTHING;
    }

    private void go(MemoryTraining.Attempt a, Fate fate) {
        boolean running = world.training().status(a.model(), a.runId(), a.attempt()) instanceof TrainingStatus.Running;
        if (!running) {
            set(a, new TrainingStatus.Running());
        } else if (fate == Fate.WORKS) {
            write(a);
            set(a, new TrainingStatus.Succeeded(BILLED));
        } else if (fate == Fate.LEAVES_NOTHING) {
            set(a, new TrainingStatus.Succeeded(BILLED));
        } else if (fate == Fate.FAILS) {
            set(a, new TrainingStatus.Failed("out of memory.", BILLED));
        } else if (fate == Fate.FORGOTTEN) {
            world.training().forget(a.model(), a.runId(), a.attempt());
        }
        world.coverage().saw("trainer " + (running ? fate : "starts"));
    }

    private void set(MemoryTraining.Attempt a, TrainingStatus status) {
        world.training().set(a.model(), a.runId(), a.attempt(), status);
    }

    private void write(MemoryTraining.Attempt a) {
        TrainingRequest request = Json.read(
                world.store()
                        .get(a.requestKey())
                        .orElseThrow(() ->
                                new Violation("request", a.requestKey() + " does not exist but its run was submitted")),
                TrainingRequest.class,
                a.requestKey());
        double u = chance.share();
        double auc = u < 0.04 ? Double.NaN : u < 0.2 ? 0.5 : 0.8;
        Evaluation evaluation = new Evaluation(
                Evaluation.FORMAT,
                a.model(),
                a.runId(),
                LoopConfig.Task.CLASSIFICATION,
                "auc",
                2,
                "hash-" + a.runId(),
                "",
                "",
                3,
                Map.of("auc", auc),
                request.champion().map(c -> Map.of("auc", 0.7)),
                request.champion().map(TrainingRequest.Champion::version),
                request.output() + "model.bin",
                "h" + a.runId(),
                "pipeline",
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        world.store().put(Layout.evaluation(a.model(), a.runId()), Json.write(evaluation));
        String champion = request.champion().isPresent() ? "0.4" : "";
        String paired = "label,champion,challenger\n0," + champion + ",0.2\n1," + champion + ",0.9\n";
        world.store().put(Layout.pairedPredictions(a.model(), a.runId()), paired.getBytes(StandardCharsets.UTF_8));
    }
}
