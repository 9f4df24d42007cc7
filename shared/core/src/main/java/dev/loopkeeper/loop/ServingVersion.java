package dev.loopkeeper.loop;

import dev.loopkeeper.data.Booleans;
import java.time.Instant;
import java.util.Optional;

/**
 * A version that serves, has served or is about to.
 *
 * @param artifact key of its artefact; empty for one that was adopted
 * @param runId the run that made it; empty for one that was adopted
 * @param since when it became what it is
 * @param loss loss per row on the holdout of its own evaluation
 * @param labels how its predictions are compared with outcomes
 */
public record ServingVersion(
        String version, String artifact, String runId, Instant since, Optional<Double> loss, Labels labels) {
    /**
     * How an outcome becomes a loss.
     *
     * @param positive for a classification, the label's text that predictions are the probability of
     * @param scale for a regression, the standard deviation of the label: an error of one scale is a loss of 1
     */
    public record Labels(Optional<String> positive, Optional<Double> scale) {
        /** Nothing is known: labels are a spelling of yes or no, and predictions probabilities. */
        public static final Labels UNKNOWN = new Labels(Optional.empty(), Optional.empty());

        private static final double THRESHOLD = 0.5;

        /** Loss of one prediction, 0 to 1; empty when nobody can say, as of an outcome that cannot be read. */
        public Optional<Double> loss(String outcome, double predicted) {
            if (scale.isPresent()) {
                return number(outcome)
                        .map(actual -> Math.min(1, Math.abs(actual - predicted) / Math.max(scale.get(), 1e-12)))
                        .filter(Double::isFinite);
            }
            if (positive.isPresent()) {
                return Optional.of(wrong(same(positive.get(), outcome), predicted));
            }
            return predicted >= 0 && predicted <= 1
                    ? Booleans.of(outcome).map(happened -> wrong(happened, predicted))
                    : Optional.empty();
        }

        private static Double wrong(boolean happened, double predicted) {
            return happened == predicted >= THRESHOLD ? 0.0 : 1.0;
        }

        private static boolean same(String positive, String outcome) {
            return positive.equals(outcome)
                    || number(positive)
                            .filter(p -> number(outcome).filter(p::equals).isPresent())
                            .isPresent();
        }

        private static Optional<Double> number(String text) {
            try {
                double value = Double.parseDouble(text);
                return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    ServingVersion since(Instant at) {
        return new ServingVersion(version, artifact, runId, at, loss, labels);
    }
}
