package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.generation.GenerationStore;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Reloads of a real HAProxy, and what is said about them. */
class ReloadTest {

    @TempDir
    Path root;

    private NodeLayout layout;
    private GenerationStore store;
    private int port;

    @BeforeEach
    void prepareNode() throws IOException {
        layout = new NodeLayout(root);
        store = new GenerationStore(layout);
        port = RunningHaproxy.freePort();
        serve(1, port);
    }

    @Test
    void aReloadIsLiveWhenTheNewWorkerAnswers() throws Exception {
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            assertThat(answerAt(port)).isEqualTo("answer-1");
            serve(2, port);

            ReloadVerdict verdict = new Reload(layout).reload(digest(2));

            assertThat(verdict).isInstanceOf(ReloadVerdict.Live.class);
            assertThat(new WorkerSocket(layout).digest()).contains(digest(2));
            assertThat(answerAt(port)).isEqualTo("answer-2");
        }
    }

    @Test
    void oneReloadAfterAnotherIsToldApart() throws Exception {
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            for (int number = 2; number < 8; number++) {
                serve(number, port);
                assertThat(new Reload(layout).reload(digest(number))).isInstanceOf(ReloadVerdict.Live.class);
            }
            assertThat(answerAt(port)).isEqualTo("answer-7");
        }
    }

    @Test
    void aConfigurationThatHaproxyRefusesFailsTheReloadAndTheOldWorkerServes() throws Exception {
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            store.switchTo(
                    store.write(revision(2), digest(2), Instant.EPOCH, Map.of("haproxy.cfg", "nonsense\n"), List.of()));

            ReloadVerdict verdict = new Reload(layout).reload(digest(2));

            assertThat(verdict).isInstanceOf(ReloadVerdict.Failed.class);
            assertThat(answerAt(port)).isEqualTo("answer-1");
            serve(3, port);
            assertThat(new Reload(layout).reload(digest(3))).isInstanceOf(ReloadVerdict.Live.class);
        }
    }

    @Test
    void aPortThatSomebodyElseTookFailsTheReloadAndTheOldWorkerServes() throws Exception {
        try (RunningHaproxy running = RunningHaproxy.start(layout);
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(2, port, other.getLocalPort());

            ReloadVerdict verdict = new Reload(layout).reload(digest(2));

            assertThat(verdict).isInstanceOf(ReloadVerdict.Failed.class);
            assertThat(answerAt(port)).isEqualTo("answer-1");
        }
    }

    @Test
    void aWorkerThatServesSomethingElseIsNoSuccess() throws Exception {
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            serve(2, port);

            ReloadVerdict verdict = new Reload(layout, Duration.ofSeconds(1)).reload(digest(3));

            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            ReloadVerdict.Failed.class,
                            failed -> assertThat(failed.reason()).contains("came up within 1 s"));
        }
    }

    @Test
    void aFrozenMasterIsReportedAsNotAnswering() throws Exception {
        try (RunningHaproxy running = RunningHaproxy.start(layout)) {
            running.freezeMaster();

            ReloadVerdict verdict = new Reload(layout, Duration.ofSeconds(1)).reload(digest(2));

            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            ReloadVerdict.Absent.class,
                            absent -> assertThat(absent.reason()).contains("no answer within"));
        }
    }

    @Test
    void withoutHaproxyThereIsNobodyToTell() {
        assertThat(new Reload(layout).reload(digest(2)))
                .isInstanceOfSatisfying(
                        ReloadVerdict.Absent.class,
                        absent -> assertThat(absent.reason())
                                .contains(layout.haproxyMasterSocket().toString()));
    }

    private void serve(int number, int... ports) throws IOException {
        Generation generation = store.write(
                revision(number),
                digest(number),
                Instant.EPOCH.plusSeconds(number),
                Map.of("haproxy.cfg", RunningHaproxy.configuration(layout, digest(number), "answer-" + number, ports)),
                List.of());
        store.switchTo(generation);
    }

    private static String answerAt(int port) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    static String revision(int number) {
        return Integer.toHexString(number).repeat(40);
    }

    static String digest(int number) {
        return Integer.toHexString(number).repeat(64);
    }
}
