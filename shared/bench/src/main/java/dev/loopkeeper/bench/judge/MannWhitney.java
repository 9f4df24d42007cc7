package dev.loopkeeper.bench.judge;

import java.util.Arrays;

/**
 * The two-sample rank test of Kayenta's judge: interval and Hodges-Lehmann estimate of the shift at 98 %, by order
 * statistics of the pairwise differences, corrected for continuity and for ties within the samples.
 *
 * @param low lower limit of the shift of the experiment above the control
 * @param estimate of the shift
 */
record MannWhitney(double low, double estimate) {
    private static final double Z = 2.3263478740408408;

    static MannWhitney of(double[] experiment, double[] control) {
        int pairs = experiment.length * control.length;
        double[] differences = new double[pairs];
        int at = 0;
        for (double e : experiment) {
            for (double c : control) {
                differences[at++] = e - c;
            }
        }
        Arrays.sort(differences);
        double n = (double) experiment.length + control.length;
        double ties = ties(experiment) + ties(control);
        double sigma = Math.sqrt(pairs / 12.0 * (n + 1 - ties / (n * (n - 1))));
        int rank = (int) Math.floor(pairs / 2.0 - .5 - Z * sigma);
        double low = rank < 0 ? Double.NEGATIVE_INFINITY : differences[rank];
        double middle = (differences[(pairs - 1) / 2] + differences[pairs / 2]) / 2;
        return new MannWhitney(low, middle);
    }

    private static double ties(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int from = 0, to = 0; from < sorted.length; from = to) {
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double t = (double) to - from;
            sum += t * t * t - t;
        }
        return sum;
    }
}
