package dev.pointsman.agent.notify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.pointsman.agent.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The probe against a real HAProxy: serving, frozen, gone. */
class ProbeTest {

    @TempDir
    private Path root;

    private Path socket;
    private Process haproxy;
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeEach
    void startHaproxy() throws Exception {
        socket = root.resolve("run/pointsman/haproxy.sock");
        Files.createDirectories(socket.getParent());
        Path configuration =
                Files.writeString(root.resolve("haproxy.cfg"), """
                global
                    stats socket %s mode 600 level admin
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                listen nothing
                    bind unix@%s
                """.formatted(socket, root.resolve("nothing.sock")));
        haproxy = new ProcessBuilder("haproxy", "-db", "-f", configuration.toString())
                .inheritIO()
                .start();
        for (int turn = 0; turn < 100 && !Files.exists(socket); turn++) {
            Thread.sleep(50);
        }
    }

    @AfterEach
    void stopHaproxy() throws InterruptedException {
        haproxy.destroyForcibly();
        haproxy.waitFor(5, TimeUnit.SECONDS);
    }

    @Test
    void a_serving_haproxy_is_fine() {
        assertThat(probe()).isEqualTo(ExitCode.FINE);
        assertThat(messages.toString()).isEmpty();
    }

    @Test
    void a_frozen_haproxy_is_not() throws Exception {
        signal("STOP");
        assertThat(probe()).isEqualTo(ExitCode.NOT_AS_WANTED);
        assertThat(messages.toString()).contains("did not answer").contains(socket.toString());
        signal("CONT");
        assertThat(probe()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void a_dead_haproxy_is_not() throws Exception {
        stopHaproxy();
        assertThat(probe()).isEqualTo(ExitCode.NOT_AS_WANTED);
        assertThat(messages.toString()).contains("does not answer");
    }

    @Test
    void an_unknown_option_is_refused_with_the_usage() {
        assertThat(Probe.run(List.of("--rot", "/x"), new PrintStream(messages))).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(messages.toString()).contains("\"--rot\"").contains("usage: pointsman probe");
    }

    private int probe() {
        return Probe.run(List.of("--root", root.toString()), new PrintStream(messages));
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(haproxy.pid()))
                .start()
                .waitFor();
    }
}
