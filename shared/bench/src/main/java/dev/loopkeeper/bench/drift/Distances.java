package dev.loopkeeper.bench.drift;

import java.util.Arrays;

/** Exact distances of two sorted samples, as the peers compute them. */
final class Distances {
    private static final int BUCKETS = 10;
    private static final double EMPTY = 1e-4;
    private static final double Z = 1.959963984540054;
    /** Critical value of the Kolmogorov distribution at p = 0.05. */
    private static final double KOLMOGOROV = 1.3581;

    private Distances() {}

    /** Mean distance of quantiles over the standard deviation of the first sample. */
    static double wasserstein(double[] a, double[] b) {
        double sum = 0;
        int i = 0;
        int j = 0;
        double at = 0;
        while (i < a.length && j < b.length) {
            double next = Math.min((i + 1.0) / a.length, (j + 1.0) / b.length);
            sum += (next - at) * Math.abs(a[i] - b[j]);
            at = next;
            i += (i + 1.0) / a.length <= next ? 1 : 0;
            j += (j + 1.0) / b.length <= next ? 1 : 0;
        }
        double sd = deviation(a);
        return sum / Math.max(sd, 1e-9);
    }

    private static double deviation(double[] a) {
        double mean = Arrays.stream(a).average().orElse(0);
        return Math.sqrt(
                Arrays.stream(a).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    }

    /** Shares of equal-width buckets over both samples. */
    static double[][] buckets(double[] a, double[] b) {
        double low = Math.min(a[0], b[0]);
        double width = (Math.max(a[a.length - 1], b[b.length - 1]) - low) / BUCKETS;
        double[][] shares = new double[2][BUCKETS];
        fill(shares[0], a, low, width);
        fill(shares[1], b, low, width);
        return shares;
    }

    private static void fill(double[] shares, double[] values, double low, double width) {
        for (double value : values) {
            int bucket = width > 0 ? Math.min(BUCKETS - 1, (int) ((value - low) / width)) : 0;
            shares[bucket] += 1.0 / values.length;
        }
    }

    /** Shares of the values themselves. */
    static double[][] values(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        Arrays.sort(all);
        int distinct = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[distinct - 1]) {
                all[distinct++] = all[i];
            }
        }
        double[][] shares = new double[2][distinct];
        count(shares[0], a, all);
        count(shares[1], b, all);
        return shares;
    }

    private static void count(double[] shares, double[] sorted, double[] values) {
        int at = 0;
        for (double value : sorted) {
            while (values[at] != value) {
                at++;
            }
            shares[at] += 1.0 / sorted.length;
        }
    }

    /** Jensen-Shannon divergence in bits. */
    static double jensenShannon(double[][] shares) {
        double sum = 0;
        for (int i = 0; i < shares[0].length; i++) {
            double middle = (shares[0][i] + shares[1][i]) / 2;
            sum += part(shares[0][i], middle) + part(shares[1][i], middle);
        }
        return sum / 2 / Math.log(2);
    }

    private static double part(double share, double middle) {
        return share > 0 ? share * Math.log(share / middle) : 0;
    }

    static double largestStep(double[] a, double[] b) {
        double[][] shares = values(a, b);
        double largest = 0;
        for (int i = 0; i < shares[0].length; i++) {
            largest = Math.max(largest, Math.abs(shares[0][i] - shares[1][i]));
        }
        return largest;
    }

    /** On the deciles of the first sample; empty bins count as 1/10,000. */
    static double psi(double[] a, double[] b) {
        double[] cuts = new double[BUCKETS - 1];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = a[(int) ((i + 1L) * a.length / BUCKETS)];
        }
        double[] distinct = Arrays.stream(cuts).distinct().toArray();
        double sum = 0;
        for (int i = 0; i <= distinct.length; i++) {
            double low = i == 0 ? Double.NEGATIVE_INFINITY : distinct[i - 1];
            double high = i == distinct.length ? Double.POSITIVE_INFINITY : distinct[i];
            double p = Math.max(EMPTY, share(a, low, high));
            double q = Math.max(EMPTY, share(b, low, high));
            sum += (q - p) * Math.log(q / p);
        }
        return sum;
    }

    private static double share(double[] sorted, double low, double high) {
        return (double) (below(sorted, high) - below(sorted, low)) / sorted.length;
    }

    private static int below(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    static boolean kolmogorovSmirnovRejects(double[] a, double[] b) {
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] == value) {
                i++;
            }
            while (j < b.length && b[j] == value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
        }
        double effective = (double) a.length * b.length / (a.length + b.length);
        return largest * Math.sqrt(effective) > KOLMOGOROV;
    }

    static boolean proportionsDiffer(double[] a, double[] b) {
        double top = Math.max(a[a.length - 1], b[b.length - 1]);
        double p = 1 - (double) below(a, top) / a.length;
        double q = 1 - (double) below(b, top) / b.length;
        double pooled = (p * a.length + q * b.length) / (a.length + b.length);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / a.length + 1.0 / b.length));
        return error > 0 && Math.abs(p - q) > Z * error;
    }
}
