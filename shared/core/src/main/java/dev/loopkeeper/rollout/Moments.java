package dev.loopkeeper.rollout;

/**
 * Sums over one value for each answered request of a window: all that its mean and its variance need. No value of a
 * request, and none of a person, is kept.
 *
 * @param count of values; 0 when no request was answered, which is not the same as not knowing
 * @param sum of the values
 * @param squares sum of their squares
 */
public record Moments(long count, double sum, double squares) {
    /** Known, and nothing answered. */
    public static final Moments NONE = new Moments(0, 0, 0);

    public Moments {
        if (count < 0 || !Double.isFinite(sum) || !Double.isFinite(squares) || squares < 0) {
            throw new IllegalArgumentException("moments must have count and squares from 0 and finite sums, got count "
                    + count + ", sum " + sum + ", squares " + squares);
        }
    }

    /** With one more value. */
    public Moments plus(double value) {
        return new Moments(count + 1, sum + value, squares + value * value);
    }

    /** Of both. */
    public Moments plus(Moments other) {
        return new Moments(count + other.count, sum + other.sum, squares + other.squares);
    }

    double mean() {
        return sum / count;
    }

    /** Sum of squares around the own mean; has {@code count - 1} degrees of freedom. */
    double scatter() {
        return count < 2 ? 0 : Math.max(0, squares - sum * sum / count);
    }
}
