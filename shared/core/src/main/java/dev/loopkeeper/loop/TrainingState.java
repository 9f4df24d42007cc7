package dev.loopkeeper.loop;

import java.time.Instant;
import java.util.Optional;

/**
 * Training of a model, past and present.
 *
 * @param runs claimed so far; the next run's number is one more
 * @param failuresInARow runs that failed, or left nothing usable, since one was compared
 * @param lastClaim when the last run was claimed
 * @param lastSucceeded the run whose batches are the history of the next one
 * @param toClear a succeeded run whose pending markers are still to be deleted
 * @param lastOutcome how the last run ended, a sentence
 * @param holdoutHash rows on which the last comparison was made
 * @param holdoutUses comparisons made on those rows
 */
public record TrainingState(
        TrainingPhase phase,
        int runs,
        int failuresInARow,
        Optional<Instant> lastClaim,
        Optional<String> lastSucceeded,
        Optional<String> toClear,
        Optional<String> lastOutcome,
        String holdoutHash,
        int holdoutUses) {
    /** Before the first run. */
    public static TrainingState initial() {
        return new TrainingState(
                new TrainingPhase.Idle(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                0);
    }

    TrainingState claimed(TrainingPhase.Claimed claim, Instant at) {
        return new TrainingState(
                claim,
                runs + 1,
                failuresInARow,
                Optional.of(at),
                lastSucceeded,
                toClear,
                lastOutcome,
                holdoutHash,
                holdoutUses);
    }

    TrainingState in(TrainingPhase next) {
        return new TrainingState(
                next, runs, failuresInARow, lastClaim, lastSucceeded, toClear, lastOutcome, holdoutHash, holdoutUses);
    }

    TrainingState failed(String outcome) {
        return new TrainingState(
                new TrainingPhase.Idle(),
                runs,
                failuresInARow + 1,
                lastClaim,
                lastSucceeded,
                toClear,
                Optional.of(outcome),
                holdoutHash,
                holdoutUses);
    }

    TrainingState succeeded(TrainingPhase.Evaluating next) {
        Optional<String> run = Optional.of(next.attempt().runId());
        return new TrainingState(
                next, runs, failuresInARow, lastClaim, run, run, lastOutcome, holdoutHash, holdoutUses);
    }

    TrainingState cleared() {
        return new TrainingState(
                phase,
                runs,
                failuresInARow,
                lastClaim,
                lastSucceeded,
                Optional.empty(),
                lastOutcome,
                holdoutHash,
                holdoutUses);
    }

    TrainingState compared(TrainingPhase.Registering next, String hash) {
        int uses = hash.equals(holdoutHash) ? holdoutUses + 1 : 1;
        return new TrainingState(
                next,
                runs,
                0,
                lastClaim,
                lastSucceeded,
                toClear,
                Optional.of(next.comparison().sentence()),
                hash,
                uses);
    }

    TrainingState forgiven() {
        return new TrainingState(
                phase, runs, 0, lastClaim, lastSucceeded, toClear, lastOutcome, holdoutHash, holdoutUses);
    }
}
