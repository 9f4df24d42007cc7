package dev.loopkeeper.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** A parameter of the training code: passed on as it is, but never a secret in plain text. */
final class ParamKind implements Kind<String> {
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(token|passw|secret|api_?key|access_?key|private_?key|credential).*");

    @Override
    public Optional<String> read(String key, YamlValue value, Problems problems) {
        if (!(value instanceof YamlValue.Scalar scalar) || scalar.text().length() > 1_000) {
            problems.add(value.line(), key, "is " + value.shown() + ", must be " + allowed());
            return Optional.empty();
        }
        if (SECRET_NAME.matcher(key).matches() && !scalar.text().startsWith("secret:")) {
            problems.add(
                    value.line(),
                    key,
                    "looks like a secret in plain text: put it into your secret store and write secret:<its name>");
        }
        return Optional.of(scalar.text());
    }

    @Override
    public String allowed() {
        return "a number or a text of at most 1000 characters";
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Kinds.object();
        schema.putArray("type").add("string").add("number").add("boolean");
        return schema.put("maxLength", 1_000);
    }
}
