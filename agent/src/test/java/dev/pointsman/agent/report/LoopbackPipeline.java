package dev.pointsman.agent.report;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.pointsman.agent.revision.NodePipeline;
import dev.pointsman.agent.revision.Pipeline;
import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.resolve.reference.AddressScope;

/** Lets a fleet live on loopback addresses, which no real one may. */
final class LoopbackPipeline {

    @Produces
    @Singleton
    Pipeline pipeline(NodeLayout layout) {
        return new NodePipeline(
                layout, CompileOptions.defaults().withScope(AddressScope.LOOPBACK_TOO), KeepalivedVersion.OLDEST);
    }
}
