package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.data.BatchId;
import dev.loopkeeper.data.BatchIngest;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.evaluate.Verdict;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the journal, the batches and the registry of a made-up model, as the real steps would have left them. */
final class LoopStory {
    static final Money PRICE = Money.parse("1.05 USD");

    private final ObjectStore store;
    private final ModelRegistry registry;
    private final String model;
    private final Journal journal;
    private final List<TrainingRequest.Batch> used = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private LoopState state;
    private int run;

    LoopStory(ObjectStore store, ModelRegistry registry, String model, String yaml) {
        this.store = store;
        this.registry = registry;
        this.model = model;
        this.journal = new Journal(store);
        this.state = LoopState.initial(model);
        store.put(Layout.config(model), yaml.getBytes(StandardCharsets.UTF_8));
    }

    LoopState state() {
        return state;
    }

    LoopStory commit(Instant at, String by, Event... events) {
        state = journal.append(state, new Commit("op-" + state.seq(), at, by, List.of(events)))
                .orElseThrow();
        journal.cache(state);
        return this;
    }

    /** Ingests a CSV for real: profile, schema, marker and record. */
    LoopStory batch(Instant at, String name, String csv, LoopConfig config) {
        byte[] body = csv.getBytes(StandardCharsets.UTF_8);
        String key = "data/" + model + "/" + name;
        ObjectInfo object = new ObjectInfo(key, "1", body.length);
        BatchIngest.Ingested read = BatchIngest.read(
                object,
                new ByteArrayInputStream(body),
                config.data(),
                state.intake().schema(),
                at);
        read.inferred().ifPresent(schema -> commit(at, "ingest-data", new DataEvent.SchemaPinned(schema)));
        BatchRecord record = read.record();
        store.put(Layout.pending(model, record.id()), Json.write(record.marker()));
        store.put(Layout.batch(model, record.id()), Json.write(record));
        waiting.add(record.id());
        used.add(new TrainingRequest.Batch(BatchId.of(key, "1"), key, "1", record.rows(), true));
        return this;
    }

    LoopStory rejected(Instant at, String name, String sentence) {
        return commit(
                at,
                "ingest-data",
                new DataEvent.BatchRejected("r" + state.seq(), "data/" + model + "/" + name, sentence));
    }

    LoopStory quality(Instant at, String version, long rows, double loss) {
        return commit(
                at,
                "score-outcomes",
                new DataEvent.OutcomesScored(
                        List.of(new QualityPoint("q" + state.seq() + version, at, version, rows, loss))));
    }

    LoopStory decided(Instant at, RetrainAction action, String rule, String sentence, double waiting) {
        return commit(at, "plan-retraining", decision(action, rule, sentence, waiting));
    }

    private DataEvent.RetrainDecided decision(RetrainAction action, String rule, String sentence, double waiting) {
        return new DataEvent.RetrainDecided(
                StoryParts.decision(action, rule, sentence, waiting),
                this.waiting.size(),
                6_150L * this.waiting.size(),
                "e" + state.seq(),
                false);
    }

    /** A run from its decision to the version it became; returns the version. */
    String trained(Instant at, String reason, Verdict verdict, double loss) {
        String runId = String.format("run-%04d-%06x", ++run, 7_919 * run);
        boolean blessed = verdict == Verdict.BETTER || verdict == Verdict.NOT_WORSE;
        Optional<String> against = state.serving().champion().map(ServingVersion::version);
        TrainingPhase.Attempt attempt =
                new TrainingPhase.Attempt(runId, 1, Trigger.DATA, Money.parse("2.10 USD"), PRICE, at, against);
        request(at, runId);
        commit(
                at,
                "plan-retraining",
                decision(RetrainAction.RETRAIN, "economics", reason, 3.4),
                new TrainingEvent.TrainingClaimed(
                        attempt, waiting.size(), 6_150L * waiting.size(), StoryParts.month(at)));
        commit(at.plusSeconds(20), "start-training", new TrainingEvent.TrainingSubmitted(runId, 1, "local-" + run));
        commit(at.plusSeconds(60), "compare-metrics", new TrainingEvent.TrainingStarted(runId, 1));
        commit(
                at.plusSeconds(1_500),
                "compare-metrics",
                new TrainingEvent.TrainingSucceeded(runId, 1, waiting.size(), Money.of(0.7 + 0.05 * (run % 5), "USD")));
        clear(at.plusSeconds(1_510), runId);
        String sentence = StoryParts.sentence(verdict, against, loss);
        commit(
                at.plusSeconds(1_520),
                "compare-metrics",
                StoryParts.compared(model, runId, run, verdict, against, loss));
        return registered(at.plusSeconds(1_540), runId, blessed, sentence, against, loss);
    }

    private String registered(
            Instant at, String runId, boolean blessed, String sentence, Optional<String> against, double loss) {
        Lineage lineage = StoryParts.lineage(used.size(), against);
        String version = registry.register(new Registration(
                model, runId, "runs/" + model + "/" + runId + "/model", "ab12cd34", blessed, sentence, lineage, at));
        ServingVersion serving = new ServingVersion(
                version,
                "runs/" + model + "/" + runId + "/model",
                runId,
                at,
                Optional.of(loss),
                ServingVersion.Labels.UNKNOWN);
        List<Event> events =
                new ArrayList<>(List.of(new TrainingEvent.VersionRegistered(runId, serving, blessed, against)));
        if (blessed) {
            events.add(new RolloutEvent.RolloutStarted(state.serving().epoch() + 1, serving, List.of(5, 25, 50)));
        }
        commit(at, "update-registry", events.toArray(Event[]::new));
        return version;
    }

