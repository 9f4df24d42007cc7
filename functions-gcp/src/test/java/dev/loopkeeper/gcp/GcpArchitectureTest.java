package dev.loopkeeper.gcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.CloudModuleRules;
import dev.loopkeeper.testkit.FunctionSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What keeps the functions thin and the clouds apart. */
@AnalyzeClasses(packages = "dev.loopkeeper.gcp", importOptions = ImportOption.DoNotIncludeTests.class)
class GcpArchitectureTest {
    private static final Path FUNCTIONS = Path.of("src/main/java/dev/loopkeeper/gcp/function");

    @ArchTest
    static final ArchTests ofEveryCloud = ArchTests.in(CloudModuleRules.class);

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

    @Test
    void shouldHaveOneFunctionAStepOfAtMostFortyLines() throws IOException {
        assertThat(FunctionSources.namesOfShortOnes(FUNCTIONS))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(StepName.values()).map(StepName::text).toList());
    }
}
