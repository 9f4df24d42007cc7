package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.edge.Digest;
import java.util.Locale;

/**
 * Text as Google Cloud takes it in labels and ids: lower-case letters, digits, {@code _} and {@code -}.
 *
 * <p>Text that is allowed stays as it is. Any other is cut and rewritten and ends with a hash of the original, so that
 * two texts never become one.
 */
final class Labels {
    static final String MODEL = "loopkeeper_model";
    static final String RUN = "loopkeeper_run";
    static final String ATTEMPT = "loopkeeper_attempt";
    static final String VERDICT = "loopkeeper_verdict";
    /** Number of the endpoint's newest shift. */
    static final String SHIFT = "loopkeeper_shift";

    private static final int LONGEST_LABEL = 63;
    private static final int HASH = 10;

    private Labels() {}

    /** Value of a label: at most 63 characters. */
    static String value(String text) {
        return fit(text, "[a-z0-9_-]{1," + LONGEST_LABEL + "}", "[^a-z0-9_-]", LONGEST_LABEL);
    }

    /** Id of a pipeline job: {@code [a-z][-a-z0-9]{0,127}}. */
    static String jobId(String text) {
        return fit(text, "[a-z][-a-z0-9]{0,126}", "[^a-z0-9-]", 127);
    }

    private static String fit(String text, String allowed, String forbidden, int longest) {
        if (text.matches(allowed)) {
            return text;
        }
        String rewritten = text.toLowerCase(Locale.ROOT).replaceAll(forbidden, "-");
        String readable = rewritten.matches("[a-z].*") ? rewritten : "x" + rewritten;
        String kept = readable.substring(0, Math.min(readable.length(), longest - HASH - 1));
        return kept + "-" + Digest.hex(text).substring(0, HASH);
    }
}
