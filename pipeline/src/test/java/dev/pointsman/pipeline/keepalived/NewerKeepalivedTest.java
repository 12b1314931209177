package dev.pointsman.pipeline.keepalived;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.node.KeepalivedVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The configuration for keepalived 2.3, whose checks come every quarter of a second, on a real one. */
class NewerKeepalivedTest {

    private static final KeepalivedVersion NEWER = new KeepalivedVersion(2, 3);

    @TempDir
    Path directory;

    private KeepalivedProcess keepalived;

    @BeforeEach
    void makeNode() throws Exception {
        Path program = program();
        ProgramUnderTest.skipUnless(
                Files.isExecutable(program),
                "no keepalived 2.3 at \"" + program
                        + "\"; \".ci/keepalived-2.3\" brings one, where Debian's archive is in reach");
        keepalived = new KeepalivedProcess(directory, program.toString(), NEWER);
    }

    /** Where {@code .ci/keepalived-2.3} leaves it. */
    private static Path program() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder = cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("pointsman/keepalived-trixie/keepalived");
    }

    @AfterEach
    void removeNode() throws Exception {
        if (keepalived != null) {
            keepalived.close();
        }
    }

    @Test
    void it_is_one_of_2_3_and_takes_the_configuration_with_checks_every_quarter_of_a_second() throws Exception {
        assertThat(KeepalivedVersion.parse(keepalived.banner()))
                .hasValueSatisfying(
                        version -> assertThat(version.takesFractions()).isTrue());
        assertThat(keepalived.layout().keepalivedConfiguration()).content().contains("interval 0.25");

        assertThat(keepalived.configurationTest()).isZero();
    }

    @Test
    void it_is_master_without_a_peer_in_fault_without_haproxy_and_master_again() throws Exception {
        keepalived.start();
        keepalived.await("MASTER", keepalived::hasPlaceholder);
        assertThat(keepalived.logText()).doesNotContain("Unknown keyword", "(Line ");
        keepalived.await(
                "call of the hook",
                () -> keepalived.hookCalls().stream().anyMatch(call -> call.endsWith("INSTANCE edge MASTER 240")));

        keepalived.setServing(false);
        keepalived.await("fault", () -> !keepalived.hasPlaceholder());
        keepalived.setServing(true);
        keepalived.await("MASTER again", keepalived::hasPlaceholder);
    }

    @Test
    void the_higher_node_takes_over_and_when_it_dies_the_lower_one_does() throws Exception {
        keepalived.startPeer();
        keepalived.await("the peer to be MASTER alone", keepalived::peerHasPlaceholder);

        keepalived.start();
        keepalived.await("the first node to be MASTER", keepalived::hasPlaceholder);
        keepalived.await("the peer to stand back", () -> !keepalived.peerHasPlaceholder());

        keepalived.kill();
        keepalived.await("the peer to be MASTER", keepalived::peerHasPlaceholder);
    }

    @Test
    void a_mark_lowers_the_priority_and_a_drained_node_is_in_fault() throws Exception {
        keepalived.start();
        keepalived.await("MASTER", keepalived::hasPlaceholder);

        Files.writeString(keepalived.layout().unableMark("edge"), "1");
        keepalived.await("lower priority", () -> keepalived.logText().contains("effective priority from 240 to 232"));
        assertThat(keepalived.hasPlaceholder()).isTrue();
        Files.writeString(keepalived.layout().drainMark(), "1");
        keepalived.await("fault", () -> !keepalived.hasPlaceholder());
    }
}
