package dev.pointsman.agent.revision;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;

/** Why a revision's path ends; what is served stays as it was. */
public class StepFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What happens next. */
    public enum Next {
        /** The revision is at fault: it is not tried again, also not after a restart of the agent; another one is. */
        GIVE_UP,
        /** The revision is refused for now, by something on this node that may change: it is tried again, ever less often. */
        WAIT,
        /** The revision is not at fault: the same is tried at the next poll. */
        RETRY
    }

    private final Next next;
    private final transient List<Finding> findings;

    private StepFailure(Next next, String message, List<Finding> findings, Throwable cause) {
        super(message, cause);
        this.next = next;
        this.findings = List.copyOf(findings);
    }

    /** The definitions are wrong, or HAProxy cannot serve them. */
    public static StepFailure refused(String message, List<Finding> findings) {
        return new StepFailure(Next.GIVE_UP, message, findings, null);
    }

    /** Something on this node stands in the way. */
    public static StepFailure hindered(String message, List<Finding> findings) {
        return new StepFailure(Next.WAIT, message, findings, null);
    }

    /** Something around the node does not work. */
    public static StepFailure broken(String message, Throwable cause) {
        return new StepFailure(Next.RETRY, message, List.of(), cause);
    }

    public Next next() {
        return next;
    }

    /** What is wrong with the revision; empty when it is not at fault. */
    public List<Finding> findings() {
        return findings;
    }
}
