package dev.loopkeeper.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant: Levenshtein distance without case, spaces, dashes and underscores. */
final class NameDistance {
    private NameDistance() {}

    /** The closest candidate, when at most a third of its letters differ. */
    static Optional<String> closest(String name, Collection<String> candidates) {
        return candidates.stream()
                .filter(c -> between(name, c) * 3 <= Math.max(name.length(), c.length()))
                .min(Comparator.comparingInt(c -> between(name, c)));
    }

    private static int between(String left, String right) {
        String a = plain(left);
        String b = plain(right);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }
}
