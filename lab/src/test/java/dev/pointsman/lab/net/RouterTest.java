package dev.pointsman.lab.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.Root;
import dev.pointsman.lab.linux.RunDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Real packets through the lab's router: datagrams, because each one tells by itself whether it arrived. */
class RouterTest {
    private static final String VIP = "10.99.0.10";
    private static final String VIP_BLOCK = VIP + "/32";
    private static final String TABLE = "rtb-00000001";
    private static final String OTHER_TABLE = "rtb-00000002";
    private static final int PORT = 7007;

    private RunDirectory run;
    private Router router;

    @BeforeEach
    void open() throws IOException {
        Root.missing().ifPresent(reason -> {
            System.out.println("RouterTest skipped: " + reason);
            Assumptions.abort(reason);
        });
        run = RunDirectory.open();
        router = open(run);
    }

    @AfterEach
    void close() throws IOException {
        if (run != null) {
            router.close();
            run.close();
            assertThat(Namespace.named("pm-" + run.id())).isEmpty();
            assertThat(run.path()).doesNotExist();
        }
    }

    private static Router open(RunDirectory run) throws IOException {
        var router = Router.open(run, List.of("10.20.0.2", "10.20.1.1", "10.20.2.1"));
        router.attach(host("node-a", "10.20.1.10", "10.20.1.1"));
        router.attach(host("node-b", "10.20.2.10", "10.20.2.1"));
        router.attach(host("client", "10.20.1.50", "10.20.1.1"));
        for (var node : List.of("node-a", "node-b")) {
            acceptVip(router.host(node));
        }
        router.associate("client", TABLE);
        return router;
    }

    private static Host host(String name, String address, String gateway) {
        var mac = "02:00:0a:14:%02x:%02x"
                .formatted(Integer.parseInt(address.split("\\.")[2]), Integer.parseInt(address.split("\\.")[3]));
        return new Host(name, List.of(address), 24, gateway, mac);
    }

    private static void acceptVip(Namespace node) throws IOException {
        try (var batch = new IpBatch(node.name())) {
            batch.run(List.of("addr add %s dev lo".formatted(VIP_BLOCK)));
        }
    }

    /** Sends a datagram to the VIP from the client and tells which node answered, or nothing if it got lost. */
    private Optional<String> whoAnswers() throws IOException {
        return whoAnswers(router);
    }

    private static Optional<String> whoAnswers(Router router) throws IOException {
        try (var _ = Answering.start(listen(router.host("node-a"), VIP), "node-a");
                var _ = Answering.start(listen(router.host("node-b"), VIP), "node-b");
                var client = router.host("client").call(() -> new DatagramSocket(0))) {
            return exchange(client, VIP);
        }
    }

    private Optional<String> reach(String fromHost, String toHost, String address) throws IOException {
        try (var _ = Answering.start(listen(router.host(toHost), address), toHost);
                var client = router.host(fromHost).call(() -> new DatagramSocket(0))) {
            return exchange(client, address);
        }
    }

    private static DatagramSocket listen(Namespace where, String address) throws IOException {
        return where.call(() -> new DatagramSocket(new InetSocketAddress(address, PORT)));
    }

    /** Who answers one datagram with a name; closed, it has given its address back. */
    private record Answering(DatagramSocket socket, Thread thread) implements AutoCloseable {

        static Answering start(DatagramSocket socket, String name) {
            return new Answering(socket, Thread.ofVirtual().start(() -> {
                try {
                    var question = new DatagramPacket(new byte[64], 64);
                    socket.receive(question);
                    socket.send(new DatagramPacket(
                            name.getBytes(StandardCharsets.UTF_8), name.length(), question.getSocketAddress()));
                } catch (IOException e) {
                    // The socket is closed when the question got lost.
                }
            }));
        }

