package dev.loopkeeper.host;

/** Text from outside, fit for a message: short and of plain characters. */
final class Shown {
    private static final int LIMIT = 60;

    private Shown() {}

    static String of(String text) {
        return text.substring(0, Math.min(LIMIT, text.length())).replaceAll("[^\\w.:/@-]", "?");
    }
}
