package dev.loopkeeper.edge;

import java.util.Locale;

/**
 * Numbers as people read them: thousands separators, four telling digits, the same in every locale.
 *
 * <p>Values that are not finite read "not available".
 */
public final class Figures {
    private static final int DIGITS = 4;
    private static final String NONE = "not available";

    private Figures() {}

    /** {@code 12,345}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 0.7421}, {@code 12,340}, {@code 3.21e-7}: four significant digits or decimals, whole numbers in full. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-5 || size >= 1e12)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        if (value == Math.rint(value) || size >= 1000) {
            return String.format(
                    Locale.ROOT, size < 10_000 && value != Math.rint(value) ? "%,.1f" : "%,.0f", value + 0.0);
        }
        // Below one: as many decimals as digits, more only where nothing but zeros would be left.
        int decimals = size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : size >= 1e-3 ? DIGITS : DIGITS + 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** {@link #number} without trailing zeros: for round values such as limits and ticks. */
    public static String round(double value) {
        String shown = number(value);
        return shown.contains(".") && !shown.contains("e")
                ? shown.replaceAll("0+$", "").replaceAll("\\.$", "")
                : shown;
    }

    /** {@link #number} with a plus in front of a gain. */
    public static String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }

    /** A share from 0 to 1 as {@code 95 %} or {@code 3.2 %}. */
    public static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        double percent = share * 100;
        boolean whole = Math.abs(percent - Math.rint(percent)) < 1e-9 || Math.abs(percent) >= 1000;
        return String.format(
                Locale.ROOT, whole ? "%,.0f %%" : Math.abs(percent) < 0.1 ? "%.3f %%" : "%.1f %%", percent);
    }

    /** A p-value, never written as zero. */
    public static String pValue(double p) {
        if (!Double.isFinite(p)) {
            return NONE;
        }
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, p < 0.1 ? "%.4f" : "%.2f", p);
    }

    /** {@code 0.8 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 120) {
            return whole + " s";
        }
        return whole < 7200
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
