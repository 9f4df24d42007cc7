package dev.loopkeeper.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

/**
 * What keeps a cloud's functions thin: injection and triggers stay in {@code wire} and {@code function}, and adapters
 * know neither. A module takes them over with {@link com.tngtech.archunit.junit.ArchTests#in}.
 */
public final class CloudModuleRules {
    private static final String WIRE = "dev.loopkeeper.*.wire..";
    private static final String FUNCTION = "dev.loopkeeper.*.function..";

    @ArchTest
    static final ArchRule adaptersKnowNoInjection =
            adapters().should().dependOnClassesThat().resideInAnyPackage("io.micronaut..", "jakarta.inject..");

    @ArchTest
    static final ArchRule adaptersKnowNoFunction =
            adapters().should().dependOnClassesThat().resideInAnyPackage(FUNCTION, WIRE);

    @ArchTest
    static final ArchRule functionsAreFinal =
            classes().that().haveSimpleNameEndingWith("Function").should().haveOnlyFinalFields();

    private CloudModuleRules() {}

    private static GivenClassesConjunction adapters() {
        return noClasses().that().resideOutsideOfPackages(WIRE, FUNCTION);
    }
}
