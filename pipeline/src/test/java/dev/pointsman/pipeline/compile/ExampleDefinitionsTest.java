package dev.pointsman.pipeline.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.trial.Trial;
import dev.pointsman.pipeline.trial.TrialReport;
import dev.pointsman.pipeline.trial.report.TrialText;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import dev.pointsman.pipeline.vpc.document.VpcDocumentWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** The definitions that the repository shows to newcomers: faultless, tested rule by rule, and as rich as their README says. */
@AsksHaproxy
class ExampleDefinitionsTest {

    private static final Path FOLDER = Path.of(System.getProperty("pointsman.project"), "lb-definitions");
    private static final Path SNAPSHOT = FOLDER.resolve("vpc.json");

    private static Compilation.Accepted accepted() throws IOException {
        Compilation compilation = DefinitionCompiler.compile(DefinitionFolder.read(FOLDER));
        assertThat(compilation.findings()).isEmpty();
        assertThat(compilation).isInstanceOf(Compilation.Accepted.class);
        return (Compilation.Accepted) compilation;
    }

    @Test
    void theExampleIsAcceptedWithoutAWord() throws IOException {
        assertThat(accepted().tests()).isNotEmpty();
    }

    @Test
    void itFitsItsVpcWithoutAWord() throws IOException {
        VpcFacts facts = VpcDocumentReader.read(List.of(SNAPSHOT));

        assertThat(facts.known()).containsExactly(Section.values());
        assertThat(DefinitionCompiler.check(
                                DefinitionFolder.read(FOLDER), CompileOptions.defaults(), facts, OptionalInt.empty())
                        .findings())
                .isEmpty();
    }

    /** With {@code -Dpointsman.golden.rewrite=true} what was written by hand, or by {@code aws ec2}, becomes what is written here. */
    @Test
    void itsSnapshotIsWhatTheProgramWrites() throws IOException {
        String written = VpcDocumentWriter.write(VpcDocumentReader.read(List.of(SNAPSHOT)));
        if (Boolean.getBoolean("pointsman.golden.rewrite")
                && !Files.readString(SNAPSHOT).equals(written)) {
            Files.writeString(SNAPSHOT, written);
            fail("rewritten; read the difference, then run again without pointsman.golden.rewrite");
        }
        assertThat(SNAPSHOT).content().isEqualTo(written);
    }

    @Test
    void everyServerIsAMachineOfTheVpc() throws IOException {
        Set<String> machines = VpcDocumentReader.read(List.of(SNAPSHOT)).vpcs().values().stream()
                .flatMap(vpc -> vpc.networkInterfaces().values().stream())
                .flatMap(each -> each.addresses().stream())
                .collect(Collectors.toSet());

        assertThat(accepted().plan().backends())
                .allSatisfy(backend -> assertThat(backend.endpoints())
                        .isNotEmpty()
                        .allMatch(endpoint -> machines.contains(endpoint.address())));
    }

    @Test
    void everyRuleIsTestedOnARealHaproxy() throws Exception {
        ProgramUnderTest.HAPROXY.require();
        Compilation.Accepted accepted = accepted();

        TrialReport report = Trial.run(
                Path.of(ProgramUnderTest.HAPROXY.path()),
                accepted.plan(),
                accepted.tests(),
                Trial.AT_ONCE,
                ignored -> {});

        assertThat(report.failed()).as(TrialText.render(report)).isZero();
        assertThat(report.unreached()).isEmpty();
    }

    @Test
    void aFleetInThreeZonesServesEightComponentsInEveryWayThereIs() throws IOException {
        Plan plan = accepted().plan();
        Set<String> kinds = new TreeSet<>();
        Set<String> words = new TreeSet<>();
        for (DefinitionFile file : DefinitionFolder.read(FOLDER).files()) {
            file.text().lines().map(String::strip).forEach(line -> {
                if (line.startsWith("kind: ")) {
                    kinds.add(line.substring("kind: ".length()));
                }
                words.add(line.replaceFirst("^- ", ""));
            });
        }

        assertThat(plan.fleet().nodes())
                .extracting(Node::zone)
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(plan.backends().stream()
                        .map(backend -> backend.name().service().namespace())
                        .distinct())
                .hasSize(8);
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.filter(Files::isDirectory))
                    .as("eight teams and the platform's")
                    .hasSize(9);
        }
        assertThat(kinds)
                .contains(
                        "Fleet",
                        "GatewayClass",
                        "Gateway",
                        "HTTPRoute",
                        "TLSRoute",
                        "TCPRoute",
                        "BackendPolicy",
                        "BackendTLSPolicy",
                        "ReferenceGrant",
                        "Secret",
                        "RouteTest");
        assertThat(words)
                .contains(
                        "type: RequestHeaderModifier",
                        "type: ResponseHeaderModifier",
                        "type: RequestRedirect",
                        "type: URLRewrite",
                        "type: CORS",
                        "mode: Passthrough",
                        "mode: Terminate",
                        "protocol: HTTPS",
                        "weight: 5");
    }
}
