package dev.loopkeeper.config;

import java.util.regex.Pattern;

/** The rule for names of models, wherever they come from: 2 to 63 lower-case letters, digits and hyphens. */
public final class ModelName {
    /** As a regular expression. */
    public static final String PATTERN = "[a-z][a-z0-9-]{1,62}";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    private ModelName() {}

    /** Whether a text may be the name of a model. */
    public static boolean allowed(String text) {
        return COMPILED.matcher(text).matches();
    }
}
