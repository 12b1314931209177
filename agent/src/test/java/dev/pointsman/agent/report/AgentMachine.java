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

    public static final String WEBHOOK_SECRET = "only the Git server and the nodes know";

    private String pollInterval = "1s";
    private Path folder;
    private TestFleet fleet;
    private String firstRevision;
    private Ec2Lab ec2;

    @Override
    public void init(Map<String, String> arguments) {
        pollInterval = arguments.getOrDefault("pollInterval", pollInterval);
    }

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
                    pollInterval: %s
                    webhook: {secretFile: %s}
                    """.formatted(
                            fleet.repository(),
                            pollInterval,
                            Files.writeString(folder.resolve("webhook-secret"), WEBHOOK_SECRET + "\n")));
            return Map.of("pointsman.root", layout.root().toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(AgentMachine.class));
    }

    public NodeLayout layout() {
        return new NodeLayout(folder.resolve("node"));
    }

    public TestFleet fleet() {
        return fleet;
    }

    public String firstRevision() {
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
