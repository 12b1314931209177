package dev.pointsman.agent.revision;

import org.jboss.logging.Logger;

/**
 * Takes away the routes that the revision no longer has: first the route, then the node that listens.
 *
 * <p>Never fails: where EC2 does not let them go in time, the revision is not held up by that, and they go later.
 */
public final class ReleaseStep implements RevisionStep {

    private static final Logger LOG = Logger.getLogger(ReleaseStep.class);

    private final RouteRelease routes;

    public ReleaseStep(RouteRelease routes) {
        this.routes = routes;
    }

    @Override
    public Phase phase() {
        return Phase.RELEASE;
    }

    @Override
    public Attempt take(Attempt attempt) {
        if (!routes.release(attempt.plan(), attempt.node())) {
            LOG.warnf(
                    "routes that revision \"%s\" no longer has still lead to this node; it stops listening all the same",
                    attempt.fetched().revision());
        }
        return attempt;
    }
}
