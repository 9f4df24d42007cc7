package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened to a model, as the journal keeps it for ever.
 *
 * <p>A type name is never reused and a field never changes its meaning; new fields are optional, unknown ones ignored.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DataEvent.SchemaPinned.class, name = "schema-pinned"),
    @JsonSubTypes.Type(value = DataEvent.BatchRejected.class, name = "batch-rejected"),
    @JsonSubTypes.Type(value = DataEvent.OutcomesScored.class, name = "outcomes-scored"),
    @JsonSubTypes.Type(value = DataEvent.RetrainDecided.class, name = "retrain-decided"),
    @JsonSubTypes.Type(value = TrainingEvent.TrainingClaimed.class, name = "training-claimed"),
    @JsonSubTypes.Type(value = TrainingEvent.TrainingSubmitted.class, name = "training-submitted"),
    @JsonSubTypes.Type(value = TrainingEvent.TrainingStarted.class, name = "training-started"),
    @JsonSubTypes.Type(value = TrainingEvent.TrainingStopping.class, name = "training-stopping"),
    @JsonSubTypes.Type(value = TrainingEvent.TrainingRetried.class, name = "training-retried"),
    @JsonSubTypes.Type(value = TrainingEvent.TrainingFailed.class, name = "training-failed"),
    @JsonSubTypes.Type(value = TrainingEvent.TrainingSucceeded.class, name = "training-succeeded"),
    @JsonSubTypes.Type(value = TrainingEvent.PendingCleared.class, name = "pending-cleared"),
    @JsonSubTypes.Type(value = TrainingEvent.Compared.class, name = "compared"),
    @JsonSubTypes.Type(value = TrainingEvent.VersionRegistered.class, name = "version-registered"),
    @JsonSubTypes.Type(value = TrainingEvent.AliasesMoved.class, name = "aliases-moved"),
    @JsonSubTypes.Type(value = RolloutEvent.Adopted.class, name = "adopted"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutStarted.class, name = "rollout-started"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutQueued.class, name = "rollout-queued"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutDropped.class, name = "rollout-dropped"),
    @JsonSubTypes.Type(value = RolloutEvent.Superseded.class, name = "superseded"),
    @JsonSubTypes.Type(value = RolloutEvent.ApprovalAsked.class, name = "approval-asked"),
    @JsonSubTypes.Type(value = RolloutEvent.Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = RolloutEvent.StepTaken.class, name = "step-taken"),
    @JsonSubTypes.Type(value = RolloutEvent.TrafficConfirmed.class, name = "traffic-confirmed"),
    @JsonSubTypes.Type(value = RolloutEvent.CanaryObserved.class, name = "canary-observed"),
    @JsonSubTypes.Type(value = RolloutEvent.BakeStarted.class, name = "bake-started"),
    @JsonSubTypes.Type(value = RolloutEvent.BakeObserved.class, name = "bake-observed"),
    @JsonSubTypes.Type(value = RolloutEvent.Promoted.class, name = "promoted"),
    @JsonSubTypes.Type(value = RolloutEvent.RollbackStarted.class, name = "rollback-started"),
    @JsonSubTypes.Type(value = RolloutEvent.RolledBack.class, name = "rolled-back"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutFailed.class, name = "rollout-failed"),
    @JsonSubTypes.Type(value = RolloutEvent.Undeployed.class, name = "undeployed"),
    @JsonSubTypes.Type(value = ControlEvent.Paused.class, name = "paused"),
    @JsonSubTypes.Type(value = ControlEvent.Resumed.class, name = "resumed"),
    @JsonSubTypes.Type(value = ControlEvent.RetrainAsked.class, name = "retrain-asked"),
    @JsonSubTypes.Type(value = ControlEvent.AlertReceived.class, name = "alert-received"),
    @JsonSubTypes.Type(value = ControlEvent.StepGaveUp.class, name = "step-gave-up"),
    @JsonSubTypes.Type(value = ControlEvent.Notified.class, name = "notified")
})
public sealed interface Event permits DataEvent, TrainingEvent, RolloutEvent, ControlEvent {
    /** The state after this event. Total: an event that no longer fits leaves the state as it is. */
    LoopState apply(LoopState state, Instant at);

    /** What the team is told of it, a sentence; empty when it is not worth a message. */
    default Optional<String> news() {
        return Optional.empty();
    }

    /** How loud the news is: {@code info}, {@code warning} or {@code critical}. */
    default String severity() {
        return "info";
    }
}
