package dev.loopkeeper.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One word, number or phrase.
 *
 * @param bare whether quotes make it wrong: numbers and booleans
 * @param parse throws {@link IllegalArgumentException} when the text is not allowed, with a message when there is more
 *     to say
 */
record ScalarKind<T>(String allowed, boolean bare, Function<String, T> parse, Supplier<ObjectNode> form)
        implements Kind<T> {
    @Override
    public Optional<T> read(String key, YamlValue value, Problems problems) {
        if (!(value instanceof YamlValue.Scalar scalar)) {
            problems.add(value.line(), key, "is " + value.shown() + ", must be " + allowed);
            return Optional.empty();
        }
        if (bare && scalar.quoted()) {
            problems.add(value.line(), key, "is text in quotes, must be " + allowed + ", without quotes");
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(scalar.text()));
        } catch (IllegalArgumentException e) {
            String more = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            problems.add(value.line(), key, "is " + value.shown() + ", must be " + allowed + more);
            return Optional.empty();
        }
    }

    @Override
    public ObjectNode schema() {
        return form.get();
    }
}
