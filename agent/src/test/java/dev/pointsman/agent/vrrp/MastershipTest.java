package dev.pointsman.agent.vrrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.pointsman.agent.vrrp.Mastership.Observed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Mastership against a real process that stands for keepalived, and addresses that come and go as told. */
class MastershipTest {

    private static final String PLACEHOLDER = "169.254.77.1";

    @TempDir
    private Path directory;

    private Path pidFile;
    private Process keepalived;
    private boolean isPresent = true;
    private Mastership mastership;

    @BeforeEach
    void start() throws Exception {
        pidFile = directory.resolve("keepalived-vrrp.pid");
        startKeepalived();
        mastership = new Mastership(_ -> isPresent, pidFile);
    }

    @AfterEach
    void stop() throws InterruptedException {
        kill();
    }

    @Test
    void master_while_the_placeholder_is_there_and_its_setter_lives() {
        assertThat(observe()).isInstanceOf(Observed.Master.class);
        assertThat(observe()).isInstanceOf(Observed.Master.class);
    }

    @Test
    void backup_without_the_placeholder() {
        isPresent = false;
        assertThat(observe()).isInstanceOf(Observed.Backup.class);
    }

    @Test
    void a_stopped_setter_is_not_master_and_is_again_when_it_goes_on() throws Exception {
        observe();
        signal("STOP");
        assertThat(observe()).isInstanceOf(Observed.Unknown.class);
        signal("CONT");
        assertThat(observe()).isInstanceOf(Observed.Master.class);
    }

    @Test
    void a_killed_setter_is_not_master_though_its_address_stays() throws Exception {
        observe();
        kill();
        assertThat(observe()).isInstanceOf(Observed.Unknown.class);
        assertThat(observe().reason()).contains(pidFile.toString());
    }

    @Test
    void a_zombie_is_not_alive() throws Exception {
        // The shell never waits for its child, which is dead at once.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.1 & echo $!; exec sleep 30").start();
        try {
            String child = parent.inputReader().readLine();
            Files.writeString(pidFile, child + "\n");
            for (int turn = 0; turn < 100 && !stateOf(child).equals("Z"); turn++) {
                Thread.sleep(20);
            }
            assertThat(stateOf(child)).isEqualTo("Z");
            assertThat(observe()).isInstanceOf(Observed.Unknown.class);
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void an_address_that_a_dead_setter_left_is_not_the_new_ones() throws Exception {
        observe();
        kill();
        observe();
        startWithoutSettling();
        assertThat(observe()).isInstanceOf(Observed.Unknown.class);
        assertThat(observe().reason()).contains("has just started");
    }

    @Test
    void an_address_beside_a_settled_new_setter_is_its_own() throws Exception {
        observe();
        kill();
        startKeepalived();
        assertThat(observe()).isInstanceOf(Observed.Master.class);
    }

    @Test
    void an_observer_that_has_just_started_does_not_trust_a_setter_that_has_just_started() throws Exception {
        kill();
        startWithoutSettling();
        assertThat(new Mastership(_ -> true, pidFile).observe(PLACEHOLDER)).isInstanceOf(Observed.Unknown.class);
    }

    @Test
    void without_a_pid_file_or_with_a_damaged_one_nobody_is_master() throws Exception {
        Files.writeString(pidFile, "what?");
        assertThat(observe()).isInstanceOf(Observed.Unknown.class);
        Files.delete(pidFile);
        assertThat(observe()).isInstanceOf(Observed.Unknown.class);
    }

    @Test
    void unreadable_addresses_are_unknown_not_master() {
        Mastership blind = new Mastership(
                _ -> {
                    throw new IOException("no interfaces");
                },
                pidFile);
        assertThat(blind.observe(PLACEHOLDER))
                .isEqualTo(new Observed.Unknown("failed to observe placeholder 169.254.77.1: no interfaces"));
    }

    private Observed observe() {
        return mastership.observe(PLACEHOLDER);
    }

    private void startKeepalived() throws Exception {
        startWithoutSettling();
        Thread.sleep(600);
    }

    private void startWithoutSettling() throws IOException {
        keepalived = new ProcessBuilder("sleep", "30").start();
        Files.writeString(pidFile, keepalived.pid() + "\n");
    }

    private void kill() throws InterruptedException {
        keepalived.destroyForcibly();
        keepalived.waitFor(5, TimeUnit.SECONDS);
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(keepalived.pid()))
                .start()
                .waitFor();
        String wanted = name.equals("STOP") ? "T" : "S";
        for (int turn = 0;
                turn < 100 && !stateOf(Long.toString(keepalived.pid())).equals(wanted);
                turn++) {
            Thread.sleep(10);
        }
    }

    private static String stateOf(String pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    }
}
