package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one model's loop: the fold of its journal, of bounded size however long the journal is.
 *
 * @param seq position of the last commit in the fold; 0 before the first
 */
public record LoopState(
        String model,
        long seq,
        IntakeState intake,
        TrainingState training,
        ServingState serving,
        SpendState spend,
        ControlState control,
        int refused) {
    /** A model nobody has heard of. */
    public static LoopState initial(String model) {
        return new LoopState(
                model,
                0,
                IntakeState.initial(),
                TrainingState.initial(),
                ServingState.initial(),
                SpendState.initial(),
                ControlState.initial(),
                0);
    }

    /** The state after a commit. */
    public LoopState plus(Commit commit, long at) {
        LoopState next = this;
        for (Event event : commit.events()) {
            next = event.apply(next, commit.at());
        }
        List<News> news = News.of(commit, at);
        ControlState told = news.isEmpty() ? next.control : next.control.noted(news, at);
        return new LoopState(model, at, next.intake, next.training, next.serving, next.spend, told, next.refused);
    }

    /** The split the endpoint should have; empty while there is nothing to serve. */
    @JsonIgnore
    public Optional<TrafficSplit> desiredSplit() {
        return serving.desiredSplit();
    }

    /** Whether a person stopped the loop, or an external edit did. */
    @JsonIgnore
    public boolean paused() {
        return control.pause().isPresent();
    }

    /** Age of the champion's trial or reign. */
    Optional<Instant> championSince() {
        return serving.champion().map(ServingVersion::since);
    }

    LoopState with(IntakeState next) {
        return new LoopState(model, seq, next, training, serving, spend, control, refused);
    }

    LoopState with(TrainingState next) {
        return new LoopState(model, seq, intake, next, serving, spend, control, refused);
    }

    LoopState with(ServingState next) {
        return new LoopState(model, seq, intake, training, next, spend, control, refused);
    }

    LoopState with(SpendState next) {
        return new LoopState(model, seq, intake, training, serving, next, control, refused);
    }

    LoopState with(ControlState next) {
        return new LoopState(model, seq, intake, training, serving, spend, next, refused);
    }

    LoopState refusing() {
        return new LoopState(model, seq, intake, training, serving, spend, control, refused + 1);
    }
}
