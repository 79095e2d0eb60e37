package com.scaiwave.admin.split;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The architecture rules for the classes that only a split deployment has. */
@NullMarked
@AnalyzeClasses(importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_NEITHER_SIDE_NOR_LOG_NOR_TOKENS =
            noClasses()
                    .that()
                    .resideInAPackage("com.scaiwave.admin.split.gateway")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "com.scaiwave.admin.command..",
                            "com.scaiwave.admin.query..",
                            "com.scaiwave.admin.log..",
                            "com.scaiwave.admin.web.caller..",
                            "com.scaiwave.admin.assembly..");

    @ArchTest
    static final ArchRule ONLY_THE_GATEWAY_SENDS_REQUESTS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("com.scaiwave.admin.split.gateway")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
            noClasses().should().haveNameMatching(".*(Impl|DTO|Dto|Manager|Helper|Utils?)$");
}
