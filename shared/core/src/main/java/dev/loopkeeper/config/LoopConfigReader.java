package dev.loopkeeper.config;

import dev.loopkeeper.edge.LoopException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a {@code loop.yaml} and applies the defaults, or says everything that is wrong with it at once. Only
 * {@code model} and {@code data.label} are required. Pure: same bytes in, same result out.
 */
public final class LoopConfigReader {
    private static final Map<String, ConfigKey<?>> KEYS =
            ConfigKeys.ALL.stream().collect(Collectors.toUnmodifiableMap(ConfigKey::path, Function.identity()));

    private final Problems problems;
    private final Values values;

    private LoopConfigReader(String file) {
        this.problems = new Problems(file);
        this.values = new Values(problems);
    }

    /** What came of reading a file. */
    public sealed interface Result {
        /**
         * A configuration to work with; {@code warnings} are sentences about what is allowed and probably not meant.
         */
        record Valid(LoopConfig config, List<String> warnings) implements Result {}

        /** Every problem, in the order of the file. */
        record Invalid(List<Problem> problems) implements Result {}

        /**
         * The configuration.
         *
         * @throws LoopException of kind {@code POISON} with every problem on a line of its own
         */
        default LoopConfig orPoison() {
            if (this instanceof Valid valid) {
                return valid.config();
            }
            throw LoopException.poison(
                    ((Invalid) this).problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
    }

    /**
     * Reads one file.
     *
     * @param file its name, for the messages
     */
    public static Result read(byte[] yaml, String file) {
        return new LoopConfigReader(file).read(yaml);
    }

    private Result read(byte[] yaml) {
        YamlSource.read(yaml, problems).ifPresent(document -> section("", document));
        List<String> warnings = new Combinations(values, problems).check();
        if (!problems.none()) {
            return new Result.Invalid(problems.all());
        }
        return new Result.Valid(LoopConfigs.from(values), warnings);
    }

    private void section(String section, YamlValue value) {
        if (value instanceof YamlValue.Mapping mapping) {
            for (YamlValue.Entry entry : mapping.unique(section, problems)) {
                entry(section, entry);
            }
        } else if (!(value instanceof YamlValue.Empty)) {
            problems.add(
                    value.line(),
                    name(section),
                    "is " + value.shown() + ", must be a section of keys: "
                            + String.join(", ", names(section).keySet()));
        }
        missing(section, value.line());
    }

    private void entry(String section, YamlValue.Entry entry) {
        String path = section + entry.key();
        if (KEYS.containsKey(path)) {
            values.read(KEYS.get(path), entry.value());
        } else if (ConfigSections.ALL.containsKey(path + ".")) {
            section(path + ".", entry.value());
        } else {
            problems.add(entry.line(), section + Shown.plain(entry.key()), unknown(section, entry.key()));
        }
    }

    private void missing(String section, int line) {
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            boolean here = key.section().equals(section) || section.isEmpty() && !values.usable(key);
            if (key.required() && here && !values.usable(key) && !problems.at(key.path())) {
                problems.add(
                        line,
                        key.path(),
                        "is missing: " + key.note() + ", " + key.kind().allowed());
            }
        }
    }

    private static String unknown(String section, String written) {
        Map<String, String> here = names(section);
        if (ClosestKey.of(written, here.keySet()).isEmpty()) {
            for (ConfigKey<?> key : ConfigKeys.ALL) {
                if (key.name().equalsIgnoreCase(written)) {
                    return "is not a known key here; did you mean '" + key.path() + "'? Allowed here: "
                            + String.join(", ", here.keySet());
                }
            }
        }
        return ClosestKey.unknown(written, here.keySet());
    }

    /** Keys and sections that may stand in a section, by name. */
    private static Map<String, String> names(String section) {
        Stream<String> keys = ConfigKeys.ALL.stream().map(ConfigKey::path);
        Stream<String> sections =
                ConfigSections.ALL.keySet().stream().filter(s -> !s.isEmpty()).map(LoopConfigReader::name);
        return Stream.concat(keys, sections)
                .filter(path -> path.startsWith(section) && path.indexOf('.', section.length()) < 0)
                .collect(Collectors.toMap(
                        path -> path.substring(section.length()), Function.identity(), (a, b) -> a, TreeMap::new));
    }

    private static String name(String section) {
        return section.isEmpty() ? "" : section.substring(0, section.length() - 1);
    }
}
