package com.scaiwave.admin.allinone;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The architecture rules, over everything that runs in one process. */
@NullMarked
@AnalyzeClasses(
        packages = "com.scaiwave.admin",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String COMMAND = "com.scaiwave.admin.command";
    private static final String QUERY = "com.scaiwave.admin.query";
    private static final String AXON = "org.axonframework..";

    @ArchTest
    static final ArchRule EVENTS_KNOW_NO_FRAMEWORK =
            classes()
                    .that()
                    .resideInAPackage("com.scaiwave.admin.events..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "org.jspecify.annotations",
                            "com.fasterxml.jackson.annotation",
                            "com.scaiwave.admin.events");

    @ArchTest
    static final ArchRule VIEWS_KNOW_EVENTS_AND_NEITHER_SPRING_NOR_A_DATABASE =
            classes()
                    .that()
                    .resideInAPackage("com.scaiwave.admin.views..")
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

    @ArchTest
    static final ArchRule THE_COMMAND_SIDE_DOES_NOT_KNOW_THE_QUERY_SIDE =
            noClasses()
                    .that()
                    .resideInAPackage(COMMAND + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(QUERY + "..");

    @ArchTest
    static final ArchRule THE_QUERY_SIDE_DOES_NOT_KNOW_THE_COMMAND_SIDE_NOR_AXON =
            noClasses()
                    .that()
                    .resideInAPackage(QUERY + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(COMMAND + "..", AXON);

    /** Rules that span aggregates live in one handler each, which may load those of others. */
    @ArchTest
    static final ArchRule WRITE_FEATURES_DO_NOT_KNOW_EACH_OTHER_BUT_FOR_SPANNING_RULES =
            slices().matching(COMMAND + ".(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(alwaysTrue(), resideInAPackage(COMMAND + ".deciding"))
                    .ignoreDependency(resideInAPackage(COMMAND + ".demo"), alwaysTrue())
                    .ignoreDependency(
                            simpleName("ReplaceAiConfigHandler"),
                            resideInAnyPackage(COMMAND + ".models", COMMAND + ".noteprocessing"))
                    .ignoreDependency(
                            simpleName("DisableModelHandler"),
                            resideInAnyPackage(COMMAND + ".aiconfig", COMMAND + ".noteprocessing"))
                    .ignoreDependency(
                            simpleName("ReplaceNoteProcessingHandler"),
                            resideInAPackage(COMMAND + ".models"))
                    .ignoreDependency(
                            simpleName("ParticipantHandler"), resideInAPackage(COMMAND + ".models"))
                    // The refusal of a slug that no model can have.
                    .ignoreDependency(simpleName("ParticipantsApi"), simpleName("ModelEnablement"))
                    .ignoreDependency(
                            simpleName("CreateTenantHandler"),
                            resideInAPackage(COMMAND + ".partners"));

    @ArchTest
    static final ArchRule
            READ_FEATURES_DO_NOT_KNOW_EACH_OTHER_BUT_EVENTS_AND_PROOFS_ARE_OF_AUDIT_ENTRIES =
                    slices().matching(QUERY + ".(*)..")
                            .should()
                            .notDependOnEachOther()
                            .ignoreDependency(
                                    alwaysTrue(),
                                    resideInAnyPackage(
                                            QUERY + ".read",
                                            QUERY + ".projection",
                                            QUERY + ".shared"))
                            .ignoreDependency(
                                    resideInAnyPackage(QUERY + ".events", QUERY + ".proofs"),
                                    resideInAPackage(QUERY + ".audit"));

    @ArchTest
    static final ArchRule BUT_FOR_THE_ENGINE_THE_COMMAND_SIDE_KNOWS_OF_AXON_ITS_ANNOTATIONS_ALONE =
            noClasses()
                    .that()
                    .resideInAPackage(COMMAND + "..")
                    .and()
                    .resideOutsideOfPackage(COMMAND + ".deciding")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(AXON)
                                    .and(DescribedPredicate.not(annotationsAndTheirValues())));

    @ArchTest
    static final ArchRule COMMAND_HANDLERS_ARE_OF_AGGREGATES_OR_COMPONENTS =
            methods()
                    .that()
                    .areAnnotatedWith("org.axonframework.commandhandling.CommandHandler")
                    .should()
                    .beDeclaredInClassesThat()
                    .areMetaAnnotatedWith("org.springframework.stereotype.Component")
                    .orShould()
                    .beDeclaredInClassesThat()
                    .areAnnotatedWith("org.springframework.stereotype.Component");

    /** The starter is told of handlers of commands only. */
    @ArchTest
    static final ArchRule AXON_HANDLES_NO_EVENTS_AND_NO_QUERIES =
            noMethods()
                    .should()
                    .beAnnotatedWith("org.axonframework.eventhandling.EventHandler")
                    .orShould()
                    .beAnnotatedWith("org.axonframework.queryhandling.QueryHandler");

    @ArchTest
    static final ArchRule AXON_IS_KNOWN_TO_AGGREGATES_COMMANDS_HANDLERS_AND_THE_ENGINE_ALONE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(COMMAND + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(AXON);

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Impl|DTO|Dto|Manager|Helper|Utils?)$")
                    .orShould(
                            com.tngtech.archunit.lang.conditions.ArchConditions.haveNameMatching(
                                    "com\\.scaiwave\\.admin\\.(command|query|views|web|log|events)\\..*Command$"));

    @ArchTest
    static final ArchRule SQL_IS_RUN_BY_THE_LOG_ITS_PROOFS_PROJECTIONS_AND_READS =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "com.scaiwave.admin.log..",
                            "com.scaiwave.admin.proofs..",
                            QUERY + "..",
                            "com.scaiwave.admin.assembly")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework.jdbc..", "java.sql..");

    @ArchTest
    static final ArchRule FIELDS_ARE_NOT_INJECTED =
            noFields()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                    .orShould()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                    .orShould()
                    .beAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule NO_LOMBOK =
            noClasses().should().dependOnClassesThat().resideInAPackage("lombok..");

    @ArchTest
    static final ArchRule NO_STATIC_STATE_THAT_CHANGES =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule CONTROLLERS_ARE_OF_THEIR_PACKAGE_ALONE =
            classes()
                    .that()
                    .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
                    .and()
                    .resideInAnyPackage(COMMAND + "..", QUERY + "..")
                    .should()
                    .bePackagePrivate()
                    .andShould()
                    .haveSimpleNameEndingWith("Api");

    @ArchTest
    static void every_package_says_what_it_is_for(JavaClasses classes) {
        assertThat(
                        classes.stream()
                                .filter(c -> !c.getSimpleName().equals("package-info"))
                                .map(JavaClass::getPackage)
                                .distinct()
                                .filter(p -> !isNullMarked(p)))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    private static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage.isAnnotatedWith(NullMarked.class);
    }

    private static DescribedPredicate<JavaClass> annotationsAndTheirValues() {
        return DescribedPredicate.describe(
                "annotations and their values", c -> c.isAnnotation() || c.isEnum());
    }
}
