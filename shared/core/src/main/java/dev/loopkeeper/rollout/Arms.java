package dev.loopkeeper.rollout;

/**
 * One window of one guarded metric as the tests see it: events among requests, challenger against baseline.
 *
 * @param events of the challenger: errors, or slow answers
 * @param requests of the challenger, above 0
 * @param baseEvents of the baseline
 * @param baseRequests of the baseline, above 0
 */
record Arms(long events, long requests, long baseEvents, long baseRequests) {
    /** Observed share of the challenger; the configured weight is never used. */
    double share() {
        return (double) requests / (requests + baseRequests);
    }

    long allEvents() {
        return events + baseEvents;
    }

    /** Log-likelihood of the split of the events between the arms at rate ratio r, up to a constant without r. */
    double logLikelihood(double r) {
        return logLikelihood(r, Math.log(r));
    }

    /**
     * Same, for a caller that keeps the logarithm of r. Plain log: log1p is many times slower and no more exact here.
     */
    double logLikelihood(double r, double logOfRatio) {
        long all = allEvents();
        return all == 0 ? 0 : events * logOfRatio - all * Math.log(1 + share() * (r - 1));
    }

    /** Events of the challenger above those expected at rate ratio r. */
    double excess(double r) {
        return events - allEvents() * expectedShare(r);
    }

    /** Variance of {@link #excess} given the number of events, for independent events. */
    double variance(double r) {
        double theta = expectedShare(r);
        return allEvents() * theta * (1 - theta);
    }

    private double expectedShare(double r) {
        double w = share();
        return r * w / (r * w + 1 - w);
    }
}
