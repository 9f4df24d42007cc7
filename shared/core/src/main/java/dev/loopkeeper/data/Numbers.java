package dev.loopkeeper.data;

/**
 * Reads decimal numbers as data files write them: optional sign, digits with at most one point, optional exponent.
 *
 * <p>{@code Infinity}, hexadecimal and Java suffixes such as {@code 1d} are not numbers, nor is a value beyond the range
 * of a double. Up to 15 digits and a scale of 22 the result is exact by one division (Clinger 1990); the rest goes through
 * {@link Double#parseDouble}.
 */
public final class Numbers {
  private static final int EXACT_DIGITS = 15;
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
        if (++digits > EXACT_DIGITS) {
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
    double value = point < 0 || point == digits ? mantissa : mantissa / POWERS[digits - point];
    return negative ? -value : value;
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
    double[] powers = new double[EXACT_DIGITS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
