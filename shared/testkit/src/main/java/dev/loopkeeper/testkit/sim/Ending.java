package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.MemoryNotifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold when nothing goes wrong any more and the loop has come to rest. */
final class Ending {
    private static final long ROWS_A_BATCH = 3;

    private final World world;

    Ending(World world) {
        this.world = world;
    }

    /** Why the loop is not at rest yet; empty when it is. */
    Optional<String> unrest() {
        LoopState state = world.truth().state();
        EndpointView view = world.endpoint().read(Terms.MODEL);
        String reason = state.paused()
                ? "paused"
                : !(state.serving().rollout() instanceof RolloutState.None)
                        ? "rollout is " + state.serving().rollout().label()
                        : !(state.training().phase() instanceof TrainingPhase.Idle)
                                ? "training is " + state.training().phase()
                                : state.training().toClear().isPresent()
                                        ? "batches are not put away"
                                        : state.control().notable()
                                                        > state.control().notified()
                                                ? "the team is not told everything"
                                                : !state.serving().retired().isEmpty()
                                                        ? "retired versions are deployed: "
                                                                + state.serving()
                                                                        .retired()
                                                        : !state.serving()
                                                                        .aliases()
                                                                        .equals(state.serving()
                                                                                .desiredAliases())
                                                                ? "aliases are "
                                                                        + state.serving()
                                                                                .aliases()
                                                                : !view.split().equals(state.desiredSplit())
                                                                        ? "split is " + view.split() + ", wanted "
                                                                                + state.desiredSplit()
                                                                        : claimable(state)
                                                                                ? "batches wait for a run"
                                                                                : "";
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    /** Whether batches wait although the policy has spoken: it is asked again within the hour. */
    boolean waiting() {
        return !pending().isEmpty();
    }

    private boolean claimable(LoopState state) {
        long pending = pending().size();
        boolean answered = state.intake()
                .lastDecision()
                .filter(d -> d.decision().action() != RetrainAction.RETRAIN && d.batches() == pending)
                .isPresent();
        boolean stuck =
                state.training().failuresInARow() >= world.config().retrain().maxFailures();
        return pending * ROWS_A_BATCH >= world.config().retrain().minRows() && !answered && !stuck;
    }

    private Set<String> pending() {
        Set<String> ids = new HashSet<>();
        String prefix = Layout.pendingPrefix(Terms.MODEL);
        world.store().list(prefix, "", 10_000).forEach(o -> ids.add(o.key().substring(prefix.length())));
        Set<String> used = world.truth()
                .state()
                .training()
                .lastSucceeded()
                .map(this::batches)
                .orElse(Set.of());
        ids.removeAll(used);
        return ids;
    }

    /** Checks everything that is promised for the end. */
    void check(Users users) {
        folds();
        batches(users);
        jobs();
        registry();
        told();
        served();
    }

    private void folds() {
        LoopState truth = world.truth().state();
        require(
                new Journal(world.store()).load(Terms.MODEL).equals(truth),
                "I14",
                "the snapshot is not the fold of the journal");
        LoopState zero = LoopState.initial(Terms.MODEL);
        for (Commit commit : new Journal(world.store()).read(Terms.MODEL, 0, truth.seq(), Integer.MAX_VALUE)) {
            zero = zero.plus(commit, zero.seq() + 1);
        }
        require(zero.equals(truth), "I14", "the fold from zero is not the state");
    }

    private void batches(Users users) {
        Map<String, Integer> trained = new HashMap<>();
        for (Commit commit : world.truth().commits()) {
            for (Event event : commit.events()) {
                if (event instanceof TrainingEvent.TrainingSucceeded s) {
                    fresh(s.runId()).forEach(id -> trained.merge(id, 1, Integer::sum));
                }
            }
        }
        trained.forEach((id, n) -> require(n == 1, "I9", "batch " + id + " was new in " + n + " runs"));
        String prefix = "pending/" + Terms.MODEL + "/";
        for (String id : users.batches()) {
            require(
                    world.store().stat(Layout.batch(Terms.MODEL, id)).isPresent(),
                    "I10",
                    "batch " + id + " was never ingested");
        }
        for (ObjectInfo record : world.store().list("batches/" + Terms.MODEL + "/", "", 10_000)) {
            String id =
                    record.key().substring(record.key().lastIndexOf('/') + 1).replace(".json", "");
            BatchRecord batch =
                    Json.read(world.store().get(record.key()).orElseThrow(), BatchRecord.class, record.key());
            // What was overwritten before a run could read it cannot be trained on; its new content is a batch of its
            // own.
            boolean overwritten =
                    !world.store().stat(batch.key()).map(ObjectInfo::version).equals(Optional.of(batch.version()));
            boolean kept = batch.rejected()
                    || overwritten
                    || trained.containsKey(id)
                    || world.store().stat(prefix + id).isPresent();
            require(kept, "I9", "batch " + id + " is lost: neither trained nor pending");
        }
    }

    private void jobs() {
        long paid = world.truth().commits().stream()
                .flatMap(c -> c.events().stream())
                .filter(e -> e instanceof TrainingEvent.TrainingClaimed || e instanceof TrainingEvent.TrainingRetried)
                .count();
        int started = world.training().attempts().size();
        require(started <= paid, "I12", started + " jobs were started, " + paid + " are paid for");
    }

    private TrainingRequest request(String runId) {
        String key = Layout.request(Terms.MODEL, runId);
        return Json.read(world.store().get(key).orElseThrow(), TrainingRequest.class, key);
    }

    private Set<String> fresh(String runId) {
        Set<String> ids = new HashSet<>();
        request(runId).batches().stream().filter(TrainingRequest.Batch::fresh).forEach(b -> ids.add(b.id()));
        return ids;
    }

    private Set<String> batches(String runId) {
        Set<String> ids = new HashSet<>();
        request(runId).batches().forEach(b -> ids.add(b.id()));
        return ids;
    }

    private void registry() {
        List<RegisteredVersion> versions = world.registry().versions(Terms.MODEL);
        Set<String> runs = new HashSet<>();
        versions.forEach(v -> require(
                runs.add(v.registration().runId()),
                "I14",
                "run " + v.registration().runId() + " is registered twice"));
        List<String> champions = versions.stream()
                .filter(v -> v.aliases().contains("champion"))
                .map(RegisteredVersion::version)
                .toList();
        List<String> wanted = world
                .truth()
                .state()
                .serving()
                .champion()
                .map(ServingVersion::version)
                .filter(v -> !v.equals(World.ADOPTED))
                .stream()
                .toList();
        require(champions.equals(wanted), "I14", "the registry's champion is " + champions + ", the loop's " + wanted);
    }

    private void told() {
        Map<String, Set<String>> delivered = new HashMap<>();
        for (MemoryNotifier.Delivery d : world.notifier().deliveries()) {
            String seq = d.notification().facts().get("commit");
            delivered
                    .computeIfAbsent(d.channel() + " " + seq, k -> new HashSet<>())
                    .add(d.notification().id());
        }
        for (int i = 0; i < world.truth().commits().size(); i++) {
            long news = world.truth().commits().get(i).events().stream()
                    .filter(e -> e.news().isPresent())
                    .count();
            for (var channel : world.config().channels()) {
                int seen = delivered
                        .getOrDefault(channel.name() + " " + (i + 1), Set.of())
                        .size();
                require(
                        seen == news,
                        "I13",
                        "commit " + (i + 1) + " has " + news + " news, " + seen + " were delivered to "
                                + channel.name());
            }
        }
    }

    private void served() {
        EndpointView view = world.endpoint().read(Terms.MODEL);
        view.split().ifPresent(split -> split.weights()
                .keySet()
                .forEach(v -> require(
                        view.ready(v),
                        "served",
                        v + " has traffic but is " + view.deployments().get(v))));
        world.truth()
                .state()
                .serving()
                .champion()
                .ifPresent(c ->
                        require(view.ready(c.version()), "I2", "the champion " + c.version() + " is not deployed"));
    }

    private static void require(boolean holds, String invariant, String message) {
        if (!holds) {
            throw new Violation(invariant, message);
        }
    }
}
