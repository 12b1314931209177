package dev.pointsman.agent.install;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.pointsman.agent.revision.LocalAddress;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The range of VIPs on a real kernel, in a network namespace that goes with the process that has it. */
class LocalRangesTest {

    @TempDir
    Path folder;

    @Test
    void a_range_makes_every_address_in_it_this_machines_until_it_is_no_longer_wanted() throws Exception {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        if (!isRoot) {
            System.err.println("skipped: network namespaces need root");
        }
        Assumptions.assumeTrue(isRoot);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        "unshare",
                        "-n",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InNamespace.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readAllLines(output).stream().map(String::strip))
                .containsExactly(
                        "10.99.0.77 false",
                        "changed    10.99.0.0/24 added to this machine",
                        "10.99.0.0 true",
                        "10.99.0.77 true",
                        "10.99.0.255 true",
                        "10.99.1.0 false",
                        "unchanged  10.99.0.0/24 on this machine",
                        "changed    10.99.1.0/25 added to this machine",
                        "changed    10.99.0.0/24 removed from this machine",
                        "10.99.0.77 false",
                        "10.99.1.77 true",
                        "127.0.0.1 true");
    }

    /** What happens in the namespace. */
    static final class InNamespace {

        private static final Ipv4Block RANGE = Ipv4Block.parse("10.99.0.0/24");
        private static final Ipv4Block OTHER = Ipv4Block.parse("10.99.1.0/25");

        private InNamespace() {}

        public static void main(String[] arguments) throws Exception {
            PrintWriter out = new PrintWriter(System.out, true);
            InstallReport report = new InstallReport(out, out);
            IpCommand.run("link", "set", "lo", "up");
            say("10.99.0.77");
            LocalRanges.add(List.of(RANGE), report);
            say("10.99.0.0");
            say("10.99.0.77");
            say("10.99.0.255");
            say("10.99.1.0");
            LocalRanges.add(List.of(RANGE), report);
            LocalRanges.add(List.of(OTHER), report);
            LocalRanges.removeOthers(List.of(OTHER), report);
            say("10.99.0.77");
            say("10.99.1.77");
            say("127.0.0.1");
        }

        private static void say(String address) {
            System.out.println(address + " " + LocalAddress.isBindable(address));
        }
    }
}
