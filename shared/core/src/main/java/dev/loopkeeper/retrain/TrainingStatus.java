package dev.loopkeeper.retrain;

import java.time.Duration;

/** How a training attempt stands. */
public sealed interface TrainingStatus {
    /** Never submitted, or forgotten. */
    record Unknown() implements TrainingStatus {}

    /** Accepted, not started. */
    record Queued() implements TrainingStatus {}

    record Running() implements TrainingStatus {}

    /** {@code billed} is the time to pay for. */
    record Succeeded(Duration billed) implements TrainingStatus {}

    /** {@code reason} is a sentence for a person; {@code billed} the time to pay for all the same. */
    record Failed(String reason, Duration billed) implements TrainingStatus {}

    record Cancelled(Duration billed) implements TrainingStatus {}
}
