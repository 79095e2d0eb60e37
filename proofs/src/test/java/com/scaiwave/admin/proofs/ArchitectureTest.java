package com.scaiwave.admin.proofs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

@NullMarked
@AnalyzeClasses(importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule TREES_AND_FORMATS_ARE_PLAIN_JAVA =
            classes()
                    .that()
                    .resideInAPackage("com.scaiwave.admin.proofs.tlog")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..", "org.jspecify.annotations", "com.scaiwave.admin.proofs.tlog");

    @ArchTest
    static final ArchRule THE_VERIFIER_DOES_NOT_KNOW_THE_SEALER =
            noClasses()
                    .that()
                    .resideInAPackage("com.scaiwave.admin.proofs.verify")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.scaiwave.admin.proofs.sealing");

    @ArchTest
    static final ArchRule PROOFS_KNOW_THE_LOG_AND_NO_SERVER =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "javax.sql",
                            "org.jspecify.annotations",
                            "com.scaiwave.admin.events",
                            "com.scaiwave.admin.log..",
                            "com.scaiwave.admin.proofs..",
                            "org.springframework.dao..",
                            "org.springframework.jdbc..",
                            "org.flywaydb.core..",
                            "org.slf4j..");
}
