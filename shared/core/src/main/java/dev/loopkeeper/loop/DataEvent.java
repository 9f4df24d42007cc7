package dev.loopkeeper.loop;

import dev.loopkeeper.data.Schema;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.RetrainDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened to data, to live quality and to the question whether to retrain. */
public sealed interface DataEvent extends Event {
    /** The form of batches was pinned. */
    record SchemaPinned(Schema schema) implements DataEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.intake().pinned(schema));
        }
    }

    /** A batch broke the schema or could not be read. */
    record BatchRejected(String batchId, String key, String sentence) implements DataEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.intake().rejecting(batchId));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Batch " + key + " was rejected: " + sentence);
        }

        @Override
        public String severity() {
            return "warning";
        }
    }

    /** Late outcomes were joined with logged predictions. */
    record OutcomesScored(List<QualityPoint> points) implements DataEvent {
        public OutcomesScored {
            points = List.copyOf(points);
        }

        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.intake().scored(points));
        }
    }

    /**
     * The retrain policy has spoken.
     *
     * @param evidence digest of what it looked at: the same evidence is not recorded twice
     * @param repeated whether nobody asked and the answer before it was the same: the team knows it already
     */
    record RetrainDecided(RetrainDecision decision, int batches, long rows, String evidence, boolean repeated)
            implements DataEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            boolean again =
                    state.intake().lastDecision().filter(this::sameBatches).isPresent();
            LoopState weighed = state.with(state.intake().decided(this, again, at));
            LoopState decided = again ? weighed : weighed.with(state.spend().saving(decision.saved()));
            return decision.action() == RetrainAction.RETRAIN
                    ? decided.with(decided.control().unforced())
                    : decided;
        }

        /**
         * A retrain that is declined again over the same batches, when only an outcome was learnt, is declined and
         * saved once.
         */
        public boolean sameBatches(RetrainDecided last) {
            return decision.action() == RetrainAction.KEEP
                    && last.decision.action() == RetrainAction.KEEP
                    && last.batches == batches
                    && last.rows == rows;
        }

        @Override
        public Optional<String> news() {
            boolean known = repeated || decision.action() == RetrainAction.WAIT;
            return known ? Optional.empty() : Optional.of(decision.sentence());
        }
    }
}