        @Override
        public void close() {
            socket.close();
            try {
                // Whoever still receives gives the address back, and not close(): the next one would find it in use.
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Optional<String> exchange(DatagramSocket client, String address) throws IOException {
        client.setSoTimeout(300);
        client.send(new DatagramPacket(new byte[] {1}, 1, InetAddress.getByName(address), PORT));
        var answer = new DatagramPacket(new byte[64], 64);
        try {
            client.receive(answer);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        return Optional.of(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8));
    }

    private void letNodesForward() throws IOException {
        router.checkSourceAndDestination("node-a", false);
        router.checkSourceAndDestination("node-b", false);
    }

    @Test
    void hostsReachEachOtherThroughTheRouterOnly() throws IOException {
        assertThat(reach("client", "node-b", "10.20.2.10")).contains("node-b");
        // The same subnet, and yet no shared layer 2.
        var before = router.counters("node-a");
        assertThat(reach("client", "node-a", "10.20.1.10")).contains("node-a");
        assertThat(router.counters("node-a").receivedPackets()).isGreaterThan(before.receivedPackets());
    }

    @Test
    void anEntryDecidesWhichNodeGetsThePackets() throws IOException {
        letNodesForward();
        assertThat(whoAnswers()).as("no entry yet").isEmpty();
        router.route(TABLE, VIP_BLOCK, Optional.of("node-a"));
        assertThat(whoAnswers()).contains("node-a");
        router.route(TABLE, VIP_BLOCK, Optional.of("node-b"));
        assertThat(whoAnswers()).contains("node-b");
        router.removeRoute(TABLE, VIP_BLOCK);
        assertThat(whoAnswers()).isEmpty();
    }

    @Test
    void anEntryOfAnotherRouteTableChangesNothingForThisSubnet() throws IOException {
        letNodesForward();
        router.route(TABLE, VIP_BLOCK, Optional.of("node-a"));
        router.route(OTHER_TABLE, VIP_BLOCK, Optional.of("node-b"));
        assertThat(whoAnswers()).contains("node-a");
        router.associate("client", OTHER_TABLE);
        assertThat(whoAnswers()).contains("node-b");
    }

    @Test
    void aBlackholeLosesPackets() throws IOException {
        letNodesForward();
        router.route(TABLE, VIP_BLOCK, Optional.of("node-a"));
        router.route(TABLE, VIP_BLOCK, Optional.empty());
        assertThat(whoAnswers()).isEmpty();
    }

    @Test
    void theSourceDestinationCheckDropsWhatIsNotForTheInterfacesOwnAddress() throws IOException {
        router.checkSourceAndDestination("node-b", false);
        router.route(TABLE, VIP_BLOCK, Optional.of("node-a"));
        assertThat(whoAnswers()).as("check still on").isEmpty();
        router.checkSourceAndDestination("node-a", false);
        assertThat(whoAnswers()).contains("node-a");
        router.checkSourceAndDestination("node-a", true);
        assertThat(whoAnswers()).as("check on again").isEmpty();
    }

    @Test
    void theSourceDestinationCheckDropsWhatIsNotFromTheInterfacesOwnAddress() throws IOException {
        var counted = router.counters("client");
        sendFromVip("node-a");
        assertThat(router.counters("client").receivedPackets()).as("check on").isEqualTo(counted.receivedPackets());
        router.checkSourceAndDestination("node-a", false);
        sendFromVip("node-a");
        assertThat(router.counters("client").receivedPackets())
                .as("check off")
                .isGreaterThan(counted.receivedPackets());
    }

    private void sendFromVip(String node) throws IOException {
        // Something is asked and answered before, so that the counters do not count address resolution.
        try (var socket = listen(router.host(node), VIP)) {
            socket.send(new DatagramPacket(new byte[] {1}, 1, InetAddress.getByName("10.20.1.50"), PORT));
        }
        assertThat(reach("node-b", "node-a", "10.20.1.10")).contains("node-a");
    }

    @Test
    void aCutLinkLosesEverythingUntilItIsRestored() throws IOException {
        letNodesForward();
        router.route(TABLE, VIP_BLOCK, Optional.of("node-a"));
        router.cut("node-a");
        assertThat(whoAnswers()).isEmpty();
        assertThat(reach("node-b", "node-a", "10.20.1.10")).isEmpty();
        assertThat(reach("node-a", "node-b", "10.20.2.10")).isEmpty();
        router.restore("node-a");
        assertThat(whoAnswers()).contains("node-a");
    }

    @Test
    void aOneWayPartitionLosesOneDirectionOnly() throws IOException {
        router.sever("node-a", "node-b");
        assertThat(arrives("node-a", "node-b", "10.20.2.10")).isFalse();
        assertThat(arrives("node-b", "node-a", "10.20.1.10")).isTrue();
        router.partition("node-a", "node-b");
        assertThat(arrives("node-b", "node-a", "10.20.1.10")).isFalse();
        assertThat(arrives("client", "node-a", "10.20.1.10")).isTrue();
        router.heal();
        assertThat(arrives("node-a", "node-b", "10.20.2.10")).isTrue();
    }

    private boolean arrives(String fromHost, String toHost, String address) throws IOException {
        try (var server = listen(router.host(toHost), address);
                var client = router.host(fromHost).call(() -> new DatagramSocket(0))) {
            client.send(new DatagramPacket(new byte[] {1}, 1, InetAddress.getByName(address), PORT));
            server.setSoTimeout(300);
            server.receive(new DatagramPacket(new byte[64], 64));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void twoLabsWithTheSameAddressesDoNotMeet() throws IOException {
        letNodesForward();
        router.route(TABLE, VIP_BLOCK, Optional.of("node-a"));
        try (var secondRun = RunDirectory.open();
                var second = open(secondRun)) {
            second.checkSourceAndDestination("node-b", false);
            second.route(TABLE, VIP_BLOCK, Optional.of("node-b"));
            assertThat(whoAnswers(second)).contains("node-b");
            assertThat(whoAnswers()).contains("node-a");
        }
        assertThat(whoAnswers()).contains("node-a");
    }

    @Test
    void anUnknownHostIsNamedTogetherWithThoseThatExist() {
        assertThatThrownBy(() -> router.cut("node-x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'node-x'")
                .hasMessageContaining("[client, node-a, node-b]");
    }

    @Test
    void aCommandThatTheKernelRefusesIsReportedInItsWords() {
        assertThatThrownBy(() -> router.route(TABLE, "10.99.0.10/99", Optional.of("node-a")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("10.99.0.10/99");
    }

    @Test
    void aLabWhoseJvmWasKilledIsRemovedByTheNextSweepAndALivingOneIsNot() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandoned.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            var id = process.inputReader().readLine();
            assertThat(Namespace.named("pm-" + id)).hasSize(4);
            assertThat(RunDirectory.sweep()).doesNotContain(id);
            assertThat(Namespace.named("pm-" + id)).hasSize(4);
            long sleeper = Namespace.processesIn("pm-" + id + "-client").getFirst();
            process.destroyForcibly().waitFor();
            RunDirectory.sweep();
            assertThat(Namespace.named("pm-" + id)).isEmpty();
            assertThat(Path.of("/run/pointsman-lab", id)).doesNotExist();
            assertThat(isRunning(sleeper)).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isRunning(long pid) throws IOException {
        var status = Path.of("/proc", Long.toString(pid), "status");
        return Files.exists(status)
                && Files.readAllLines(status).stream().noneMatch(line -> line.startsWith("State:\tZ"));
    }

    /** Opens a lab with a process in it and never closes it. */
    static final class Abandoned {
        public static void main(String[] args) throws Exception {
            var run = RunDirectory.open();
            var router = open(run);
            new ProcessBuilder(router.host("client").command("sleep", "600")).start();
            System.out.println(run.id());
            Thread.sleep(60_000);
        }
    }
}
