package dev.loopkeeper.bench.out;

import java.util.Locale;

/** A count of trials that did something, with Wilson's 95 % interval of its share. */
public record Share(long hits, long trials) {
    private static final double Z = 1.959963984540054;

    public Share {
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException("share must have 0 <= hits <= trials, but is " + hits + " of " + trials);
        }
    }

    /** 0 to 1; NaN of no trial. */
    public double value() {
        return (double) hits / trials;
    }

    public double low() {
        return Math.max(0, centre() - half());
    }

    public double high() {
        return Math.min(1, centre() + half());
    }

    private double centre() {
        return (hits + Z * Z / 2) / (trials + Z * Z);
    }

    private double half() {
        return Z / (trials + Z * Z) * Math.sqrt((double) hits * (trials - hits) / trials + Z * Z / 4);
    }

    /** {@code 1.8}: percent with one decimal. */
    public String percent() {
        return percent(value());
    }

    /** {@code 1.8 [1.3-2.5]}: percent with its interval. */
    public String interval() {
        return percent() + " [" + percent(low()) + "-" + percent(high()) + "]";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < .0005 ? "%.2f" : "%.1f", 100 * share);
    }
}
