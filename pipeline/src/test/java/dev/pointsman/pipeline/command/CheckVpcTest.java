package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code check} with a VPC, and {@code snapshot}: where facts come from and what becomes of them. */
class CheckVpcTest {

    private static final Path PAGES = Path.of(System.getProperty("pointsman.project"), "docs/findings");
    private static final Path SNAPSHOT = PAGES.resolve("base/vpc.json");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private Path definitions(String vip) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("definitions"));
        for (String file : List.of("fleet.yaml", "gateway.yaml", "route.yaml", "services.yaml")) {
            Files.writeString(
                    copy.resolve(file),
                    Files.readString(PAGES.resolve("base").resolve(file)).replace("10.99.0.10", vip));
        }
        return copy;
    }

    @Test
    void aFileOfTheVpcIsLookedAt() throws IOException {
        assertThat(run(new CheckCommand(), definitions("10.20.11.200").toString(), "--vpc", SNAPSHOT.toString()))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("gateway.yaml:6:23", "lies in subnet \"subnet-0a000000000000011\"", "[vip-in-vpc]");
    }

    @Test
    void withoutAVpcNothingIsSaidOfIt() throws IOException {
        assertThat(run(new CheckCommand(), definitions("10.20.11.200").toString()))
                .isZero();
        assertThat(out.toString()).isEqualTo("=> No errors.\n");
    }

    @Test
    void theVpcAsItIsIsAskedForTheFleetsVpcs() throws IOException {
        VpcSource ec2 = vpcs -> {
            assertThat(vpcs).containsExactly(new VpcSource.Address("eu-central-1", "vpc-0123456789abcdef0"));
            return VpcDocumentReader.read(List.of(SNAPSHOT));
        };
        assertThat(run(new CheckCommand(ec2), definitions("10.20.11.200").toString(), "--live"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("[vip-in-vpc]");
    }

    @Test
    void aVpcThatCannotBeReadEndsWithExitCodeTwo() throws IOException {
        VpcSource ec2 = vpcs -> {
            throw new IOException("failed to read VPC \"vpc-1\" in eu-central-1: UnauthorizedOperation: no");
        };
        assertThat(run(new CheckCommand(ec2), definitions("10.99.0.10").toString(), "--live"))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("failed to read VPC \"vpc-1\" in eu-central-1: UnauthorizedOperation: no\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void filesAndTheVpcAsItIsExcludeEachOther() throws IOException {
        assertThat(run(new CheckCommand(), definitions("10.99.0.10").toString(), "--live", "--vpc", "a.json"))
                .isEqualTo(2);
    }

    @Test
    void aSnapshotIsCheckedLikeTheVpcItself() throws IOException {
        VpcFacts facts = VpcDocumentReader.read(List.of(SNAPSHOT));
        VpcSource ec2 = vpcs -> new VpcFacts(facts.vpcs(), facts.peerings(), facts.known(), "2026-11-26T10:00:00Z");
        Path written = folder.resolve("snapshot.json");

        assertThat(run(new SnapshotCommand(ec2), definitions("10.99.0.10").toString(), "-o", written.toString()))
                .isZero();
        assertThat(run(new CheckCommand(), definitions("10.99.0.10").toString(), "--vpc", written.toString()))
                .isZero();

        assertThat(err.toString()).isEqualTo("VPC as of 2026-11-26T10:00:00Z\n");
        assertThat(out.toString()).isEqualTo("=> No errors.\n");
    }

    @Test
    void aVpcThatIsNotThereMakesNoSnapshot() throws IOException {
        VpcSource ec2 = vpcs -> VpcDocumentReader.parse("{\"Vpcs\": []}");
        Path written = folder.resolve("snapshot.json");

        assertThat(run(new SnapshotCommand(ec2), definitions("10.99.0.10").toString(), "-o", written.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("there is no VPC \"vpc-0123456789abcdef0\" in region eu-central-1 of this account;"
                        + " nothing was written\n");
        assertThat(written).doesNotExist();
    }
}
