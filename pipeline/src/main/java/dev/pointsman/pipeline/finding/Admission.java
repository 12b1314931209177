package dev.pointsman.pipeline.finding;

/**
 * What becomes of definitions that are valid, but do not hold together: a reference that leads nowhere, a route that no listener takes.
 *
 * <p>Invalid ones, which a Kubernetes API server would not store, are refused either way.
 */
public enum Admission {
    /** They are refused as a whole, and the last good revision stays in service: the right thing where a pull request can be mended. */
    STRICT,
    /**
     * They are served as the Gateway API demands of a controller that has to live with them: 500 for what leads nowhere, 404 for what is
     * not attached, and conditions that say so.
     */
    PERMISSIVE
}
