package dev.loopkeeper.retrain;

import dev.loopkeeper.data.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the retrain policy may look at.
 *
 * @param freshRows accepted rows that no version has seen and whose labels are mature
 * @param immatureRows accepted rows whose labels are not final yet
 * @param newestBatch when the newest pending batch was ingested
 * @param rowsPerBatch rows expected until the next batch: configured, or the recent average
 * @param championSince when the champion was promoted; empty: there is none
 * @param championLoss loss per row of the champion on the holdout of its own evaluation, same unit as
 *     {@link QualityPoint#loss}
 * @param championSeen newest row time or ingest time the champion was trained on
 * @param trainedRows rows of the batches the champion was made from; 0 when unknown
 * @param lastClaim when the last run was claimed
 * @param quality live quality, oldest first, every version of the recent past
 * @param price expected price of a run
 * @param spent spent and reserved in the current budget period
 * @param drift newest batches against the champion's reference profile; empty when it was not computed
 * @param forced set by a person or an alert: economics are skipped, gates and budget are not
 */
public record RetrainEvidence(
        long freshRows,
        long immatureRows,
        int freshBatches,
        Optional<Instant> newestBatch,
        long rowsPerBatch,
        Optional<Instant> championSince,
        Optional<Double> championLoss,
        Optional<Instant> championSeen,
        long trainedRows,
        Optional<Instant> lastClaim,
        boolean trainingActive,
        int failuresInARow,
        List<QualityPoint> quality,
        Money price,
        Money spent,
        Optional<DriftReport> drift,
        Optional<Trigger> forced) {
    public RetrainEvidence {
        quality = List.copyOf(quality);
    }
}
