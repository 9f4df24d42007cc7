package dev.loopkeeper.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what was meant by a key that is not known: the fewest letters changed, left out, added or swapped. */
final class ClosestKey {
    private ClosestKey() {}

    /** The message for an unknown key. */
    static String unknown(String written, Collection<String> allowed) {
        List<String> sorted = allowed.stream().sorted().toList();
        String hint =
                of(written, sorted).map(key -> "; did you mean '" + key + "'?").orElse("");
        return "is not a known key" + hint + (hint.isEmpty() ? "; allowed here: " : " Allowed here: ")
                + String.join(", ", sorted);
    }

    /** The closest of the candidates, if it is close at all. */
    static Optional<String> of(String written, Collection<String> candidates) {
        String lower = written.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, written.length() / 3);
        return candidates.stream()
                .filter(key -> Math.abs(key.length() - lower.length()) <= limit && lower.length() <= 64)
                .min(Comparator.comparingInt(key -> distance(lower, key.toLowerCase(Locale.ROOT))))
                .filter(key -> distance(lower, key.toLowerCase(Locale.ROOT)) <= limit);
    }

    /** Optimal string alignment distance. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
