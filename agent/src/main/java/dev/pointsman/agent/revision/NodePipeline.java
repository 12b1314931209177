package dev.pointsman.agent.revision;

import java.net.NetworkInterface;
import java.util.List;

import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.pipeline.bundle.Bundle;
import dev.pointsman.pipeline.bundle.BundleRenderer;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.ResourceName;

/** The pipeline as this node uses it: for the Fleet of agent.yaml, and with what only the machine knows. */
public final class NodePipeline implements Pipeline {

    private final NodeLayout layout;
    private final CompileOptions options;

    public NodePipeline(NodeLayout layout, CompileOptions options) {
        this.layout = layout;
        this.options = options;
    }

    /** Compiles for the Fleet that agent.yaml names, or the only one. */
    public static NodePipeline of(NodeLayout layout, AgentConfiguration configuration) {
        return new NodePipeline(
                layout,
                CompileOptions.defaults()
                        .withFleet(configuration
                                .fleet()
                                .map(ResourceName::toString)
                                .orElse("")));
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
        Bundle bundle = BundleRenderer.render(plan, revision, node, layout, interfaceName);
        List<String> listens = plan.entrypoints().stream()
                .map(entrypoint -> entrypoint.address() + ":" + entrypoint.port())
                .toList();
        return new RenderedNode(bundle.digest(), bundle.files(), listens);
    }
}
