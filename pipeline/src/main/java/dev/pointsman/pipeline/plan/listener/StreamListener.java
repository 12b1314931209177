package dev.pointsman.pipeline.plan.listener;

import java.util.List;

import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.StreamRule;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * A Gateway's listener for connections, with every route that is attached to it, in the order in which they are tried.
 *
 * @param gateway the Gateway it belongs to
 * @param name the listener's name within its Gateway, a DNS-1123 subdomain
 * @param host the server names it takes; a connection goes to the most specific listener of its entrypoint only
 * @param certificates what it shows to clients, the preferred one first; none when TLS does not end here
 * @param rules first match wins; a connection that none matches is closed
 */
public record StreamListener(
        ResourceName gateway, String name, HostMatch host, List<KeyPair> certificates, List<StreamRule> rules) {
    public StreamListener {
        if (!ResourceName.isName(name)) {
            throw new IllegalArgumentException("listener name \"" + name + "\" is not a DNS-1123 subdomain");
        }
        certificates = List.copyOf(certificates);
        rules = List.copyOf(rules);
    }

    /** Whether TLS ends at it, so that it shows a certificate. */
    public boolean endsTls() {
        return !certificates.isEmpty();
    }

    /** The listener's full name: namespace/gateway/listener. */
    public String fullName() {
        return gateway + "/" + name;
    }
}
