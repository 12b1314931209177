package dev.pointsman.pipeline.plan.listener;

import java.util.List;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * A Gateway's listener with every rule that is attached to it, in the order in which rules are tried.
 *
 * <p>The order is the specification's precedence, decided once, before the plan; whoever reads the plan takes the first match.
 *
 * @param gateway the Gateway it belongs to
 * @param name the listener's name within its Gateway, a DNS-1123 subdomain
 * @param host the hosts it takes; a request goes to the most specific listener of its entrypoint only
 * @param certificates what it shows to clients, the preferred one first; none when it takes connections without TLS
 * @param rules first match wins; a request that none matches is answered with 404
 */
public record Listener(
        ResourceName gateway, String name, HostMatch host, List<KeyPair> certificates, List<Rule> rules) {

    public Listener {
        if (!ResourceName.isName(name)) {
            throw new IllegalArgumentException("listener name \"" + name + "\" is not a DNS-1123 subdomain");
        }
        certificates = List.copyOf(certificates);
        rules = List.copyOf(rules);
    }

    /** Whether its connections are TLS. */
    public boolean isTls() {
        return !certificates.isEmpty();
    }

    /** The listener's full name: namespace/gateway/listener. */
    public String fullName() {
        return gateway + "/" + name;
    }
}
