package dev.loopkeeper.data;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The words for yes and no: {@code true/false}, {@code yes/no}, {@code y/n} and {@code t/f} in any case. */
public final class Booleans {
    private static final Set<Set<String>> PAIRS =
            Set.of(Set.of("true", "false"), Set.of("yes", "no"), Set.of("y", "n"), Set.of("t", "f"));
    private static final Set<String> YES = Set.of("1", "1.0", "true", "t", "yes", "y", "on");
    private static final Set<String> NO = Set.of("0", "0.0", "false", "f", "no", "n", "off");
    private static final int LONGEST = 5;

    private Booleans() {}

    /** Whether the text is one of the words. */
    public static boolean is(String text) {
        return text.length() <= LONGEST && PAIRS.stream().anyMatch(p -> p.contains(text.toLowerCase(Locale.ROOT)));
    }

    /**
     * What a value says, with 1 and 0, on and off beside the words: training, serving and live quality must read it
     * alike. Empty when it says neither.
     */
    public static Optional<Boolean> of(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Optional.of(true) : NO.contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** Whether the values are the two words of one pair. */
    static boolean pair(Set<String> values) {
        return values.size() == 2
                && PAIRS.stream().anyMatch(p -> values.stream().allMatch(v -> p.contains(v.toLowerCase(Locale.ROOT))))
                && !sameWord(values);
    }

    private static boolean sameWord(Set<String> values) {
        return values.stream().map(v -> v.toLowerCase(Locale.ROOT)).distinct().count() == 1;
    }
}
