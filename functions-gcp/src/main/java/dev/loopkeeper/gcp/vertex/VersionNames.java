package dev.loopkeeper.gcp.vertex;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How versions are called: {@code v3} is version 3 of the model of that loop, {@code late@7.4711} is version 7 of model
 * {@code late} that somebody else deployed under the id 4711.
 */
final class VersionNames {
    private static final Pattern OURS = Pattern.compile("v([0-9]{1,18})");
    private static final Pattern FOREIGN = Pattern.compile("([a-z0-9_-]{1,63})@([0-9]{1,18})\\.([0-9]{1,20})");

    private VersionNames() {}

    /** Vertex AI's version id, empty when the version is not one of the model. */
    static Optional<String> number(String model, String version) {
        Matcher ours = OURS.matcher(version);
        if (ours.matches()) {
            return Optional.of(ours.group(1));
        }
        Matcher foreign = FOREIGN.matcher(version);
        return foreign.matches() && foreign.group(1).equals(model) ? Optional.of(foreign.group(2)) : Optional.empty();
    }

    /** The number in the name of a version of ours, empty for any other name. */
    static OptionalLong ours(String version) {
        Matcher ours = OURS.matcher(version);
        return ours.matches() ? OptionalLong.of(Long.parseLong(ours.group(1))) : OptionalLong.empty();
    }

    /** The id that ends the name of a version which somebody else deployed. */
    static Optional<String> foreignId(String version) {
        Matcher foreign = FOREIGN.matcher(version);
        return foreign.matches() ? Optional.of(foreign.group(3)) : Optional.empty();
    }
}
