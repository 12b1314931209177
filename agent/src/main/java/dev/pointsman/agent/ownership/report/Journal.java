package dev.pointsman.agent.ownership.report;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.report.OwnershipView.ClaimReport;
import dev.pointsman.agent.ownership.report.OwnershipView.Move;
import dev.pointsman.agent.ownership.rule.Ability;
import dev.pointsman.agent.ownership.rule.Standing;
import dev.pointsman.agent.ownership.rule.Verdict;

/**
 * Who is told what the loop decides and does, as it happens: the log and the metrics of the agent, or a {@code notify} call's messages.
 *
 * <p>It exists so that the loop knows neither. Every call comes from the loop's thread.
 */
public interface Journal {

    /** This node may write from now on. */
    void termStarted(String group, Trigger trigger, Standing standing);

    /** This node may no longer write. */
    void termEnded(String group, Trigger trigger, Standing standing);

    /** The rule says something else about an entry than before. */
    void decided(String group, RouteEntry entry, Verdict verdict);

    /** EC2 has answered a write. */
    void moved(String group, Move move);

    /** All writes of a look have been answered. */
    void claimed(ClaimReport claim);

    /** The route tables could not be read; said once until it changes. */
    void lookFailed(Ec2Failure failure);

    /** The route tables can be read again. */
    void lookRecovered();

    /** This node has found that it can, or cannot, write the group's tables. */
    void proved(String group, Ability ability);

    /** The view has been renewed. */
    void turned(OwnershipView view);
}
