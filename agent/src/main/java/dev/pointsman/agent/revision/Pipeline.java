package dev.pointsman.agent.revision;

import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.plan.Plan;

/** The pure half of a revision's path, from definitions to verdict and from plan to files; exists so that the steps can be tested apart. */
public interface Pipeline {

    /** Judges definitions. */
    Compilation compile(DefinitionSet definitions);

    /**
     * Makes a node's files. Throws IllegalArgumentException, naming the nodes there are, when the fleet does not have it.
     *
     * @param revision the commit that the plan comes from
     */
    RenderedNode render(Plan plan, String node, String revision);
}
