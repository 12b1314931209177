package dev.pointsman.pipeline.keepalived;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import dev.pointsman.pipeline.ProgramUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What Pointsman depends on in the real keepalived, with the configuration that it renders. */
class KeepalivedBehaviourTest {

    @TempDir
    Path directory;

    private KeepalivedProcess keepalived;

    @BeforeEach
    void makeNode() throws Exception {
        keepalived = new KeepalivedProcess(directory);
    }

    @AfterEach
    void removeNode() throws Exception {
        if (keepalived != null) {
            keepalived.close();
        }
    }

    @Test
    void the_master_has_the_placeholder_and_a_stopped_node_has_not() throws Exception {
        becomeMaster();
        assertThat(keepalived.inNamespace("ip", "-4", "address", "show", "dev", "eth0"))
                .doesNotContain("169.254");
        keepalived.await("call of the hook", () -> keepalived.hookCalls().contains(call("MASTER")));

        keepalived.stop();

        assertThat(keepalived.hasPlaceholder()).isFalse();
        keepalived.await("call of the hook", () -> keepalived.hookCalls().contains(call("STOP")));
    }

    @Test
    void a_reload_keeps_the_placeholder_and_the_process_that_set_it() throws Exception {
        becomeMaster();
        long vrrp = keepalived.vrrpProcess().pid();

        keepalived.reload();
        keepalived.await("reload", () -> keepalived.logText().contains("Reload complete"));

        assertThat(keepalived.hasPlaceholder()).isTrue();
        assertThat(keepalived.vrrpProcess().pid()).isEqualTo(vrrp);
    }

    @Test
    void a_killed_keepalived_leaves_the_placeholder_behind_and_the_next_one_removes_it_before_it_is_master()
            throws Exception {
        becomeMaster();
        keepalived.kill();
        assertThat(keepalived.hasPlaceholder()).isTrue();

        keepalived.setServing(false);
        keepalived.start();

        keepalived.await("node without the placeholder", () -> !keepalived.hasPlaceholder());
    }

    @Test
    void a_drained_node_is_in_fault_at_once_and_as_long_as_the_mark_is_there() throws Exception {
        becomeMaster();

        Files.writeString(keepalived.layout().drainMark(), "1");
        keepalived.await("fault", () -> keepalived.hookCalls().contains(call("FAULT")));
        assertThat(keepalived.hasPlaceholder()).isFalse();

        keepalived.stop();
        keepalived.start();
        keepalived.await(
                "fault after a restart", () -> keepalived.hookCalls().getLast().equals(call("FAULT")));
        assertThat(keepalived.hasPlaceholder()).isFalse();

        Files.delete(keepalived.layout().drainMark());
        keepalived.await("MASTER", keepalived::hasPlaceholder);
    }

    @Test
    void a_node_stands_behind_all_others_until_it_has_proven_that_it_can_write_and_is_master_where_there_are_none()
            throws Exception {
        Files.delete(keepalived.layout().unableMark("edge"));
        becomeMaster();
        assertThat(keepalived.layout().unableMark("edge")).hasContent("1");
        keepalived.await("lower priority", () -> keepalived.logText().contains("effective priority from 240 to 232"));

        Files.writeString(keepalived.layout().unableMark("edge"), "0");
        keepalived.await("full priority", () -> keepalived.logText().contains("effective priority from 232 to 240"));
        assertThat(keepalived.hasPlaceholder()).isTrue();

        Files.writeString(keepalived.layout().unableMark("edge"), "1");
        keepalived.await(
                "lower priority again",
                () -> keepalived.logText().indexOf("from 240 to 232")
                        < keepalived.logText().lastIndexOf("from 240 to 232"));
        assertThat(keepalived.hasPlaceholder()).isTrue();
    }

    @Test
    void a_node_whose_haproxy_does_not_serve_is_in_fault_until_it_does() throws Exception {
        keepalived.setServing(false);
        keepalived.start();
        keepalived.await("fault", () -> keepalived.hookCalls().contains(call("FAULT")));
        assertThat(keepalived.hasPlaceholder()).isFalse();

        keepalived.setServing(true);
        keepalived.await("MASTER", keepalived::hasPlaceholder);

        keepalived.setServing(false);
        keepalived.await("fault", () -> !keepalived.hasPlaceholder());
    }

    @Test
    void the_fifo_tells_transitions_in_order_and_nobody_needs_to_read_it() throws Exception {
        becomeMaster();
        Path fifo = keepalived.layout().notifyFifo();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo)))
                .isEqualTo("rw-------");

        try (BufferedReader reader = Files.newBufferedReader(fifo)) {
            assertThat(List.of(reader.readLine(), reader.readLine()))
                    .containsExactly("INSTANCE \"edge\" BACKUP 240", "INSTANCE \"edge\" MASTER 240");
        }
        keepalived.stop();
        assertThat(fifo).doesNotExist();
    }

    @Test
    void a_fifo_that_is_there_already_keeps_its_mode_and_stays() throws Exception {
        Path fifo = keepalived.layout().notifyFifo();
        ProgramUnderTest.run("mkfifo", "-m", "660", fifo.toString());
        becomeMaster();
        keepalived.stop();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void a_binary_that_is_missing_is_dropped_silently_with_its_probe() throws Exception {
        assertThat(keepalived.configurationTest()).isZero();
        Files.delete(keepalived.layout().binary());
        becomeMaster();

        assertThat(keepalived.logText()).contains("cannot be accessed");
        assertThat(keepalived.hookCalls()).isEmpty();
        assertThat(keepalived.configurationTest()).isEqualTo(5);
    }

    @Test
    void a_binary_in_a_directory_that_others_can_write_is_dropped_silently_with_its_probe() throws Exception {
        Files.setPosixFilePermissions(
                keepalived.layout().binary().getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        // The probe would fail, if it were asked.
        keepalived.setServing(false);
        becomeMaster();

        assertThat(keepalived.logText()).contains("Unsafe permissions");
        assertThat(keepalived.hookCalls()).isEmpty();
        assertThat(keepalived.configurationTest()).isEqualTo(5);
    }

    private void becomeMaster() throws IOException, InterruptedException {
        keepalived.start();
        keepalived.await("MASTER", keepalived::hasPlaceholder);
    }

    private String call(String state) {
        return "notify --root " + directory + " INSTANCE edge " + state + " 240";
    }
}
