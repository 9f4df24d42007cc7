package dev.loopkeeper.host;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a setting is written, its default and what it means.
 *
 * @param otherwise the default; empty when there is none, a hyphen when it is the empty text
 */
public record SettingForm(Pattern form, String otherwise, String meaning) {
    public static SettingForm of(String form, String otherwise, String meaning) {
        return new SettingForm(Pattern.compile(form), otherwise, meaning);
    }

    /** @param env what the environment has, or null */
    String value(String env) {
        String given = env == null ? "" : env.strip();
        return !given.isEmpty() ? given : otherwise.equals("-") ? "" : otherwise;
    }

    /** What is wrong with what the environment has; it is never repeated, as it may be a secret. */
    Optional<String> problem(String name, String env) {
        if (env == null || env.isBlank()) {
            return otherwise.isEmpty() ? Optional.of(name + " is not set, expected " + meaning) : Optional.empty();
        }
        return form.matcher(env.strip()).matches()
                ? Optional.empty()
                : Optional.of(name + " is not of the form " + form + ", expected " + meaning);
    }
}
