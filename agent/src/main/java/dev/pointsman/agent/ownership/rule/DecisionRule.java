package dev.pointsman.agent.ownership.rule;

import java.time.Instant;

import dev.pointsman.agent.ownership.memory.GroupMemory;

/** How a node decides about a route group; exists so that whoever turns the loop needs no rule in particular. */
public interface DecisionRule {

    /**
     * Decides about every entry of the group; a pure function.
     *
     * @param memory what this node remembers
     * @param standing rule 0, as observed now
     */
    Decision decide(GroupMemory memory, Standing standing, Instant now);
}
