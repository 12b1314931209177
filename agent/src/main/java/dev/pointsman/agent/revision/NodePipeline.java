package dev.pointsman.agent.revision;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.program.ProgramRun;
import dev.pointsman.pipeline.bundle.Bundle;
import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.value.ResourceName;

/** The pipeline as this node uses it: for the Fleet of agent.yaml, and with what only the machine knows. */
public final class NodePipeline implements Pipeline {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final NodeLayout layout;
    private final CompileOptions options;
    private final KeepalivedVersion keepalived;

    public NodePipeline(NodeLayout layout, CompileOptions options, KeepalivedVersion keepalived) {
        this.layout = layout;
        this.options = options;
        this.keepalived = keepalived;
    }

    /** Compiles for the Fleet that agent.yaml names, or the only one. */
    public static NodePipeline of(NodeLayout layout, AgentConfiguration configuration) {
        return new NodePipeline(
                layout,
                CompileOptions.defaults()
                        .withFleet(configuration
                                .fleet()
                                .map(ResourceName::toString)
                                .orElse("")),
                versionOf(configuration.keepalived()));
    }

    /** Of a program that does not say it the oldest is assumed: every later one takes what is rendered for that. */
    private static KeepalivedVersion versionOf(Path keepalived) {
        try {
            return ProgramRun.of(PATIENCE, List.of(keepalived.toString(), "-v"))
                    .output()
                    .lines()
                    .findFirst()
                    .flatMap(KeepalivedVersion::parse)
                    .orElse(KeepalivedVersion.OLDEST);
        } catch (IOException absent) {
            return KeepalivedVersion.OLDEST;
        }
    }

    @Override
    public Compilation compile(DefinitionSet definitions) {
        return DefinitionCompiler.compile(definitions, options);
    }

    @Override
    public RenderedNode render(Plan plan, String node, String revision) {
        String address = plan.fleet().node(node).address();
        String interfaceName = LocalAddress.interfaceWith(address)
                .map(NetworkInterface::getName)
                .orElseThrow(() -> new IllegalArgumentException("this machine does not have the address \"" + address
                        + "\" that the Fleet gives node \"" + node + "\""));
        return render(plan, node, revision, interfaceName);
    }

    /** The same for an interface that a person has named. */
    public RenderedNode render(Plan plan, String node, String revision, String interfaceName) {
        Bundle bundle = BundleRenderer.render(plan, revision, node, layout, interfaceName, keepalived);
        return new RenderedNode(bundle.digest(), bundle.files(), plan.sockets());
    }
}
