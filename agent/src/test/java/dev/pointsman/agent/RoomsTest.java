package dev.pointsman.agent;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Which room of the agent may open which door. */
@AnalyzeClasses(packages = "dev.pointsman.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String OWNERSHIP = "dev.pointsman.agent.ownership";

    private static final DescribedPredicate<JavaMethodCall> ASKS_THE_TIME = DescribedPredicate.describe(
            "a call that asks what time it is",
            call -> call.getTargetOwner().getPackageName().equals("java.time")
                            && call.getTarget().getName().equals("now")
                    || call.getTargetOwner().isEquivalentTo(System.class));

    /** What decides about routes can be played by the simulation, and depends on nothing but what it is given. */
    @ArchTest
    static final ArchRule whatDecidesIsPure = noClasses()
            .that()
            .resideInAnyPackage(
                    OWNERSHIP + ".rule..",
                    OWNERSHIP + ".memory..",
                    OWNERSHIP + ".machine..",
                    "dev.pointsman.agent.fitness..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio..",
                    "java.net..",
                    "java.util.concurrent.locks..",
                    "software.amazon..",
                    "io.quarkus..",
                    "org.jboss..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|UUID|SplittableRandom)|java\\.time\\.(Clock|InstantSource)"
                    + "|java\\.lang\\.(Process.*|Thread|Runtime)|java\\.util\\.concurrent\\.(ThreadLocalRandom|Exec.*)")
            .orShould()
            .callMethodWhere(ASKS_THE_TIME);

    @ArchTest
    static final ArchRule theRuleKnowsItsMemoryAndNobodyElse = noClasses()
            .that()
            .resideInAnyPackage(OWNERSHIP + ".rule..", OWNERSHIP + ".memory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    OWNERSHIP,
                    OWNERSHIP + ".machine..",
                    OWNERSHIP + ".report..",
                    OWNERSHIP + ".assignment..",
                    "dev.pointsman.agent.vrrp..",
                    "dev.pointsman.agent.notify..",
                    "java.util.concurrent..");

    @ArchTest
    static final ArchRule theMemoryDecidesNothing = noClasses()
            .that()
            .resideInAPackage(OWNERSHIP + ".memory..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(OWNERSHIP + ".rule..");
}
