package dev.loopkeeper.rollout;

/** Logarithm of a mean of exponentials, without overflow. */
final class LogMean {
    private LogMean() {}

    static double of(double[] logs, double scale) {
        double top = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            top = Math.max(top, log * scale);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log * scale - top);
        }
        return top + Math.log(sum / logs.length);
    }
}
