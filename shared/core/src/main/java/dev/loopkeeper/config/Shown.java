package dev.loopkeeper.config;

import java.util.regex.Pattern;

/** How a value from the file appears in a message: short, on one line, and never when it looks like a secret. */
final class Shown {
    private static final int LONGEST = 60;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9._]{1,30}");
    private static final Pattern SECRET = Pattern.compile(
            "gh[pousr]_\\w{20}|github_pat_\\w{20}|xox[abeprs]-\\w|AKIA[0-9A-Z]{16}|-----BEGIN|hooks\\.slack\\.com/services/\\w"
                    + "|webhook\\.office\\.com/\\w|eyJ[\\w-]{10,}\\.eyJ|AccountKey=|://[^/\\s:@]*:[^/\\s@]+@"
                    + "|[?&](?i:sig|token|access_token|key|apikey|api_key|code|secret|password)=[^&\\s]{6}");

    private Shown() {}

    /** Whether the text has the form of a password, token or signed URL. */
    static boolean secret(String text) {
        return SECRET.matcher(text).find();
    }

    static String value(String text) {
        return NUMBER.matcher(text).matches() ? text : "'" + plain(text) + "'";
    }

    static String plain(String text) {
        if (secret(text)) {
            return "(hidden)";
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(printable(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > LONGEST ? shown + "..." : shown.toString();
    }

    private static boolean printable(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }
}
