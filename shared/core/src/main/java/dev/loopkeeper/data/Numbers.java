package dev.loopkeeper.data;

/**
 * Reads decimal numbers as data files write them: optional sign, digits with at most one point, optional exponent.
 *
 * <p>{@code Infinity}, hexadecimal and Java suffixes such as {@code 1d} are not numbers, nor is a value beyond the
 * range of a double. The result is always that of {@link Double#parseDouble}: up to 15 digits by one exact division
 * (Clinger 1990), up to 18 by a division with its remainder (Dekker 1971), the rest by parseDouble itself.
 */
public final class Numbers {
    private static final int EXACT_DIGITS = 15;
    private static final int LONG_DIGITS = 18;
    private static final double DOUBT = 0x1p-30;
    private static final int LONGEST = 400;
    private static final double[] POWERS = powers();

    private Numbers() {}

    /** The value, or NaN when the text is not a number. */
    public static double parse(String text) {
        int length = text.length();
        int i = sign(text, length);
        boolean negative = i == 1 && text.charAt(0) == '-';
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                mantissa = mantissa * 10 + (c - '0');
                if (++digits > LONG_DIGITS) {
                    return slow(text);
                }
            } else if (c == '.' && point < 0) {
                point = digits;
            } else {
                return slow(text);
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        double power = point < 0 ? 1 : POWERS[digits - point];
        double value = digits <= EXACT_DIGITS ? mantissa / power : quotient(mantissa, power);
        return Double.isNaN(value) ? slow(text) : negative ? -value : value;
    }

    /** The nearest double, or NaN when the quotient is so close to the middle of two that it is in doubt. */
    private static double quotient(long mantissa, double power) {
        double high = mantissa;
        double low = mantissa - (long) high;
        double first = high / power;
        double rest = (Math.fma(-first, power, high) + low) / power;
        double sum = first + rest;
        return sum == first + rest * (1 + DOUBT) && sum == first + rest * (1 - DOUBT) ? sum : Double.NaN;
    }

    private static int sign(String text, int length) {
        return length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    }

    private static double slow(String text) {
        if (text.length() > LONGEST || !decimal(text)) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private static boolean decimal(String text) {
        int length = text.length();
        int i = sign(text, length);
        int digits = 0;
        int points = 0;
        while (i < length && (digit(text.charAt(i)) || text.charAt(i) == '.')) {
            if (digit(text.charAt(i++))) {
                digits++;
            } else {
                points++;
            }
        }
        return digits > 0 && points <= 1 && (i == length || exponent(text, i));
    }

    private static boolean exponent(String text, int at) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int i = at + 1;
        if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
            i++;
        }
        int from = i;
        while (i < text.length() && digit(text.charAt(i))) {
            i++;
        }
        return i == text.length() && i > from;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static double[] powers() {
        double[] powers = new double[LONG_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
