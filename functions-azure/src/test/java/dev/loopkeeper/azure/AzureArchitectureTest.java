package dev.loopkeeper.azure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.CloudModuleRules;
import dev.loopkeeper.testkit.FunctionSources;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the functions thin and the clouds apart. */
@AnalyzeClasses(packages = "dev.loopkeeper.azure", importOptions = ImportOption.DoNotIncludeTests.class)
class AzureArchitectureTest {
    private static final Path FUNCTIONS = Path.of("src/main/java/dev/loopkeeper/azure/function");

    @ArchTest
    static final ArchTests ofEveryCloud = ArchTests.in(CloudModuleRules.class);

    @ArchTest
    static final ArchRule nothingOfOtherClouds = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.loopkeeper.gcp..",
                    "dev.loopkeeper.local..",
                    "com.google..",
                    "com.amazonaws..",
                    "software.amazon..");

    @ArchTest
    static final ArchRule theHostIsKnownToFunctionsAlone = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.loopkeeper.azure.wire..", "dev.loopkeeper.azure.function..", "dev.loopkeeper.azure.log..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.microsoft..");

    @Test
    void shouldHaveAFunctionAStepOfAtMostFortyLines() throws Exception {
        List<String> names = FunctionSources.namesOfShortOnes(FUNCTIONS);
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected());
        for (String name : names) {
            assertNamed(name);
        }
    }

    /** A function has one trigger, so a step with two has a second function. */
    private static List<String> expected() {
        return Stream.concat(
                        Arrays.stream(StepName.values()).map(StepName::text),
                        Stream.of("compare-metrics-hint", "plan-retraining-timer"))
                .toList();
    }

    /** The name that the host knows the function by, which its class must spell too. */
    private static void assertNamed(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName("dev.loopkeeper.azure.function." + FunctionSources.type(name));
        assertThat(type.getDeclaredMethods())
                .filteredOn(m -> m.isAnnotationPresent(FunctionName.class))
                .singleElement()
                .extracting((Method m) -> m.getAnnotation(FunctionName.class).value())
                .isEqualTo(name);
    }
}
