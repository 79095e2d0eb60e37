package com.scaiwave.admin.log;

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
    static final ArchRule THE_LOG_KNOWS_JDBC_AND_NOTHING_ELSE_OF_SPRING =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "javax.sql",
                            "org.jspecify.annotations",
                            "com.scaiwave.admin.events",
                            "com.scaiwave.admin.log..",
                            "org.springframework.dao..",
                            "org.springframework.jdbc..",
                            "org.springframework.transaction..",
                            "org.postgresql..",
                            "org.flywaydb.core..",
                            "com.google.crypto.tink..",
                            "com.github.benmanes.caffeine.cache",
                            "com.fasterxml.jackson.annotation",
                            "tools.jackson..",
                            "org.slf4j..");

    @ArchTest
    static final ArchRule THE_VAULT_DOES_NOT_KNOW_THE_LOG =
            noClasses()
                    .that()
                    .resideInAPackage("com.scaiwave.admin.log.vault")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.scaiwave.admin.log");

    @ArchTest
    static final ArchRule THE_LOG_DOES_NOT_KNOW_WHO_FOLLOWS_IT =
            noClasses()
                    .that()
                    .resideInAPackage("com.scaiwave.admin.log")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.scaiwave.admin.log.follow");

    @ArchTest
    static final ArchRule SQL_IS_RUN_IN_FEW_PLACES =
            noClasses()
                    .that()
                    .haveNameNotMatching(
                            ".*\\.(LogSql|LogSignal|Safeguards|KeyTable|Transaction|RestartAwareDataSource)")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.jdbc.core.simple.JdbcClient")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.sql.Statement");
}
