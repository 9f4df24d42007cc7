package dev.loopkeeper.gcp.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class InfraRulesTest {
    private static final Path FUNCTIONS = Path.of("src/main/java/dev/loopkeeper/gcp/function");
    private final TerraformModule module = GcpModule.read();

    @Test
    void shouldHoldEveryRule() {
        assertThat(InfraRules.breaches(module)).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvFileSource(resources = "/infra/gcp-mutations.csv", delimiter = '|', quoteCharacter = '`', emptyValue = "")
    void shouldFindWrongSetting(String right, String wrong, String breach) {
        assertThat(InfraRules.breaches(module.with(right, wrong)))
                .as("'%s' instead of '%s'", wrong, right)
                .anyMatch(sentence -> sentence.contains(breach));
    }

    @Test
    void shouldMakeOneFunctionForEachStep() {
        assertThat(module.table("functions").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(StepName.values()).map(StepName::text).toList());
    }

    @Test
    void shouldNameEntryPointsThatExist() {
        List<String> named = module.table("functions").values().stream()
                .map(row -> ((Map<?, ?>) row).get("entry_point").toString())
                .toList();

        assertThat(named).hasSize(StepName.values().length).doesNotHaveDuplicates();
        if (Files.exists(FUNCTIONS)) {
            assertThat(named).allSatisfy(name -> assertThat(FUNCTIONS.resolve(name + ".java"))
                    .exists());
            String home = module.local("entry_package").toString();
            assertThat(named).allSatisfy(name -> assertThat(Class.forName(home + "." + name))
                    .isNotNull());
        }
    }

    @Test
    void shouldAskForStepsOnTopicsThatExist() {
        List<?> topics = (List<?>) module.local("topics");
        List<String> asked = Stream.concat(
                        ((List<?>) module.local("hinted")).stream(), Stream.of("receive-alert", "sweep"))
                .map(Object::toString)
                .toList();

        assertThat(topics).map(Object::toString).containsExactlyInAnyOrderElementsOf(asked);
    }
}
