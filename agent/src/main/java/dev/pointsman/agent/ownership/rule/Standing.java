package dev.pointsman.agent.ownership.rule;

/**
 * Rule 0: whether this node may write, as observed at one moment.
 *
 * @param vrrp what this node is in the group's VRRP instance
 * @param vrrpReason how that was told
 * @param haproxyServes whether HAProxy's worker answers
 * @param isDrained whether a person has taken this node out
 */
public record Standing(Vrrp vrrp, String vrrpReason, boolean haproxyServes, boolean isDrained) {

    /** A node's part in a VRRP instance; {@code UNKNOWN} counts as not MASTER. */
    public enum Vrrp {
        MASTER,
        BACKUP,
        UNKNOWN
    }

    public boolean mayWrite() {
        return vrrp == Vrrp.MASTER && haproxyServes && !isDrained;
    }

    /** Why this node may, or may not, write. */
    public String reason() {
        if (vrrp != Vrrp.MASTER) {
            return "not MASTER: " + vrrpReason;
        }
        if (!haproxyServes) {
            return "MASTER, but HAProxy does not serve";
        }
        return isDrained ? "MASTER, but drained" : "MASTER: " + vrrpReason;
    }
}
