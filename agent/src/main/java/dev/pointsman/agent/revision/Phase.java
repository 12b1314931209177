package dev.pointsman.agent.revision;

import java.util.Locale;

/** How far a revision has come; the steps are taken in this order. */
public enum Phase {
    /** The branch's head is asked for and got. Changes the local clone only. */
    FETCH,
    /** Its signature is verified, where this node asks for one. Changes nothing. */
    VERIFY,
    /** The definitions are read and judged. Changes nothing. */
    COMPILE,
    /** The instances that the definitions select are asked from EC2, where they are not known yet. Changes nothing. */
    DISCOVER,
    /** This node's files are made from the plan. Changes nothing. */
    RENDER,
    /** The files are written beside the served ones, and HAProxy is asked about them. */
    CHECK,
    /** Routes that the revision no longer has are taken away, while this node still listens for them. */
    RELEASE,
    /** The new generation becomes the one that HAProxy reads. */
    SWITCH,
    /** HAProxy is made to read it, and asked whether it serves it. */
    RELOAD,
    /** What came of it is published. Always happens. */
    REPORT;

    /** The word for it in messages. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
