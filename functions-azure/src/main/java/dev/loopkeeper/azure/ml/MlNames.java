package dev.loopkeeper.azure.ml;

import dev.loopkeeper.edge.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How things of ours are called in a workspace, and where our own notes on them are.
 *
 * <p>{@code v3} is version 3 of the model that has the loop's name.
 */
final class MlNames {
    static final String MODEL = "loopkeeper_model";
    static final String RUN = "loopkeeper_run";
    static final String ATTEMPT = "loopkeeper_attempt";

    private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]{0,8})");
    private static final int LONGEST = 255;
    private static final int HASH = 10;
    private static final String PREFIX = "azure-ml/";

    private MlNames() {}

    /**
     * Name of a job: text that is allowed stays, any other is rewritten and ends with a hash of the original, so that
     * two texts never become one.
     */
    static String job(String text) {
        if (text.matches("[a-zA-Z0-9][a-zA-Z0-9_-]{0," + (LONGEST - 1) + "}")) {
            return text;
        }
        String rewritten = "j" + text.replaceAll("[^a-zA-Z0-9_-]", "-");
        String kept = rewritten.substring(0, Math.min(rewritten.length(), LONGEST - HASH - 1));
        return kept + "-" + Digest.hex(text).substring(0, HASH);
    }

    static String version(long number) {
        return "v" + number;
    }

    /** The number in a version's name, empty for the name of another's version. */
    static Optional<String> number(String version) {
        Matcher ours = VERSION.matcher(version);
        return ours.matches() ? Optional.of(ours.group(1)) : Optional.empty();
    }

    /** Who has a version number: the first to write it. */
    static String numberKey(String model, long number) {
        return numberPrefix(model) + "%09d".formatted(number);
    }

    static String numberPrefix(String model) {
        return PREFIX + "numbers/" + model + "/";
    }

    /** The version that a run became. */
    static String versionKey(String model, String runId) {
        return PREFIX + "versions/" + model + "/" + job(runId) + ".json";
    }

    /** The newest job of a run. */
    static String jobKey(String model, String runId) {
        return PREFIX + "jobs/" + model + "/" + job(runId) + ".json";
    }
}