    private void request(Instant at, String runId) {
        LoopConfig config = ((LoopConfigReader.Result.Valid)
                        LoopConfigReader.read(store.get(Layout.config(model)).orElseThrow(), "loop.yaml"))
                .config();
        TrainingRequest request = StoryParts.request(
                config, runId, at, used, state.intake().schema().orElseThrow());
        store.put(Layout.request(model, runId), Json.write(request));
        List<BatchProfile> profiles = used.stream()
                .map(b -> Json.read(store.get(Layout.batch(model, b.id())).orElseThrow(), BatchRecord.class, "batch")
                        .profile()
                        .orElseThrow())
                .toList();
        store.put(
                Layout.run(model, runId) + "reference.json",
                Json.write(BatchProfile.merge(profiles.subList(Math.max(0, profiles.size() - 26), profiles.size()))));
    }

    /** A run that succeeded, and a crash before its markers were deleted. */
    void interruptedBeforeClearing(Instant at) {
        TrainingPhase.Attempt attempt = new TrainingPhase.Attempt(
                "run-0001-crash", 1, Trigger.DATA, Money.parse("2.10 USD"), PRICE, at, Optional.empty());
        request(at, "run-0001-crash");
        commit(
                at,
                "plan-retraining",
                new TrainingEvent.TrainingClaimed(attempt, waiting.size(), 300, StoryParts.month(at)));
        commit(at, "start-training", new TrainingEvent.TrainingSubmitted("run-0001-crash", 1, "local-1"));
        commit(at, "compare-metrics", new TrainingEvent.TrainingSucceeded("run-0001-crash", 1, waiting.size(), PRICE));
    }

    private void clear(Instant at, String runId) {
        waiting.forEach(id -> store.delete(Layout.pending(model, id)));
        waiting.clear();
        commit(at, "compare-metrics", new TrainingEvent.PendingCleared(runId));
    }

    /** A first version goes to 100 % at once and is promoted. */
    LoopStory first(Instant at, String version) {
        return baked(at, version, 40, "It is the first version.", 1_800);
    }

    private LoopStory baked(Instant at, String version, int threshold, String said, int seconds) {
        int epoch = state.serving().epoch();
        commit(at, "adjust-traffic", new RolloutEvent.BakeStarted(epoch, version, threshold, said));
        commit(
                at.plusSeconds(4),
                "adjust-traffic",
                new RolloutEvent.TrafficConfirmed(epoch, TrafficSplit.all(version)));
        return commit(
                at.plusSeconds(seconds),
                "adjust-traffic",
                new RolloutEvent.Promoted(epoch, version, "It baked for 30 minutes without a breach."));
    }

    /** Canary steps up to a weight, each observed; the challenger fails {@code errors} of a thousand requests. */
    LoopStory canary(Instant at, String version, int upTo, int errors) {
        int epoch = state.serving().epoch();
        String champion = state.serving().champion().orElseThrow().version();
        int step = 0;
        Instant now = at;
        for (int weight : List.of(5, 25, 50)) {
            if (weight > upTo) {
                break;
            }
            commit(
                    now,
                    "adjust-traffic",
                    new RolloutEvent.StepTaken(
                            epoch,
                            step++,
                            weight,
                            48,
                            step == 1
                                    ? "These steps detect a rate of errors twice the champion's."
                                    : "No sign of harm so far."));
            commit(
                    now.plusSeconds(4),
                    "adjust-traffic",
                    new RolloutEvent.TrafficConfirmed(epoch, TrafficSplit.canary(champion, version, weight)));
            now = observed(now.plusSeconds(60), epoch, weight, errors);
        }
        return this;
    }

    private Instant observed(Instant from, int epoch, int weight, int errors) {
        Instant to = from.plus(Duration.ofMinutes(12));
        commit(
                to,
                "adjust-traffic",
                new RolloutEvent.CanaryObserved(
                        epoch,
                        StoryParts.windows(from, weight, errors),
                        to,
                        errors > 20 ? "ROLLBACK" : "CONTINUE",
                        StoryParts.said(errors)));
        return to.plusSeconds(30);
    }

    LoopStory promoted(Instant at, String version) {
        baked(at, version, 48, "No sign of harm on 31,208 requests.", 1_900);
        return commit(
                at.plusSeconds(1_960),
                "update-registry",
                new TrainingEvent.AliasesMoved(state.serving().desiredAliases()));
    }

    LoopStory rolledBack(Instant at, RolloutEvent.Cause cause, String reason, String by) {
        ServingVersion to = state.serving().rollbackTarget().orElseThrow();
        boolean trial = state.serving().rollout().trial().isPresent();
        int epoch = trial ? state.serving().epoch() : state.serving().epoch() + 1;
        String from = state.serving()
                .rollout()
                .trial()
                .or(() -> state.serving().champion())
                .orElseThrow()
                .version();
        commit(at, by, new RolloutEvent.RollbackStarted(epoch, from, to, cause, reason, by));
        return commit(
                at.plusSeconds(6),
                "adjust-traffic",
                new RolloutEvent.TrafficConfirmed(epoch, TrafficSplit.all(to.version())),
                new RolloutEvent.RolledBack(epoch, to.version()));
    }

    void aliases() {
        registry.alias(model, state.serving().desiredAliases());
    }
}
