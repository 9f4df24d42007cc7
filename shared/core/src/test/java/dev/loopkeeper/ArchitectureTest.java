package dev.loopkeeper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;

/** What keeps decisions replayable and the core free of clouds. */
@AnalyzeClasses(packages = "dev.loopkeeper", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> DECISIONS = new DescribedPredicate<>("decide") {
        @Override
        public boolean test(JavaClass type) {
            String name = type.getSimpleName();
            boolean rules = type.getPackageName().equals("dev.loopkeeper.loop")
                    && !name.equals("Loops")
                    && !name.equals("Journal")
                    && !name.equals("StepQueue");
            return rules
                    || name.endsWith("Policy")
                    || name.endsWith("Judge")
                    || name.endsWith("Gate")
                    || name.equals("TrafficSplit");
        }
    };

    @ArchTest
    static final ArchRule decisionsDoNoIo = noClasses()
            .that(DECISIONS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.sql..",
                    "dev.loopkeeper.store..");

    @ArchTest
    static final ArchRule decisionsReadNoClock = noClasses()
            .that(DECISIONS)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule decisionsReadNoEnvironmentAndRollNoDice = noClasses()
            .that(DECISIONS)
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(java.util.Random.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom");

    @ArchTest
    static final ArchRule coreKnowsNoCloud = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.azure..",
                    "com.microsoft..",
                    "com.google.cloud..",
                    "com.google.api..",
                    "io.micronaut..",
                    "jakarta.inject..",
                    "javax.inject..");

    @ArchTest
    static final ArchRule noUnsafeDeserialisation = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.io.ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.xml..", "org.xml..", "javax.script..");

    /** In some languages digits are others than 0 to 9: a name of an object made of them is not found again. */
    @ArchTest
    static final ArchRule noFormatOfTheMachinesOwnLanguage =
            noClasses().should().callMethod(String.class, "format", String.class, Object[].class);

    @ArchTest
    static final ArchRule namesSayWhatTheyAre =
            classes().should().haveNameNotMatching(".*(Manager|Helper|Util|Utils|Handler|Impl)");
}
