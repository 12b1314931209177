package dev.pointsman.agent.notify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.pointsman.agent.notify.NotifyClient.Answer;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The notify client against the agent's socket, alive, absent and frozen. */
class NotifyTest {

    private static final Notify MASTER = new Notify("INSTANCE", "edge", "MASTER", "240");

    @TempDir
    private Path root;

    private NodeLayout layout;
    private Path path;
    private final BlockingQueue<Notify> looks = new LinkedBlockingQueue<>();

    @BeforeEach
    void prepare() throws IOException {
        layout = new NodeLayout(root);
        path = layout.notifySocket();
        Files.createDirectories(path.getParent());
    }

    @Test
    void the_client_gets_the_agents_verdict() throws IOException {
        try (var _ =
                NotifySocket.listen(path, lookout(CompletableFuture.completedFuture(new Done(1, "rtb-1: denied"))))) {
            assertThat(new NotifyClient(path).ask(MASTER)).isEqualTo(new Answer.Verdict(new Done(1, "rtb-1: denied")));
        }
        assertThat(looks).containsExactly(MASTER);
    }

    @Test
    void a_slow_agent_is_waited_for_as_long_as_it_says_that_it_works() throws IOException {
        var verdict = new CompletableFuture<Done>().completeOnTimeout(new Done(0, "moved"), 700, TimeUnit.MILLISECONDS);
        try (var _ = NotifySocket.listen(path, lookout(verdict))) {
            assertThat(new NotifyClient(path).ask(MASTER)).isEqualTo(new Answer.Verdict(new Done(0, "moved")));
        }
    }

    @Test
    void without_a_socket_the_client_does_the_job_itself() {
        assertThat(runCommand()).isEqualTo("direct exit 0");
    }

    @Test
    void a_socket_file_that_a_dead_agent_left_means_that_the_client_does_the_job_itself() throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        assertThat(runCommand()).isEqualTo("direct exit 0");
    }

    @Test
    void a_frozen_agent_that_still_accepts_means_that_the_client_does_the_job_itself() throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            assertThat(runCommand()).isEqualTo("direct exit 0");
        }
    }

    @Test
    void an_agent_whose_socket_lives_but_whose_loop_is_stuck_falls_silent() throws IOException {
        Lookout stuck = new Lookout() {
            @Override
            public CompletableFuture<Done> look(Notify told) {
                return new CompletableFuture<>();
            }

            @Override
            public boolean isAwake() {
                return false;
            }
        };
        try (var _ = NotifySocket.listen(path, stuck)) {
            assertThat(runCommand()).isEqualTo("direct exit 0");
        }
    }

    @Test
    void unknown_groups_states_and_even_nonsense_are_looked_after() throws Exception {
        try (var _ =
                NotifySocket.listen(path, lookout(CompletableFuture.completedFuture(new Done(0, "nothing to move"))))) {
            new NotifyClient(path).ask(new Notify("INSTANCE", "no-such-group", "DELETED", "1"));
            new NotifyClient(path).ask(Notify.of(List.of()));
            try (LineConnection raw = LineConnection.connect(path)) {
                raw.send("what is this", Duration.ofSeconds(1));
                assertThat(raw.readLine(Duration.ofSeconds(1))).contains("accepted");
                assertThat(raw.readLine(Duration.ofSeconds(1))).contains("done 0 nothing to move");
            }
        }
        assertThat(looks)
                .containsExactly(
                        new Notify("INSTANCE", "no-such-group", "DELETED", "1"),
                        new Notify("-", "-", "-", "-"),
                        new Notify("what", "is", "this", "-"));
    }

    @Test
    void a_failing_look_is_an_answer_too() throws IOException {
        try (var _ = NotifySocket.listen(
                path, lookout(CompletableFuture.failedFuture(new IllegalStateException("no plan"))))) {
            assertThat(new NotifyClient(path).ask(MASTER))
                    .isEqualTo(new Answer.Verdict(new Done(2, "failed to look: no plan")));
        }
    }

    @Test
    void only_owner_and_group_may_use_the_socket() throws IOException {
        try (var _ = NotifySocket.listen(path, lookout(new CompletableFuture<>()))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw----");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void a_new_agent_takes_the_socket_over_and_the_old_ones_end_does_not_remove_it() throws IOException {
        NotifySocket old = NotifySocket.listen(path, lookout(new CompletableFuture<>()));
        try (var _ = NotifySocket.listen(path, lookout(CompletableFuture.completedFuture(new Done(0, "new"))))) {
            old.close();
            assertThat(new NotifyClient(path).ask(MASTER)).isEqualTo(new Answer.Verdict(new Done(0, "new")));
        }
    }

    @Test
    void a_name_with_blanks_and_line_ends_cannot_break_the_protocol() {
        Notify told = new Notify("INSTANCE", "a b\ndone 0", "", "é");

        assertThat(told.line()).isEqualTo("notify INSTANCE a?b?done?0 - ?");
        assertThat(NotifyMessage.request(told.line())).isEqualTo(told);
    }

    private Lookout lookout(CompletableFuture<Done> verdict) {
        return new Lookout() {
            @Override
            public CompletableFuture<Done> look(Notify told) {
                looks.add(told);
                return verdict;
            }

            @Override
            public boolean isAwake() {
                return true;
            }
        };
    }

    private String runCommand() {
        StringBuilder done = new StringBuilder();
        int exitCode = new NotifyCommand(
                        (where, told) -> {
                            assertThat(where).isEqualTo(layout);
                            assertThat(told).isEqualTo(MASTER);
                            done.append("direct ");
                            return new Done(0, "moved");
                        },
                        new PrintStream(new ByteArrayOutputStream()))
                .run(List.of("--root", root.toString(), "INSTANCE", "edge", "MASTER", "240"));
        return done + "exit " + exitCode;
    }
}
