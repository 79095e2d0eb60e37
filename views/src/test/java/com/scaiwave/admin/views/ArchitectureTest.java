package com.scaiwave.admin.views;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

@NullMarked
@AnalyzeClasses(
        packages = "com.scaiwave.admin.views",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule VIEWS_KNOW_EVENTS_AND_NEITHER_SPRING_NOR_A_DATABASE =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java.lang..",
                            "java.time..",
                            "java.util..",
                            "org.jspecify.annotations",
                            "com.fasterxml.jackson.annotation",
                            "tools.jackson..",
                            "com.scaiwave.admin.events",
                            "com.scaiwave.admin.log",
                            "com.scaiwave.admin.views");
}
