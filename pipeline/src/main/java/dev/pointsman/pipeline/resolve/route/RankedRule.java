package dev.pointsman.pipeline.resolve.route;

import java.time.Instant;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * A rule of the plan with what its rank depends on and the plan does not hold.
 *
 * @param rule the rule
 * @param writtenHost the route's own host name, which may be wider than the rule's
 * @param created when the route was made; {@link Instant#MAX} when nobody says
 * @param matchIndex the match's position in its rule, from 0
 */
record RankedRule(Rule rule, HostMatch writtenHost, Instant created, int matchIndex) {}
