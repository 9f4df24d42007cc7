package dev.loopkeeper.local.demo;

import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.retrain.RetrainAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Watches a decision, its run and its rollout to their end, and lets time pass as slowly as each of them needs. */
final class Supervision {
  private static final Duration DECISION = Duration.ofSeconds(45);
  private static final Duration RUN = Duration.ofSeconds(120);
  private static final Duration ROLLOUT = Duration.ofSeconds(120);
  private final World world;

  Supervision(World world) {
    this.world = world;
  }

  /** Lets the quiet time of the batches pass until the policy has decided; whether it is to retrain. */
  boolean decided(int mark) {
    world.pace().debounce();
    Patience.await("the loop decides about a retrain", DECISION, () -> !decisions(mark).isEmpty());
    List<DataEvent.RetrainDecided> made = decisions(mark);
    return made.get(made.size() - 1).decision().action() == RetrainAction.RETRAIN;
  }

  private List<DataEvent.RetrainDecided> decisions(int mark) {
    return world.happenings().since(mark, DataEvent.RetrainDecided.class, d -> true);
  }

  void awaitClaim(int mark) {
    Patience.await("the loop starts a run", DECISION,
        () -> !world.happenings().since(mark, TrainingEvent.TrainingClaimed.class, c -> true).isEmpty());
  }

  /** Waits for the end of the run; the version it became if that may take traffic. */
  Optional<String> run(int mark) {
    long begin = System.nanoTime();
    world.pace().training();
    Patience.await("the run is over and registered", RUN, () -> ended(mark));
    world.pace().learn(Duration.ofNanos(System.nanoTime() - begin));
    world.pace().rollout();
    return world.happenings().since(mark, TrainingEvent.VersionRegistered.class, TrainingEvent.VersionRegistered::blessed).stream()
        .map(r -> r.version().version()).findFirst();
  }

  private boolean ended(int mark) {
    Happenings all = world.happenings();
    return !all.since(mark, TrainingEvent.VersionRegistered.class, v -> true).isEmpty()
        || !all.since(mark, TrainingEvent.TrainingFailed.class, f -> true).isEmpty();
  }

  /** Waits until the version is the champion or was taken back; whether it is. */
  boolean rollout(String version, int mark) {
    world.pace().rollout();
    Patience.await("the rollout of " + version + " is over", ROLLOUT, () -> settled(version, mark));
    return !promoted(version, mark).isEmpty();
  }

  private boolean settled(String version, int mark) {
    Happenings all = world.happenings();
    return !promoted(version, mark).isEmpty()
        || !all.since(mark, RolloutEvent.RolledBack.class, r -> true).isEmpty()
        || !all.since(mark, RolloutEvent.RolloutDropped.class, r -> r.version().equals(version)).isEmpty()
        || !all.since(mark, RolloutEvent.RolloutFailed.class, r -> r.version().equals(version)).isEmpty();
  }

  private List<RolloutEvent.Promoted> promoted(String version, int mark) {
    return world.happenings().since(mark, RolloutEvent.Promoted.class, p -> p.version().equals(version));
  }

  void awaitStep(int weight, int mark) {
    Patience.await("the canary takes " + weight + " %", ROLLOUT,
        () -> !world.happenings().since(mark, RolloutEvent.StepTaken.class, s -> s.weight() >= weight).isEmpty());
  }

  void awaitRolledBack(int mark) {
    world.pace().rollout();
    Patience.await("the rollback is done", ROLLOUT,
        () -> !world.happenings().since(mark, RolloutEvent.RolledBack.class, r -> true).isEmpty());
  }
}
