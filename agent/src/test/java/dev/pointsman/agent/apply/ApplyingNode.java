package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Path;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.haproxy.RunningHaproxy;
import dev.pointsman.pipeline.node.NodeLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A node below a folder of the test's own, the repository that it follows, and the real HAProxy that serves what it has applied. */
public abstract class ApplyingNode {

    /** The host that is served first. */
    protected static final String HOST = "a.example.com";

    @TempDir
    protected Path folder;

    protected NodeLayout layout;
    protected TestFleet fleet;
    protected TestNode node;

    @BeforeEach
    protected void makeNode() throws IOException {
        layout = new NodeLayout(folder.resolve("node"));
        fleet = TestFleet.make(folder);
        node = new TestNode(layout, fleet.repository());
    }

    /** The fleet's first commit is served. */
    protected RunningHaproxy serveFirst() throws IOException {
        fleet.commitFirst();
        return serve();
    }

    /** These Services are served. */
    protected RunningHaproxy serve(TestServices services) throws IOException {
        fleet.commitFirst();
        services.commitTo(fleet);
        return serve();
    }

    /** What was committed is served, and the agent that has applied it is gone; what it did is forgotten. */
    protected RunningHaproxy serve() throws IOException {
        node.agent().apply();
        assertThat(status().refused()).isEmpty();
        RunningHaproxy running = RunningHaproxy.start(layout);
        node.forget();
        return running;
    }

    /** What the newest agent says of itself. */
    protected NodeStatus status() {
        return node.board().read();
    }

    /** The generation that is served, as it is on disk. */
    protected Generation current() {
        return node.store().current().orElseThrow();
    }

    /** The status of HAProxy's answer to a request for a host. */
    protected int statusFor(String host) throws IOException {
        return statusAt(fleet.port(), host);
    }

    protected static int statusAt(int port, String host) throws IOException {
        return Integer.parseInt(TestNode.request(port, host, "/").split(" ")[1]);
    }

    /** Who answers a request. */
    protected String answer(String host, String path, String... headers) throws IOException {
        return TestNode.who(TestNode.request(fleet.port(), host, path, headers));
    }
}
