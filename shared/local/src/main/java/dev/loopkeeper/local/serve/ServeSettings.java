package dev.loopkeeper.local.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of every {@link ServeOption}, checked; all that is wrong is told at once. */
final class ServeSettings {
    private static final int LARGEST_BODY = 64 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");
    /** Loopkeeper deploys v3 on Vertex AI under the id 1000000003; ids that others choose are longer. */
    private static final Pattern DEPLOYED = Pattern.compile("1([0-9]{9})");

    private final Map<ServeOption, String> values;
    private final Map<String, String> env;
    private final List<String> problems = new ArrayList<>();

    private ServeSettings(Map<ServeOption, String> values, Map<String, String> env) {
        this.values = values;
        this.env = env;
        check();
    }

    /**
     * Reads options and environment.
     *
     * @throws IllegalArgumentException that names every option that is wrong, with what was expected
     */
    static ServeSettings of(String[] args, Map<String, String> env) {
        Map<ServeOption, String> values = new EnumMap<>(ServeOption.class);
        for (ServeOption option : ServeOption.values()) {
            values.put(option, option.from(env));
        }
        for (int i = 0; i < args.length; i += 2) {
            String flag = args[i];
            ServeOption option = ServeOption.of(flag)
                    .orElseThrow(() -> new IllegalArgumentException("there is no option '" + flag + "'"));
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(flag + " has no value");
            }
            values.put(option, args[i + 1]);
        }
        ServeSettings settings = new ServeSettings(values, env);
        if (!settings.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", settings.problems));
        }
        return settings;
    }

    String text(ServeOption option) {
        return values.get(option);
    }

    /** A whole number that was checked. */
    int number(ServeOption option) {
        return Integer.parseInt(text(option));
    }

    Duration seconds(ServeOption option) {
        return Duration.ofSeconds(number(option));
    }

    /** The value, empty when there is none. */
    Optional<String> given(ServeOption option) {
        return Optional.of(text(option)).filter(value -> !value.isBlank());
    }

    /** The version's name in the loop, empty when nothing says it. */
    Optional<String> version() {
        return given(ServeOption.VERSION).or(() -> {
            Matcher id = DEPLOYED.matcher(env.getOrDefault("AIP_DEPLOYED_MODEL_ID", ""));
            return id.matches() ? Optional.of("v" + Integer.parseInt(id.group(1))) : Optional.empty();
        });
    }

    private void check() {
        require(
                ServeOption.MODEL,
                !text(ServeOption.MODEL).isBlank(),
                "a folder or an address such as gs://bucket/key");
        whole(ServeOption.PORT, 0, 65_535);
        whole(ServeOption.MAX_BODY, 1, LARGEST_BODY);
        whole(ServeOption.LOG_SECONDS, 1, 86_400);
        whole(ServeOption.DRAIN_SECONDS, 0, 600);
        Set<String> routes = new HashSet<>();
        for (ServeOption route : List.of(ServeOption.PREDICT_ROUTE, ServeOption.HEALTH_ROUTE, ServeOption.LIVE_ROUTE)) {
            require(route, text(route).startsWith("/"), "a path that begins with /");
            require(route, routes.add(text(route)), "a path of its own");
        }
        for (ServeOption name : List.of(ServeOption.MODEL_NAME, ServeOption.VERSION)) {
            require(
                    name,
                    text(name).isEmpty() || NAME.matcher(text(name)).matches(),
                    "1 to 128 letters, digits, '.', '_', '@' or '-', the first a letter or digit");
        }
    }

    private void whole(ServeOption option, int least, int most) {
        boolean number = text(option).matches("[0-9]{1,9}");
        require(
                option,
                number && number(option) >= least && number(option) <= most,
                "a whole number from " + least + " to " + most);
    }

    private void require(ServeOption option, boolean holds, String expected) {
        if (!holds) {
            problems.add(option.flag() + " is '" + text(option) + "', expected " + expected);
        }
    }
}
