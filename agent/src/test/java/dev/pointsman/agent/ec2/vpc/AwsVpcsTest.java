package dev.pointsman.agent.ec2.vpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.pointsman.agent.ec2.Ec2Access;
import dev.pointsman.lab.ec2.Ec2Endpoint;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.vpc.Cidr;
import dev.pointsman.lab.vpc.SecurityGroup;
import dev.pointsman.lab.vpc.SecurityGroup.Permission;
import dev.pointsman.lab.vpc.VpcBuilder;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource.Address;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import dev.pointsman.pipeline.vpc.document.VpcDocumentWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The same VPC, read from EC2 by the program and from the files that Debian's {@code aws} writes. */
class AwsVpcsTest {

    private static final Path AWS = Path.of("/usr/bin/aws");
    private static final Address LAB = new Address(VpcBuilder.REGION, VpcBuilder.VPC_ID);

    /** More than a page of each kind that there are more of. */
    private static final int TABLES = 120;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = Map.of(
            "aws.accessKeyId", Credentials.EXAMPLE.accessKeyId(),
            "aws.secretAccessKey", Credentials.EXAMPLE.secretAccessKey());
    private Ec2Endpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        InstantSource clock = InstantSource.system();
        endpoint = Ec2Endpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                VpcBuilder.lab(clock)
                        .node("node-a", "eu-central-1a", "10.20.1.10", "eni-0000000000000000a", "i-0000000000000000a")
                        .node("client", "eu-central-1b", "10.20.12.20", "eni-0000000000000000c", "i-0000000000000000c")
                        .foreignInterface("eni-000000000000000ff")
                        .gatewayRouteTable()
                        .extraRouteTables(TABLES)
                        .securityGroup(new SecurityGroup(
                                "sg-0000000000000000a",
                                VpcBuilder.VPC_ID,
                                "web",
                                "clients",
                                List.of(new Permission("tcp", 80, 443, List.of(Cidr.parse("10.20.0.0/16")), List.of())),
                                List.of(new Permission("112", 0, 0, List.of(), List.of(VpcBuilder.DEFAULT_GROUP))),
                                Map.of()))
                        .peering("pcx-0000000000000000a", "vpc-00000000000000030", Cidr.parse("10.30.0.0/16"))
                        .build(),
                Credentials.of(Credentials.EXAMPLE),
                new Faults(clock),
                clock);
        settings.forEach(System::setProperty);
        System.setProperty("aws.endpointUrlEc2", endpoint.url().toString());
    }

    @AfterEach
    void stop() {
        endpoint.close();
        settings.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrlEc2");
    }

    private static AwsVpcs vpcs() {
        return new AwsVpcs(Ec2Access::patientClient);
    }

    @Test
    void whatEc2TellsIsWhatTheCommandLineWritesDown() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(AWS), "aws is not installed");
        List<Path> files = new ArrayList<>();
        for (Section section : Section.values()) {
            Path file = folder.resolve(section.command() + ".json");
            aws(file, "ec2", section.command(), "--output", "json");
            files.add(file);
        }

        VpcFacts live = vpcs().read(List.of(LAB));
        VpcFacts written = VpcDocumentReader.read(files);

        assertThat(live.vpc(LAB.vpcId())).isPresent().isEqualTo(written.vpc(LAB.vpcId()));
        assertThat(live.peerings()).isNotEmpty().isEqualTo(written.peerings());
        assertThat(live.known()).isEqualTo(written.known());
    }

    @Test
    void aSnapshotHoldsAllOfIt() throws Exception {
        VpcFacts live = vpcs().read(List.of(LAB));

        assertThat(VpcDocumentReader.parse(VpcDocumentWriter.write(live))).isEqualTo(live);
    }

    @Test
    void everythingIsAskedByVpcAndPageByPageAndNothingIsChanged() throws Exception {
        VpcFacts live = vpcs().read(List.of(LAB));

        assertThat(live.vpc(LAB.vpcId()).orElseThrow().routeTables()).hasSizeGreaterThan(TABLES);
        assertThat(live.vpc(LAB.vpcId()).orElseThrow().networkInterfaces()).doesNotContainKey("eni-000000000000000ff");
        assertThat(endpoint.journal().calls()).allSatisfy(call -> {
            assertThat(call.action()).startsWith("Describe");
            assertThat(call.parameter("Filter.1.Value.1")).isEqualTo(LAB.vpcId());
        });
        assertThat(endpoint.journal().calls().stream()
                        .filter(call -> call.action().equals("DescribeRouteTables")))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.parameter("MaxResults")).isEqualTo("100"));
    }

    @Test
    void aVpcThatIsNotThereIsLeftOut() throws Exception {
        assertThat(vpcs().read(List.of(new Address(VpcBuilder.REGION, "vpc-00000000000000bad")))
                        .vpcs())
                .isEmpty();
    }

    @Test
    void whatEc2RefusesIsTold() {
        System.setProperty("aws.secretAccessKey", "wrong");
        assertThatThrownBy(() -> vpcs().read(List.of(LAB)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("failed to read VPC \"" + LAB.vpcId() + "\" in eu-central-1: ");
    }

    private void aws(Path output, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(AWS.toString()));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--endpoint-url", endpoint.url().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors.txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID",
                        Credentials.EXAMPLE.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY",
                        Credentials.EXAMPLE.secretAccessKey(),
                        "AWS_DEFAULT_REGION",
                        VpcBuilder.REGION,
                        "AWS_CONFIG_FILE",
                        "/nonexistent",
                        "AWS_SHARED_CREDENTIALS_FILE",
                        "/nonexistent"));
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("errors.txt")))
                .isZero();
    }
}
