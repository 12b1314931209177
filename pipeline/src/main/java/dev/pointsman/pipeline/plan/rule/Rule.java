package dev.pointsman.pipeline.plan.rule;

import java.util.List;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.treatment.Treatment;

/**
 * One way a request may go: conditions, what is done to the requests that meet them, and the backends that share these.
 *
 * <p>A rule of a route with several host names or several matches stands in the plan once for each, under the same name.
 *
 * @param name where the rule was written
 * @param host the host names it takes
 * @param match what else the request must look like
 * @param targets who gets the requests, in proportion to their weights; when no target has a weight above 0 the request is answered
 *     with 500 (Gateway API v1, "HTTPRouteRule.backendRefs"). A rule that redirects has none
 * @param treatment what is done besides forwarding
 * @param weightToNowhere the weight of references that lead nowhere: requests that would go there are answered with 500, too
 */
public record Rule(
        RuleName name,
        HostMatch host,
        RequestMatch match,
        List<WeightedBackend> targets,
        Treatment treatment,
        int weightToNowhere) {

    public Rule {
        targets = List.copyOf(targets);
        if (weightToNowhere < 0) {
            throw new IllegalArgumentException("weight to nowhere " + weightToNowhere + " is below 0");
        }
        if (treatment.redirect().isPresent() && !targets.isEmpty()) {
            throw new IllegalArgumentException("rule " + name + " redirects and forwards");
        }
    }

    /** A rule that only forwards. */
    public Rule(RuleName name, HostMatch host, RequestMatch match, List<WeightedBackend> targets) {
        this(name, host, match, targets, Treatment.NONE, 0);
    }

    /** The sum of all weights; 0 when nobody serves this rule. */
    public int totalWeight() {
        return targets.stream().mapToInt(WeightedBackend::weight).sum() + weightToNowhere;
    }
}
