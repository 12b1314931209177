package dev.pointsman.agent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;

import dev.pointsman.agent.revision.Pipeline;
import dev.pointsman.agent.revision.RenderedNode;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.plan.Plan;

/**
 * Renders a line that HAProxy does not know.
 *
 * @param good what it renders else
 */
record BrokenPipeline(Pipeline good) implements Pipeline {

    /** A node's agent that renders so, and whose check overlooks what the reload stumbles over. */
    static Applier unnoticed(TestNode node, Path folder) throws IOException {
        Path yesSayer = folder.resolve("haproxy-that-says-yes");
        // Another program, also one that says the same, would be asked anew about what was given up.
        if (Files.notExists(yesSayer)) {
            Files.writeString(yesSayer, "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(yesSayer, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return node.agent(new BrokenPipeline(node.pipeline()), yesSayer);
    }

    @Override
    public Compilation compile(DefinitionSet definitions) {
        return good.compile(definitions);
    }

    @Override
    public RenderedNode render(Plan plan, String node, String revision) {
        RenderedNode whole = good.render(plan, node, revision);
        TreeMap<String, String> files = new TreeMap<>(whole.files());
        files.merge("haproxy.cfg", "nonsense\n", String::concat);
        return new RenderedNode("d".repeat(64), files, whole.listens());
    }
}
