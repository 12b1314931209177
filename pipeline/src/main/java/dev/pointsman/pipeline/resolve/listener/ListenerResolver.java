package dev.pointsman.pipeline.resolve.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.plan.KeyPair;
import dev.pointsman.pipeline.resource.GatewayDefinition;
import dev.pointsman.pipeline.resource.GatewayDefinition.Listener;
import dev.pointsman.pipeline.resource.ObjectReference;

/** Judges the listeners of Gateways, once each, and keeps what those need that are served. */
public final class ListenerResolver {
    private final ListenerRules rules;
    private final CertificateResolver certificates;
    private final Map<String, List<ServedListener>> served = new HashMap<>();

    /**
     * A listener that is served.
     *
     * @param definition the listener as it is written
     * @param certificates what it shows to clients; none when it does not end TLS connections
     */
    public record ServedListener(Listener definition, List<KeyPair> certificates) {}

    public ListenerResolver(CertificateResolver certificates, Findings findings) {
        this.rules = new ListenerRules(findings);
        this.certificates = certificates;
    }

    /** Judges the listeners of a Gateway; those that cannot be served are left out, after a finding. */
    public void judge(GatewayDefinition gateway) {
        List<ServedListener> sound = new ArrayList<>();
        for (Listener listener : rules.sound(gateway)) {
            boolean endsTls = listener.speaks().isOverTls() && !listener.tls().passesThrough();
            List<KeyPair> pairs = endsTls ? certificates(gateway, listener) : List.of();
            if (!endsTls || !pairs.isEmpty()) {
                sound.add(new ServedListener(listener, pairs));
            }
        }
        served.put(gateway.metadata().fullName(), sound);
    }

    private List<KeyPair> certificates(GatewayDefinition gateway, Listener listener) {
        List<KeyPair> pairs = new ArrayList<>();
        for (ObjectReference reference : listener.tls().certificates()) {
            certificates
                    .resolve(
                            gateway.metadata(),
                            reference,
                            ListenerRules.subject(gateway, listener),
                            Reason.INVALID_CERTIFICATE_REF)
                    .filter(pair -> !pairs.contains(pair))
                    .ifPresent(pairs::add);
        }
        return pairs;
    }

    /** The Gateway's listeners that are served. */
    public List<ServedListener> served(GatewayDefinition gateway) {
        return served.getOrDefault(gateway.metadata().fullName(), List.of());
    }
}
