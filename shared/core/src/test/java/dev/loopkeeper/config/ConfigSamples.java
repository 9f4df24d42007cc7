package dev.loopkeeper.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** The sample files. A refused one ends with the problems it must have: {@code # => line: key: message}. */
final class ConfigSamples {
    private static final String EXPECT = "# => ";

    private ConfigSamples() {}

    record Sample(String name, String yaml) {
        List<String> expected() {
            return yaml.lines()
                    .filter(line -> line.startsWith(EXPECT))
                    .map(line -> "loop.yaml:" + line.substring(EXPECT.length()))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> accepted() {
        return samples("accepted/ten-lines", "accepted/design", "accepted/everything");
    }

    /** Wrong in a way that the schema sees too. */
    static Stream<Sample> rejected() {
        return samples("rejected/values", "rejected/keys", "rejected/list");
    }

    /** Wrong in a way that takes arithmetic, two keys, or the text of the file. */
    static Stream<Sample> refused() {
        return Stream.concat(
                rejected(),
                samples(
                        "impossible/combinations",
                        "impossible/defaults",
                        "impossible/twice",
                        "impossible/tags",
                        "impossible/window"));
    }

    /** One fault a file, all of them visible to the schema. */
    static Stream<String> singleFaults() {
        return Stream.of(
                        "data: {label: late, format: xml}",
                        "data: {label: late, maturity: 6 hours}",
                        "data: {label: late, maturity: PT}",
                        "data: {label: late, prefix: runs}",
                        "data: {label: late, exclude: tailnum}",
                        "data: {label: late, rules: {d: {max: nine}}}",
                        "data: {label: late, rules: {d: {maxNull: 1}}}",
                        "data: {label: late, label2: x}",
                        "data: {label: [late]}",
                        "data: {label: }",
                        ok("retrain: {minRows: -3}"),
                        ok("retrain: {minRows: '5'}"),
                        ok("retrain: {maxAge: 45}"),
                        ok("retrain: {window: 20:00-06:00}"),
                        ok("retrain: {price: {perHour: $2}}"),
                        ok("retrain: {budget: 200 USD}"),
                        ok("retrain: {budget: {amount: 2.12345 USD}}"),
                        ok("training: {holdout: 0.9}"),
                        ok("training: {attempts: 2.5}"),
                        ok("training: {service: cron}"),
                        ok("training: {params: {a: [1]}}"),
                        ok("evaluate: {margin: small}"),
                        ok("rollout: {mirror: 0}"),
                        ok("rollout: {mirror: 51}"),
                        ok("rollout: {steps: [0]}"),
                        ok("rollout: {steps: []}"),
                        ok("rollout: {steps: [5, 100]}"),
                        ok("rollout: {errorBudget: {availability: 99.5}}"),
                        ok("rollout: {freeze: [always]}"),
                        ok("rollback: {onQualityDrop: 1}"),
                        ok("notify: [email]"),
                        ok("notify: [{teams: https://example.org/x}]"),
                        ok("notify: console"),
                        ok("notify: [{webhook: ftp://x}]"),
                        ok("notify: [{slack: secret:a, teams: secret:b}]"),
                        ok("notify: [{slack: secret:a, secret: secret:b}]"),
                        ok("rollout: [5]"),
                        ok("unknown: 1"))
                .map(lines -> "model: late\n" + lines + "\n");
    }

    private static String ok(String line) {
        return "data: {label: late}\n" + line;
    }

    private static Stream<Sample> samples(String... names) {
        return Stream.of(names).map(name -> new Sample(name, text(name + ".yaml")));
    }

    static String text(String name) {
        try (InputStream in = ConfigSamples.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
