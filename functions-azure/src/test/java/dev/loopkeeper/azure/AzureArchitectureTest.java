package dev.loopkeeper.azure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.loopkeeper.loop.StepName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the functions thin and the clouds apart. */
@AnalyzeClasses(packages = "dev.loopkeeper.azure", importOptions = ImportOption.DoNotIncludeTests.class)
class AzureArchitectureTest {
    private static final Path FUNCTIONS = Path.of("src/main/java/dev/loopkeeper/azure/function");
    private static final int MOST_LINES = 40;

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
    static final ArchRule adaptersKnowNoInjection = noClasses()
            .that()
            .resideOutsideOfPackages("dev.loopkeeper.azure.wire..", "dev.loopkeeper.azure.function..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut..", "jakarta.inject..");

    @ArchTest
    static final ArchRule adaptersKnowNoFunction = noClasses()
            .that()
            .resideOutsideOfPackages("dev.loopkeeper.azure.wire..", "dev.loopkeeper.azure.function..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.loopkeeper.azure.function..", "dev.loopkeeper.azure.wire..");

    @ArchTest
    static final ArchRule theHostIsKnownToFunctionsAlone = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.loopkeeper.azure.wire..", "dev.loopkeeper.azure.function..", "dev.loopkeeper.azure.log..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.microsoft..");

    @ArchTest
    static final ArchRule functionsAreFinal =
            classes().that().haveSimpleNameEndingWith("Function").should().haveOnlyFinalFields();

    @Test
    void shouldHaveAFunctionAStepOfAtMostFortyLines() throws Exception {
        List<Path> functions;
        try (Stream<Path> files = Files.list(FUNCTIONS)) {
            functions =
                    files.filter(f -> f.toString().endsWith("Function.java")).toList();
        }
        assertThat(functions).map(AzureArchitectureTest::name).containsExactlyInAnyOrderElementsOf(expected());
        for (Path function : functions) {
            assertThat(Files.readAllLines(function)).as(function.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
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
    private static String name(Path file) throws IOException {
        String simple = file.getFileName().toString().replace(".java", "");
        String kebab = simple.replace("Function", "")
                .replaceAll("(?<=.)(?=[A-Z])", "-")
                .toLowerCase(java.util.Locale.ROOT);
        try {
            Class<?> type = Class.forName("dev.loopkeeper.azure.function." + simple);
            assertThat(type.getDeclaredMethods())
                    .filteredOn(m -> m.isAnnotationPresent(FunctionName.class))
                    .singleElement()
                    .extracting(
                            (Method m) -> m.getAnnotation(FunctionName.class).value())
                    .isEqualTo(kebab);
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
        return kebab;
    }
}
