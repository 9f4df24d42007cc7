package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.LoopException;
import java.util.regex.Pattern;

/** The rule for names of endpoints and versions: they become file names, URL segments and metric labels. */
final class ServingNames {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private ServingNames() {}

    /**
     * Returns the name when it is allowed.
     *
     * @param what it names, for the message
     */
    static String check(String what, String name) {
        if (name == null || !ALLOWED.matcher(name).matches()) {
            String shown = String.valueOf(name).replaceAll("[^ -~]", "?");
            throw LoopException.poison(what + " name '" + shown.substring(0, Math.min(shown.length(), 130))
                    + "' must be 1 to 128 letters, digits, '.', '_' or '-' and begin with a letter or digit");
        }
        return name;
    }
}
