package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.ObjectStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers the outcome of a run as a version, blessed or rejected, and moves the aliases to where the state wants them. */
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
    LoopState state = loops.state(config.model());
    if (state.training().phase() instanceof TrainingPhase.Registering registering) {
      register(config, registering);
      state = loops.state(config.model());
    }
    Map<String, String> wanted = state.serving().desiredAliases();
    if (!wanted.equals(state.serving().aliases())) {
      registry.alias(config.model(), wanted);
      commit(config, new Command.RecordAliases(wanted));
    }
  }

  private void register(LoopConfig config, TrainingPhase.Registering registering) {
    TrainingEvent.Compared compared = registering.comparison();
    Optional<TrainingRequest> request = History.request(store, config.model(), compared.runId());
    String version = registry.register(new Registration(
        config.model(), compared.runId(), compared.artifact(), compared.artifactHash(), compared.blessed(), compared.sentence(),
        lineage(compared, request), clock.instant()));
    commit(config, new Command.RecordVersion(compared.runId(), version));
  }

  private static Lineage lineage(TrainingEvent.Compared compared, Optional<TrainingRequest> request) {
    List<TrainingRequest.Batch> batches = request.map(TrainingRequest::batches).orElse(List.of());
    return new Lineage(
        Digest.hex(Json.write(batches.stream().map(TrainingRequest.Batch::id).toList())), batches.size(),
        compared.numbers().getOrDefault("trainRows", 0.0).longValue(), System.getenv().getOrDefault("LOOPKEEPER_GIT_COMMIT", ""),
        request.map(TrainingRequest::configHash).orElse(""), compared.pipelineHash(), compared.comparedWith().orElse(""));
  }

  private void commit(LoopConfig config, Command command) {
    loops.commit(config, StepName.UPDATE_REGISTRY.text(), command);
  }
}
