package dev.pointsman.agent.revision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.discovery.KnownInstances;
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
 * @param instances by DISCOVER: those that the plan selects, as far as they are known
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
        KnownInstances instances,
        String node,
        RenderedNode rendered,
        Generation generation,
        Optional<Generation> replaced,
        boolean settled) {

    /** Nothing is known yet. */
    public static Attempt begin() {
        return new Attempt(
                null, List.of(), null, List.of(), KnownInstances.NONE, "", null, null, Optional.empty(), false);
    }

    /** A revision that is served already, from RENDER on, with other instances. */
    public static Attempt again(String revision, List<DefinitionFile> definitions, Plan plan, KnownInstances known) {
        return begin().withFetched(new Fetched(revision, "", Instant.EPOCH, "", false))
                .withPlan(definitions, plan, List.of())
                .withInstances(known);
    }

    /** The revision under way; empty before FETCH. */
    public Optional<String> revision() {
        return Optional.ofNullable(fetched).map(Fetched::revision);
    }

    Attempt withFetched(Fetched found) {
        return new Attempt(
                found, definitions, plan, warnings, instances, node, rendered, generation, replaced, settled);
    }

    Attempt withPlan(List<DefinitionFile> read, Plan found, List<Finding> said) {
        return new Attempt(
                fetched,
                List.copyOf(read),
                found,
                List.copyOf(said),
                instances,
                node,
                rendered,
                generation,
                replaced,
                settled);
    }

    Attempt withInstances(KnownInstances known) {
        return new Attempt(fetched, definitions, plan, warnings, known, node, rendered, generation, replaced, settled);
    }

    Attempt withRendered(String name, RenderedNode files) {
        return new Attempt(fetched, definitions, plan, warnings, instances, name, files, generation, replaced, settled);
    }

    Attempt withGeneration(Generation written) {
        return new Attempt(fetched, definitions, plan, warnings, instances, node, rendered, written, replaced, settled);
    }

    Attempt withReplaced(Optional<Generation> before) {
        return new Attempt(
                fetched, definitions, plan, warnings, instances, node, rendered, generation, before, settled);
    }

    Attempt settle() {
        return new Attempt(fetched, definitions, plan, warnings, instances, node, rendered, generation, replaced, true);
    }
}
