package dev.pointsman.agent.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import dev.pointsman.agent.apply.TestFleet;
import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.pipeline.node.NodeLayout;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The surroundings of an agent under test: a node's files, a real repository with a first commit, an EC2 endpoint. */
public final class AgentMachine implements QuarkusTestResourceLifecycleManager {

    private Path folder;
    private TestFleet fleet;
    private String firstRevision;
    private Ec2Lab ec2;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("pointsman-agent-");
            fleet = TestFleet.make(folder);
            firstRevision = fleet.commitFirst();
            ec2 = Ec2Lab.start();
            NodeLayout layout = layout();
            Files.createDirectories(layout.agentConfiguration().getParent());
            Files.writeString(layout.agentConfiguration(), """
                    repository: %s
                    node: node-a
                    pollInterval: 1s
                    """.formatted(fleet.repository()));
            return Map.of("pointsman.root", layout.root().toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(AgentMachine.class));
    }

    NodeLayout layout() {
        return new NodeLayout(folder.resolve("node"));
    }

    TestFleet fleet() {
        return fleet;
    }

    String firstRevision() {
        return firstRevision;
    }

    @Override
    public void stop() {
        if (ec2 != null) {
            ec2.close();
        }
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
