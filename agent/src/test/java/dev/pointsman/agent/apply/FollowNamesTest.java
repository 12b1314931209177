package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.change.ReloadReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Endpoints with a host name, on a real HAProxy that asks a name server of the test: it has an {@code /etc/resolv.conf} of its own, in a
 * mount namespace.
 */
class FollowNamesTest extends ApplyingNode {

    private static final String NAME = "shop.internal.example.com";
    private static final String NAME_SERVER = addressOfThisProcess();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private EchoServer server;
    private NameServer names;
    private Applier agent;

    @BeforeEach
    void startServers() throws IOException {
        Assumptions.assumeTrue(
                (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "a mount namespace and port 53 need root");
        server = EchoServer.everywhere();
        names = new NameServer(NAME_SERVER);
        agent = node.agent();
        fleet.commitFirst();
    }

    @AfterEach
    void stopServers() {
        if (names != null) {
            names.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theTrafficFollowsTheNameServersAnswersWithoutAReloadAndStaysWhileItIsSilent() throws Exception {
        names.set(NAME, "127.21.0.1", "127.21.0.2");
        try (RunningHaproxy running = serveByNames(shop())) {
            RunningHaproxy.until(PATIENCE, () -> answers().equals(Set.of("127.21.0.1", "127.21.0.2")));

            names.set(NAME, "127.21.0.2", "127.21.0.3");
            RunningHaproxy.until(PATIENCE, () -> answers().equals(Set.of("127.21.0.2", "127.21.0.3")));

            names.set(NAME, "127.21.0.4");
            RunningHaproxy.until(PATIENCE, () -> answers().equals(Set.of("127.21.0.4")));

            names.beSilent();
            RunningHaproxy.until(PATIENCE, () -> names.ignored() > 0);
            int before = names.answers();
            // Asked three times, a second apart, a question is given up and put anew: at the thirteenth time that has
            // come about thrice, and the address is older than the ten seconds that it is good for.
            RunningHaproxy.until(PATIENCE, () -> names.ignored() > 12);
            assertThat(names.answers()).isEqualTo(before);
            assertThat(answers()).containsExactly("127.21.0.4");

            agent.apply();
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(node.worker().identity().digest()).contains(current().digest());
        }
    }

    @Test
    void anAddressBesideANameComesAndGoesWithoutAReloadAndANameWithAReloadThatSaysWhy() throws Exception {
        names.set(NAME, "127.21.0.1");
        try (RunningHaproxy running = serveByNames(shop())) {
            RunningHaproxy.until(PATIENCE, () -> answers().equals(Set.of("127.21.0.1")));

            shop().and(slice("more", "IPv4", "127.21.0.9")).commitTo(fleet);
            agent.apply();
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(answers()).containsExactly("127.21.0.1", "127.21.0.9");

            shop().commitTo(fleet);
            agent.apply();
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(answers()).containsExactly("127.21.0.1");

            names.set("other.internal.example.com", "127.21.0.5");
            shop().and(slice("other", "FQDN", "other.internal.example.com")).commitTo(fleet);
            agent.apply();
            assertThat(node.changes().reasons())
                    .extracting(ReloadReason::sentence)
                    .first()
                    .asString()
                    .contains("other.internal.example.com", "it has a host name");
            RunningHaproxy.until(PATIENCE, () -> answers().equals(Set.of("127.21.0.1", "127.21.0.5")));

            node.changes().clear();
            shop().commitTo(fleet);
            agent.apply();
            assertThat(node.changes().reloads()).isEmpty();
            assertThat(answers()).containsExactly("127.21.0.1");
        }
    }

    @Test
    void aNewWorkerServesAtOnceAndNotOnlyWhenItHasAskedForItself() throws Exception {
        names.set(NAME, "127.21.0.1");
        try (RunningHaproxy running = serveByNames(shop())) {
            RunningHaproxy.until(PATIENCE, () -> answers().equals(Set.of("127.21.0.1")));
            for (int i = 0; i < 5; i++) {
                fleet.commitListener(RunningHaproxy.freePort());
                agent.apply();
                assertThat(answers()).containsExactly("127.21.0.1");
            }
            assertThat(node.changes().reloads()).hasSize(5);
        }
    }

    private RunningHaproxy serveByNames(TestServices services) throws IOException {
        services.commitTo(fleet);
        agent.apply();
        assertThat(status().refused()).isEmpty();
        Path resolvers = Files.writeString(
                folder.resolve("resolv.conf"), "nameserver " + NAME_SERVER + "\noptions timeout:1 attempts:1\n");
        RunningHaproxy running = RunningHaproxy.start(
                layout,
                List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"",
                        resolvers.toString()));
        agent.apply();
        node.changes().clear();
        return running;
    }

    private TestServices shop() {
        return new TestServices()
                .service("shop", List.of())
                .route(HOST, "/", Map.of("shop", 1))
                .and(slice("names", "FQDN", NAME));
    }

    private String slice(String name, String type, String address) {
        return """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: shop-%s, namespace: edge, labels: {kubernetes.io/service-name: shop}}
                addressType: %s
                ports: [{port: %d}]
                endpoints: [{addresses: [%s]}]
                """.formatted(name, type, server.port(), address);
    }

    /** Everybody who answers some requests. */
    private Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            try {
                answers.add(answer(HOST, "/"));
            } catch (IOException e) {
                answers.add(e.toString());
            }
        }
        return answers;
    }

    /** The port is given, so two of these tests at once need two addresses. */
    private static String addressOfThisProcess() {
        long pid = ProcessHandle.current().pid();
        return "127.77." + (pid >> 8 & 255) + "." + (pid & 255);
    }
}
