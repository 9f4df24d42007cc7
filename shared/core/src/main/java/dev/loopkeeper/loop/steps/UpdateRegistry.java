package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.loop.Turn;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.ObjectStore;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Registers the outcome of a run as a version, blessed or rejected, and moves the aliases to where the state wants
 * them.
 */
public final class UpdateRegistry {
    private final Loops loops;
    private final ObjectStore store;
    private final ModelRegistry registry;
    private final InstantSource clock;

    public UpdateRegistry(Loops loops, ObjectStore store, ModelRegistry registry, InstantSource clock) {
        this.loops = loops;
        this.store = store;
        this.registry = registry;
        this.clock = clock;
    }

    /** Brings the registry up to date for one model. */
    public void update(LoopConfig config) {
        loops.turn(config, StepName.UPDATE_REGISTRY.text(), this::update);
    }

    private LoopState update(Turn turn) {
        if (turn.state().training().phase() instanceof TrainingPhase.Registering registering) {
            register(turn, registering);
        }
        String model = turn.config().model();
        Map<String, String> wanted = turn.state().serving().desiredAliases();
        if (!wanted.equals(turn.state().serving().aliases()) || !wanted.equals(standing(model, wanted))) {
            registry.alias(model, wanted);
            turn.commit(new Command.RecordAliases(wanted));
        }
        return turn.state();
    }

    /**
     * What the registry says of the wanted versions: a handler that died late may have moved an alias back. A version
     * that it does not know (an adopted one) holds its alias as long as no other does.
     */
    private Map<String, String> standing(String model, Map<String, String> wanted) {
        Map<String, String> aliases = new TreeMap<>();
        Set<String> registered = new HashSet<>();
        for (RegisteredVersion version : registry.versions(model)) {
            registered.add(version.version());
            version.aliases().forEach(alias -> aliases.put(alias, version.version()));
        }
        wanted.forEach((alias, version) -> {
            if (!registered.contains(version)) {
                aliases.putIfAbsent(alias, version);
            }
        });
        return aliases;
    }

    private void register(Turn turn, TrainingPhase.Registering registering) {
        String model = turn.config().model();
        TrainingEvent.Compared compared = registering.comparison();
        TrainingRequest request = History.request(store, model, compared.runId())
                .orElseThrow(() -> LoopException.poison("request of " + compared.runId() + " is gone from the store"));
        long rows = compared.numbers().getOrDefault("trainRows", 0.0).longValue();
        Lineage lineage = Requests.lineage(
                request, rows, compared.pipelineHash(), compared.comparedWith().orElse(""));
        String version = registry.register(new Registration(
                model,
                compared.runId(),
                compared.artifact(),
                compared.artifactHash(),
                compared.blessed(),
                compared.sentence(),
                lineage,
                clock.instant()));
        turn.commit(new Command.RecordVersion(compared.runId(), version));
    }
}
