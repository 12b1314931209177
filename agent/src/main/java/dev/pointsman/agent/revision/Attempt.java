package dev.pointsman.agent.revision;

import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.generation.Generation;
import dev.pointsman.agent.git.Fetched;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.plan.Plan;

/**
 * What is known so far of the revision under way; each step adds its part.
 *
 * @param fetched by FETCH
 * @param definitions by COMPILE: the files as read
 * @param plan by COMPILE
 * @param warnings by COMPILE: findings that refuse nothing
 * @param node by RENDER: this node's name in the fleet
 * @param rendered by RENDER: this node's files
 * @param generation by CHECK: the files on disk
 * @param replaced by SWITCH: what was served before; empty on a new node
 * @param settled whether the path has reached its end
 */
public record Attempt(
        Fetched fetched,
        List<DefinitionFile> definitions,
        Plan plan,
        List<Finding> warnings,
        String node,
        RenderedNode rendered,
        Generation generation,
        Optional<Generation> replaced,
        boolean settled) {

    /** Nothing is known yet. */
    public static Attempt begin() {
        return new Attempt(null, List.of(), null, List.of(), "", null, null, Optional.empty(), false);
    }

    /** The revision under way; empty before FETCH. */
    public Optional<String> revision() {
        return Optional.ofNullable(fetched).map(Fetched::revision);
    }

    Attempt withFetched(Fetched found) {
        return new Attempt(found, definitions, plan, warnings, node, rendered, generation, replaced, settled);
    }

    Attempt withPlan(List<DefinitionFile> read, Plan found, List<Finding> said) {
        return new Attempt(
                fetched, List.copyOf(read), found, List.copyOf(said), node, rendered, generation, replaced, settled);
    }

    Attempt withRendered(String name, RenderedNode files) {
        return new Attempt(fetched, definitions, plan, warnings, name, files, generation, replaced, settled);
    }

    Attempt withGeneration(Generation written) {
        return new Attempt(fetched, definitions, plan, warnings, node, rendered, written, replaced, settled);
    }

    Attempt withReplaced(Optional<Generation> before) {
        return new Attempt(fetched, definitions, plan, warnings, node, rendered, generation, before, settled);
    }

    Attempt settle() {
        return new Attempt(fetched, definitions, plan, warnings, node, rendered, generation, replaced, true);
    }
}
