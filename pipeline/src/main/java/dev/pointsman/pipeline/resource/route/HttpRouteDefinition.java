package dev.pointsman.pipeline.resource.route;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;

/**
 * Which requests go where.
 *
 * <p>Source: Gateway API v1, "HTTPRoute".
 *
 * @param parents the Gateways that it attaches to
 * @param hostnames host names or {@code *.suffix}; empty takes every host of the listener
 * @param rules in the order in which they were written
 */
public record HttpRouteDefinition(
        Metadata metadata, List<ParentReference> parents, List<Located<String>> hostnames, List<Rule> rules)
        implements RouteDefinition {

    public HttpRouteDefinition {
        parents = List.copyOf(parents);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    /**
     * Conditions, and who gets the requests that meet one of them.
     *
     * @param matches at least one; each stands for itself
     * @param backends who gets the requests; without any they are answered with 500
     * @param treatment what is done besides forwarding
     */
    public record Rule(
            List<RequestMatch> matches, List<BackendReference> backends, Treatment treatment, Origin origin) {
        public Rule {
            matches = List.copyOf(matches);
            backends = List.copyOf(backends);
        }
    }

    /**
     * A Service's port and its share of the requests.
     *
     * @param target what is forwarded to; anything but a Service is a reference that leads nowhere
     * @param port the Service's port, 1 to 65535
     * @param weight 0 to 1,000,000
     * @param requestHeaders what is done to the headers of its requests
     * @param responseHeaders what is done to the headers of its answers
     */
    public record BackendReference(
            ObjectReference target,
            Located<Integer> port,
            int weight,
            HeaderEdits requestHeaders,
            HeaderEdits responseHeaders) {

        /** The Service that it names. */
        public Located<ResourceName> service() {
            return target.name();
        }
    }
}
