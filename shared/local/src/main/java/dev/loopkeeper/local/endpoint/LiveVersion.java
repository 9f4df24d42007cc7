package dev.loopkeeper.local.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One deployed version: its process and what it answered.
 *
 * @param model whose predictions are logged
 */
record LiveVersion(String name, String model, VersionProcess process, VersionMetrics metrics) {
    /**
     * Scores and counts: whatever the version does wrong is one error of its own. Refused rows are not counted here.
     */
    double[] score(List<Map<String, String>> rows) throws VersionFailure {
        long begin = System.nanoTime();
        try {
            double[] values = checked(process.score(rows), rows.size());
            metrics.answered(
                    System.nanoTime() - begin, Arrays.stream(values).average().orElse(0));
            return values;
        } catch (VersionFailure e) {
            if (e.kind() != VersionFailure.Kind.REFUSED) {
                metrics.failed(e.kind(), System.nanoTime() - begin);
            }
            throw new VersionFailure(e.kind(), "version " + name + " " + e.getMessage());
        }
    }

    private static double[] checked(double[] values, int rows) throws VersionFailure {
        if (values.length != rows) {
            throw new VersionFailure(
                    VersionFailure.Kind.FAILED, "answered " + values.length + " values for " + rows + " instances");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new VersionFailure(VersionFailure.Kind.FAILED, "answered " + value + ", expected finite numbers");
            }
        }
        return values;
    }
}
