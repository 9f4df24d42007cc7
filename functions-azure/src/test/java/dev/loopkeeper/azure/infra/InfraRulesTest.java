package dev.loopkeeper.azure.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.loopkeeper.azure.wire.Setting;
import dev.loopkeeper.host.Settings;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class InfraRulesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path SHARED = Path.of("../shared/core/src/main/java");
    private static final Pattern FUNCTION =
            Pattern.compile("@FunctionName\\(\"([^\"]+)\"\\)(?s:.{0,400}?)@(\\w+)Trigger\\(");
    private static final Pattern PLACEHOLDER = Pattern.compile("%(LOOPKEEPER_\\w+)%");
    private final TerraformModule module = AzureModule.read();

    @Test
    void shouldHoldEveryRule() {
        assertThat(AzureRules.breaches(module)).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvFileSource(resources = "/infra/azure-mutations.csv", delimiter = '|', quoteCharacter = '`', emptyValue = "")
    void shouldFindWrongSetting(String right, String wrong, String breach) {
        assertThat(AzureRules.breaches(module.with(right, wrong)))
                .as("'%s' instead of '%s'", wrong, right)
                .anyMatch(sentence -> sentence.contains(breach));
    }

    @Test
    void shouldSwitchEveryFunctionOnInOneAppByItsTrigger() {
        Map<String, String> written = new TreeMap<>();
        Matcher functions = FUNCTION.matcher(sources(SOURCES));
        while (functions.find()) {
            written.put(functions.group(1), functions.group(2));
        }
        Map<String, String> triggers =
                Map.of("EventGrid", "events", "Queue", "queue", "Timer", "timer", "Http", "http");

        assertThat(written).hasSizeGreaterThanOrEqualTo(12);
        assertThat(module.table("functions").keySet()).isEqualTo(written.keySet());
        written.forEach((name, trigger) -> assertThat(
                        ((Map<?, ?>) module.table("functions").get(name)).get("trigger"))
                .as(name)
                .isEqualTo(triggers.get(trigger)));
    }

    @Test
    void shouldSetWhatTheFunctionsCannotDoWithout() {
        Set<String> told = new TreeSet<>(module.table("environment").keySet());
        told.addAll(module.table("control_environment").keySet());
        Matcher schedules = PLACEHOLDER.matcher(sources(SOURCES));
        while (schedules.find()) {
            assertThat(told).contains(schedules.group(1));
        }
        for (Setting setting : Setting.values()) {
            if (!told.contains(setting.name())) {
                assertThatCode(() -> new Settings(Map.of()).check(setting))
                        .as("infra/azure/locals.tf does not set %s", setting)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void shouldSetNothingThatNobodyReads() {
        Set<String> told = new TreeSet<>(module.table("environment").keySet());
        told.addAll(module.table("control_environment").keySet());
        told.remove("JAVA_TOOL_OPTIONS");
        String read = sources(SOURCES) + sources(SHARED);
        assertThat(told).hasSizeGreaterThan(20).allMatch(name -> Pattern.compile(
                        "[\"%.]" + name + "[\"%,)]|\\s" + name + "\\(")
                .matcher(read)
                .find());
    }

    private static String sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(InfraRulesTest::text)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.toAbsolutePath(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
