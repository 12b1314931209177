package dev.pointsman.agent.fitness;

/** Whether a node may stand where the node order has it, with the reason for people. */
public sealed interface Fitness {

    String reason();

    /** It may. */
    record Fit(String reason) implements Fitness {}

    /** It waits behind its peers. */
    record Waiting(String reason) implements Fitness {}
}
