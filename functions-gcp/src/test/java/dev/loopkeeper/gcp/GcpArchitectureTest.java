package dev.loopkeeper.gcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.loopkeeper.loop.StepName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the functions thin and the clouds apart. */
@AnalyzeClasses(packages = "dev.loopkeeper.gcp", importOptions = ImportOption.DoNotIncludeTests.class)
class GcpArchitectureTest {
    private static final Path FUNCTIONS = Path.of("src/main/java/dev/loopkeeper/gcp/function");
    private static final int MOST_LINES = 40;

    @ArchTest
    static final ArchRule nothingOfOtherClouds = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.loopkeeper.azure..",
                    "dev.loopkeeper.local..",
                    "com.azure..",
                    "com.microsoft..",
                    "com.amazonaws..",
                    "software.amazon..");

    @ArchTest
    static final ArchRule adaptersKnowNoInjection = noClasses()
            .that()
            .resideOutsideOfPackages("dev.loopkeeper.gcp.wire..", "dev.loopkeeper.gcp.function..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut..", "jakarta.inject..");

    @ArchTest
    static final ArchRule adaptersKnowNoFunction = noClasses()
            .that()
            .resideOutsideOfPackages("dev.loopkeeper.gcp.wire..", "dev.loopkeeper.gcp.function..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.loopkeeper.gcp.function..", "dev.loopkeeper.gcp.wire..");

    @ArchTest
    static final ArchRule functionsAreFinal =
            classes().that().haveSimpleNameEndingWith("Function").should().haveOnlyFinalFields();

    @Test
    void shouldHaveOneFunctionAStepOfAtMostFortyLines() throws IOException {
        List<Path> functions;
        try (Stream<Path> files = Files.list(FUNCTIONS)) {
            functions =
                    files.filter(f -> f.toString().endsWith("Function.java")).toList();
        }
        assertThat(functions)
                .extracting(f -> f.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(StepName.values())
                        .map(GcpArchitectureTest::file)
                        .toList());
        for (Path function : functions) {
            assertThat(Files.readAllLines(function)).as(function.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    private static String file(StepName step) {
        StringBuilder name = new StringBuilder();
        for (String word : step.text().split("-")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name + "Function.java";
    }
}
