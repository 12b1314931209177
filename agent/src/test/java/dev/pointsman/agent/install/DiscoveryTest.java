package dev.pointsman.agent.install;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pointsman.agent.configuration.RepositoryUrl;
import dev.pointsman.agent.configuration.SignaturePolicy;
import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What keeps a machine from becoming a node is said before anything is changed, with what to do about it. */
class DiscoveryTest {

    private Optional<SignaturePolicy> signatures = Optional.empty();

    private static final String METADATA = "aws.ec2MetadataServiceEndpoint";

    @TempDir
    private Path folder;

    private Path repository;
    private Checkout developer;
    private NodeLayout layout;

    @BeforeEach
    void publishTheExample() throws IOException {
        // Nobody listens there: these machines have no metadata service.
        System.setProperty(METADATA, "http://127.0.0.1:1");
        repository = folder.resolve("definitions.git");
        Checkout.createRepository(repository);
        developer = Checkout.clone(List.of(), repository.toString(), folder.resolve("developer"));
        layout = new NodeLayout(folder.resolve("node"));
        configure(RunningHaproxy.program().toString());
    }

    @AfterEach
    void forgetTheSetting() {
        System.clearProperty(METADATA);
    }

    @Test
    void aNamedNodeIsFoundWithItsFilesAndNothingIsChanged() throws Exception {
        publish();

        Installation found = find("node-b", "lo");

        assertThat(found.node().name()).isEqualTo("node-b");
        assertThat(found.configuration().node()).isEqualTo("node-b");
        assertThat(found.identity()).isEmpty();
        assertThat(found.rendered().files()).containsKeys("haproxy.cfg", "keepalived.conf");
        assertThat(files(layout.root())).containsExactly("etc/pointsman/agent.yaml");
    }

    @Test
    void withoutHaproxyThePackageIsNamed() throws Exception {
        configure("/nowhere/haproxy");

        InstallFailure failure = failure("node-a", "lo");

        assertThat(failure).hasMessage("there is no program \"/nowhere/haproxy\"; install the package \"haproxy\"");
        assertThat(failure.isFinding()).isFalse();
    }

    @Test
    void anEmptyRepositoryIsSaidToBeEmpty() {
        InstallFailure failure = failure("node-a", "lo");

        assertThat(failure).hasMessageContaining(repository.toString()).hasMessageContaining("no commit yet");
        assertThat(failure.isFinding()).isFalse();
    }

    @Test
    void aRepositoryThatIsNotThereIsNamed() throws Exception {
        publish();
        Files.move(repository, folder.resolve("away.git"));

        assertThat(failure("node-a", "lo"))
                .hasMessageContaining(repository.toString())
                .hasMessageContaining("no Git repository");
    }

    @Test
    void aRevisionWithMistakesComesWithItsFindings() throws Exception {
        publish();
        developer.edit("shop/route.yaml", text -> text.replace("hostnames:", "hostname:"));
        developer.commitAndPush("mistype");

        InstallFailure failure = failure("node-a", "lo");

        assertThat(failure)
                .hasMessageContaining("cannot be served")
                .hasMessageContaining("Did you mean \"hostnames\"?")
                .hasMessageContaining("=> 1 error in 1 file");
        assertThat(failure.isFinding()).isTrue();
    }

    @Test
    void aNodeThatTheFleetDoesNotHaveIsAnsweredWithThoseItHas() throws Exception {
        publish();

        assertThat(failure("node-c", "lo"))
                .hasMessageContaining("node-c")
                .hasMessageContaining("node-a")
                .hasMessageContaining("node-b");
    }

    @Test
    void withoutMetadataServiceTheNodeHasToBeNamed() throws Exception {
        publish();

        assertThat(failure("", "lo")).hasMessageContaining("metadata service").hasMessageContaining("--node");
    }

    @Test
    void anAddressThatTheMachineDoesNotHaveIsSaid() throws Exception {
        publish();

        assertThat(failure("node-a", ""))
                .hasMessageContaining("\"10.20.1.10\"")
                .hasMessageContaining("--interface-name");
    }

    @Test
    void anUnsignedRevisionIsNotInstalledWhereSignaturesAreAskedFor() throws Exception {
        publish();
        Path signers = Files.writeString(folder.resolve("allowed_signers"), "# nobody yet\n");
        signatures = Optional.of(new SignaturePolicy(signers, Optional.empty(), false));

        InstallFailure failure = failure("node-a", "lo");

        assertThat(failure).hasMessageContaining("the commit is not signed").hasMessageContaining("unsigned-commit");
        assertThat(failure.isFinding()).isTrue();
    }

    @Test
    void instancesThatTheDefinitionsSelectAreFoundBeforeHaproxyStarts() throws Exception {
        publish();
        developer.edit("edge/fleet.yaml", text -> text.replaceFirst("vpcId: .*", "vpcId: " + VpcBuilder.VPC_ID));
        developer.edit(
                "shop/services.yaml",
                text -> Stream.of(text.split("(?m)^---$"))
                        .filter(document -> document.contains("kind: Service\n"))
                        .map(document -> document.replace("spec:\n", "spec:\n  selector: {app: shop}\n"))
                        .collect(Collectors.joining("---")));
        developer.commitAndPush("select instances");
        try (Ec2Lab ec2 = Ec2Lab.start()) {
            ec2.launch(1, "eu-central-1a", "10.20.1.77", Map.of("app", "shop"));

            Installation found = find("node-a", "lo");

            assertThat(found.instances().bySelector()).hasSize(1);
            assertThat(found.rendered().files().get("haproxy.cfg")).contains("server 10.20.1.77-");

            ec2.faults().deny(Faults.ANY, "DescribeInstances", Faults.ANY);
            assertThat(failure("node-a", "lo"))
                    .hasMessageContaining("UnauthorizedOperation")
                    .hasMessageContaining("ec2:DescribeInstances");
        }
    }

    private void publish() throws IOException {
        Path example = Path.of(System.getProperty("pointsman.project"), "lab/definitions/base");
        for (String file : files(example)) {
            Path copy = developer.directory().resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(example.resolve(file), copy);
        }
        developer.commitAndPush("begin");
    }

    private void configure(String haproxy) throws IOException {
        Files.createDirectories(layout.agentConfiguration().getParent());
        Files.writeString(layout.agentConfiguration(), "repository: %s%nhaproxy: %s%n".formatted(repository, haproxy));
    }

    private Installation find(String node, String interfaceName) throws IOException, InstallFailure {
        var nobody = new PrintWriter(new StringWriter());
        return new Discovery(layout, new InstallReport(nobody, nobody)).find(options(node, interfaceName));
    }

    private InstallFailure failure(String node, String interfaceName) {
        return catchThrowableOfType(InstallFailure.class, () -> find(node, interfaceName));
    }

    private InstallOptions options(String node, String interfaceName) {
        WantedSource source = new WantedSource(
                Optional.of(new RepositoryUrl(repository.toString())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new InstallOptions(
                source,
                signatures,
                node.isEmpty() ? Optional.empty() : Optional.of(node),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                interfaceName.isEmpty() ? Optional.empty() : Optional.of(interfaceName));
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> !file.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
