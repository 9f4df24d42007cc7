package dev.loopkeeper.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopkeeper.retrain.Money;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The values of one file by key, with the defaults of those it leaves out. */
final class Values {
    private record Found(int line, Object value) {}

    private static final Map<ConfigKey<?>, YamlValue> FALLBACKS = ConfigKeys.ALL.stream()
            .filter(key -> key.fallback().isPresent())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Values::parse));

    private final Map<ConfigKey<?>, Found> found = new HashMap<>();
    private final Problems problems;
    private String currency = "USD";

    Values(Problems problems) {
        this.problems = problems;
    }

    <T> void read(ConfigKey<T> key, YamlValue value) {
        key.kind().read(key.path(), value, problems).ifPresent(read -> {
            found.put(key, new Found(value.line(), read));
            if (read instanceof Money money
                    && found.values().stream()
                                    .filter(f -> f.value() instanceof Money)
                                    .count()
                            == 1) {
                currency = money.currency();
            }
        });
    }

    /** What the file says; empty when it says nothing. */
    @SuppressWarnings("unchecked") // A key's value was read by the key's own kind.
    <T> Optional<T> given(ConfigKey<T> key) {
        return Optional.ofNullable(found.get(key)).map(f -> (T) f.value());
    }

    /** What the file says, else the default. Defaults in money take the currency of the file's first amount. */
    <T> T get(ConfigKey<T> key) {
        return given(key).orElseGet(() -> fallback(key));
    }

    private <T> T fallback(ConfigKey<T> key) {
        YamlValue value = FALLBACKS.get(key);
        if (value instanceof YamlValue.Scalar scalar) {
            value = new YamlValue.Scalar(scalar.line(), inCurrency(scalar.text()), scalar.quoted());
        }
        Problems none = new Problems("default of " + key.path());
        return key.kind()
                .read(key.path(), value, none)
                .orElseThrow(() -> new IllegalStateException(none.all().toString()));
    }

    private static YamlValue parse(ConfigKey<?> key) {
        String text = key.fallback().orElseThrow();
        return YamlSource.read(text.getBytes(UTF_8), new Problems("default of " + key.path()))
                .orElseThrow();
    }

    /** A default amount in the currency of the file. */
    String inCurrency(String fallback) {
        return fallback.endsWith(" USD") ? fallback.replace("USD", currency) : fallback;
    }

    String currency() {
        return currency;
    }

    /** Whether the key can be relied on: right in the file, or left out and not required. */
    boolean usable(ConfigKey<?> key) {
        return !problems.at(key.path()) && (found.containsKey(key) || !key.required());
    }

    /** The line that gave the value; empty for a default. */
    Optional<Integer> line(ConfigKey<?> key) {
        return Optional.ofNullable(found.get(key)).map(Found::line);
    }
}
