package dev.pointsman.agent.ownership.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.ec2.Ec2Failure;
import dev.pointsman.agent.ec2.RouteTable;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.agent.ownership.report.Trigger;

/** What can happen to the ownership machine; the closed set that the loop's inbox holds. */
public sealed interface LoopEvent {

    /** There is news from keepalived; whoever brought them may wait for the verdict. */
    record Told(Trigger trigger, Notify told, Instant at, CompletableFuture<Done> verdict) implements LoopEvent {}

    /**
     * This node has other things to hold.
     *
     * @param released is completed once no entry that it has no more leads to this node
     */
    record Assigned(Assignment assignment, CompletableFuture<Void> released) implements LoopEvent {

        public Assigned(Assignment assignment) {
            this(assignment, new CompletableFuture<>());
        }
    }

    /**
     * The route tables have been read.
     *
     * @param tables by route group
     * @param others those that no group has any more
     * @param asked when the reading was asked for
     */
    record Looked(Map<String, List<RouteTable>> tables, List<RouteTable> others, Instant asked) implements LoopEvent {}

    /** The route tables could not be read. */
    record LookFailed(Ec2Failure failure) implements LoopEvent {}

    /** EC2 has answered a write, or it was not sent. */
    record Answered(String group, RouteEntry entry, String from, Outcome outcome, Duration took) implements LoopEvent {}

    /** This node serves what its peers serve ({@link dev.pointsman.agent.fitness}), and may stand before them; said once. */
    record Fit() implements LoopEvent {}

    /** EC2 has answered a test of the right to write; empty when it may be done. */
    record Tried(String group, String table, Optional<Ec2Failure> refusal) implements LoopEvent {}
}
