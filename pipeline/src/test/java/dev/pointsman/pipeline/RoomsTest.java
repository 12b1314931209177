package dev.pointsman.pipeline;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Which room of the pipeline may open which door. */
@AnalyzeClasses(packages = "dev.pointsman", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String PIPELINE = "dev.pointsman.pipeline";

    @ArchTest
    static final ArchRule theFindingKnowsNobody = noClasses()
            .that()
            .resideInAPackage(PIPELINE + ".finding..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(PIPELINE + ".finding..", "java..");

    @ArchTest
    static final ArchRule thePlanKnowsNobody = noClasses()
            .that()
            .resideInAPackage(PIPELINE + ".plan..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(PIPELINE + ".plan..", "java..");

    @ArchTest
    static final ArchRule onlyTheYamlRoomSpeaksYaml = noClasses()
            .that()
            .resideOutsideOfPackage(PIPELINE + ".yaml..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule renderersStartFromThePlan = noClasses()
            .that()
            .resideInAnyPackage(PIPELINE + ".haproxy..", PIPELINE + ".keepalived..", PIPELINE + ".bundle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    PIPELINE + ".yaml..", PIPELINE + ".parse..", PIPELINE + ".resource..", PIPELINE + ".resolve..");

    @ArchTest
    static final ArchRule readingIsPure = noClasses()
            .that()
            .resideInAnyPackage(
                    PIPELINE + ".finding..",
                    PIPELINE + ".plan..",
                    PIPELINE + ".yaml..",
                    PIPELINE + ".resource..",
                    PIPELINE + ".parse..",
                    PIPELINE + ".resolve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|.*Stream|.*Reader|.*Writer)(\\..*)?")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.util\\.(Random|UUID)|java\\.time\\.Clock|java\\.lang\\.(Process.*|Thread|Runtime)")
            .orShould()
            .callMethodWhere(NowAndHere.IS_ASKED);

    @ArchTest
    static final ArchRule thePipelineKnowsNoDaemonAndNoLab = noClasses()
            .that()
            .resideInAPackage(PIPELINE + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.pointsman.agent..", "dev.pointsman.lab..", "io.quarkus..", "software.amazon..");

    @ArchTest
    static final ArchRule noRoomLeadsBackToItself =
            slices().matching(PIPELINE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noRoomOfThePlanLeadsBackToItself =
            slices().matching(PIPELINE + ".plan.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noRoomOfTheResourcesLeadsBackToItself =
            slices().matching(PIPELINE + ".resource.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noRoomOfTheReadersLeadsBackToItself =
            slices().matching(PIPELINE + ".parse.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noRoomOfTheHaproxyRendererLeadsBackToItself =
            slices().matching(PIPELINE + ".haproxy.(*)..").should().beFreeOfCycles();
}
