package dev.pointsman.agent.simulation;

import java.util.function.UnaryOperator;

import dev.pointsman.agent.ownership.rule.DecisionRule;

/**
 * What is made wrong on purpose, to show that the simulation would notice.
 *
 * @param rule takes a node's rule and gives a worse one
 * @param trustsPlaceholder whether a node believes to be MASTER while the address is there, whatever has become of keepalived
 * @param resends whether the client sends a write again by itself when no answer comes, as the AWS SDK does unless it is told not to
 * @param isFitAtOnce whether a node that starts stands before its peers with whatever it serves
 */
record Tampering(UnaryOperator<DecisionRule> rule, boolean trustsPlaceholder, boolean resends, boolean isFitAtOnce) {

    static final Tampering NONE = new Tampering(rule -> rule, false, false, false);

    static Tampering with(UnaryOperator<DecisionRule> rule) {
        return new Tampering(rule, false, false, false);
    }
}
