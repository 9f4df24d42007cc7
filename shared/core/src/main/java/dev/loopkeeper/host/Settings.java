package dev.loopkeeper.host;

import dev.loopkeeper.edge.LoopException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a function is told in its environment, read by the settings that a host declares.
 *
 * <p>{@link #check} names every missing or malformed value at once; a value is read where it is needed, so that a
 * function needs no more than its own.
 */
public final class Settings {
    private final Map<String, String> env;

    public Settings(Map<String, String> env) {
        this.env = Map.copyOf(env);
    }

    /**
     * Checks what a function needs.
     *
     * @throws LoopException of kind {@code TRANSIENT}, as a new revision heals it, with one line for every problem
     */
    public void check(NamedSetting... needed) {
        List<String> problems = new ArrayList<>();
        for (NamedSetting setting : needed) {
            setting.form().problem(setting.name(), env.get(setting.name())).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw LoopException.transientFailure(
                    problems.size()
                            + " settings of this function are to be mended in its environment, which infra sets:\n"
                            + String.join("\n", problems),
                    null);
        }
    }

    /** The value of a setting, its default when it is not set. */
    public String text(NamedSetting setting) {
        check(setting);
        return setting.form().value(env.get(setting.name()));
    }

    /** The parts of a setting that is a list, separated by commas or blanks; in lower case. */
    public Set<String> words(NamedSetting setting) {
        return parts(text(setting)).map(w -> w.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** As {@link #words}, as they are written. */
    public Set<String> list(NamedSetting setting) {
        return parts(text(setting)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<String> parts(String text) {
        return Stream.of(text.split("[,\\s]+")).filter(w -> !w.isEmpty());
    }

    public boolean on(NamedSetting setting) {
        return text(setting).equals("true");
    }

    /** The whole environment, for what names its own settings. */
    public Map<String, String> all() {
        return env;
    }
}
