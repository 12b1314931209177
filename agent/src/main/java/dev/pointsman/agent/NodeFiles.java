package dev.pointsman.agent;

import java.nio.file.Path;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.pointsman.pipeline.node.NodeLayout;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells the agent's beans where the node's files are: below the directory that {@code run --root} named. */
@Singleton
final class NodeFiles {

    @Produces
    @Singleton
    NodeLayout layout(@ConfigProperty(name = RunCommand.ROOT_PROPERTY, defaultValue = "/") String root) {
        return new NodeLayout(Path.of(root));
    }
}
