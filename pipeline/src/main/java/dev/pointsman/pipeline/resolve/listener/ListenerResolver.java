package dev.pointsman.pipeline.resolve.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.listener.ClientValidation;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.resolve.reference.AuthorityResolver;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.ObjectReference;
import dev.pointsman.pipeline.resource.gateway.FrontendTls;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition;
import dev.pointsman.pipeline.resource.gateway.GatewayDefinition.Listener;

/** Judges the listeners of Gateways, once each, and keeps what those need that are served. */
public final class ListenerResolver {
    private final ListenerRules rules;
    private final CertificateResolver certificates;
    private final ClientValidationResolver clients;
    private final Map<String, List<ServedListener>> served = new HashMap<>();
    private final Map<String, KeyPair> identities = new HashMap<>();

    /**
     * A listener that is served.
     *
     * @param definition the listener as it is written
     * @param certificates what it shows to clients; none when it does not end TLS connections
     * @param clients which certificates of clients it takes; empty when it does not ask for any
     */
    public record ServedListener(Listener definition, List<KeyPair> certificates, Optional<ClientValidation> clients) {}

    public ListenerResolver(CertificateResolver certificates, AuthorityResolver authorities, Findings findings) {
        this.rules = new ListenerRules(findings);
        this.certificates = certificates;
        this.clients = new ClientValidationResolver(authorities, findings);
    }

    /** Judges the listeners of a Gateway; those that cannot be served are left out, after a finding. */
    public void judge(GatewayDefinition gateway) {
        List<ServedListener> sound = new ArrayList<>();
        for (Listener listener : rules.sound(gateway)) {
            boolean endsTls = listener.speaks().isOverTls() && !listener.tls().passesThrough();
            List<KeyPair> pairs = endsTls ? certificates(gateway, listener) : List.of();
            // The standard asks clients of HTTPS listeners for certificates, not those of TLS listeners.
            Optional<FrontendTls.Validation> validation =
                    endsTls && listener.speaks().isHttp()
                            ? gateway.frontend().of(listener.port().value())
                            : Optional.empty();
            Optional<ClientValidation> resolved = validation.flatMap(
                    found -> clients.resolve(gateway, found, ListenerRules.subject(gateway, listener)));
            boolean showsCertificate = !endsTls || !pairs.isEmpty();
            if (showsCertificate && resolved.isPresent() == validation.isPresent()) {
                sound.add(new ServedListener(listener, pairs, resolved));
            }
        }
        String name = gateway.metadata().fullName();
        served.put(name, sound);
        Subject subject = Subject.resource(Kind.GATEWAY.title(), name);
        gateway.clientCertificate()
                .flatMap(reference -> certificates.resolve(
                        gateway.metadata(), reference, subject, Reason.INVALID_CLIENT_CERTIFICATE_REF))
                .ifPresent(pair -> identities.put(name, pair));
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

    /** What the Gateway shows to servers that it speaks TLS to; nothing when its reference leads nowhere, which is a finding. */
    public Optional<KeyPair> identity(GatewayDefinition gateway) {
        return Optional.ofNullable(identities.get(gateway.metadata().fullName()));
    }

    /** The Gateway's listeners that are served. */
    public List<ServedListener> served(GatewayDefinition gateway) {
        return served.getOrDefault(gateway.metadata().fullName(), List.of());
    }
}
