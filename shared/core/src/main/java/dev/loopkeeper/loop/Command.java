package dev.loopkeeper.loop;

import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step has seen or a person wants; {@link Loop#decide} makes events of it, or refuses it. */
public sealed interface Command {
    /** Pins the form of batches, unless this version of it is pinned. */
    record PinSchema(Schema schema) implements Command {}

    /** Records a rejected batch once. */
    record RejectBatch(String batchId, String key, String sentence) implements Command {}

    /** Adds live quality. */
    record AddQuality(List<QualityPoint> points) implements Command {}

    /**
     * Asks the retrain policy.
     *
     * @param runId name of the run that is claimed if the answer is to retrain
     * @param newestBatch when the newest batch came; empty when batches have not paused for so long that nobody waits
     *     for a pause
     * @param evidence digest of pending batches, the quality and the rule's inputs
     * @param basis what it was made from: on any other state it is void
     * @param prepared whether the run's request is written, without which nothing is claimed
     */
    record Plan(
            String runId,
            long freshRows,
            long immatureRows,
            int freshBatches,
            Optional<Instant> newestBatch,
            long rowsPerBatch,
            Optional<Instant> championSeen,
            long trainedRows,
            Money perHour,
            Optional<DriftReport> drift,
            String evidence,
            Basis basis,
            boolean prepared)
            implements Command {
        /** The same question once the request is written, or when it is not going to be. */
        public Plan prepared(boolean written) {
            return new Plan(
                    runId,
                    freshRows,
                    immatureRows,
                    freshBatches,
                    newestBatch,
                    rowsPerBatch,
                    championSeen,
                    trainedRows,
                    perHour,
                    drift,
                    evidence,
                    basis,
                    written);
        }
    }

    /**
     * The part of a state that a plan rests on: batches are listed and a request is written before the claim.
     *
     * @param runs claimed before
     * @param champion whom the run will be compared with
     */
    record Basis(int runs, Optional<String> champion) {
        public static Basis of(LoopState state) {
            return new Basis(state.training().runs(), state.serving().champion().map(ServingVersion::version));
        }
    }

    /** The service has accepted an attempt. */
    record Submitted(String runId, int attempt, String serviceId) implements Command {}

    /** An attempt was polled; {@code batches} is what a success has used. */
    record Polled(String runId, int attempt, TrainingStatus status, int batches) implements Command {}

    /** The attempt could not be used although the service says it succeeded. */
    record Unusable(String runId, int attempt, String reason) implements Command {}

    record ClearedPending(String runId) implements Command {}

    /** The gate has judged. */
    record RecordComparison(TrainingEvent.Compared comparison) implements Command {}

    /** The registry has the version. */
    record RecordVersion(String runId, String version) implements Command {}

    record RecordAliases(Map<String, String> aliases) implements Command {}

    /**
     * The endpoint was read.
     *
     * @param moves of the state before that read: only if it is the same now does a strange split prove an external
     *     edit
     */
    record Observe(EndpointView view, long moves, Optional<BaselineTraffic> baseline) implements Command {}

    /**
     * What the champion did before a canary.
     *
     * @param slowMillis its p95
     * @param requestsPerWindow in one window of the judge
     * @param errorRate share of its requests that failed
     */
    record BaselineTraffic(double slowMillis, double requestsPerWindow, double errorRate) {}

    /**
     * Our shift was accepted.
     *
     * @param moves of the state it was decided from
     */
    record Confirm(int epoch, long moves, TrafficSplit split) implements Command {}

    /** New windows of a canary, possibly none. */
    record ObserveCanary(int epoch, List<CanaryWindow> windows, Instant observedTo) implements Command {}

    /** New windows of a bake, possibly none. */
    record ObserveBake(int epoch, List<VersionWindow> windows, Instant observedTo) implements Command {}

    record Undeployed(String version) implements Command {}

    /** Rolls back; {@code to} defaults to the last healthy version. */
    record RollBack(String reason, String by, Optional<String> to) implements Command {}

    record Pause(String by, String reason) implements Command {}

    record Resume(String by) implements Command {}

    record Approve(String by) implements Command {}

    /** Asks for a retrain whatever the economics say. */
    record AskRetrain(Trigger trigger, String by, String reason) implements Command {}

    record Alert(String key, String name, boolean firing, String sentence) implements Command {}

    /** A step cannot go on, and no repeat of it will heal that. */
    record GiveUp(StepName step, String reason) implements Command {}

    record MarkNotified(long upTo) implements Command {}
}
