package dev.pointsman.pipeline.haproxy.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.haproxy.lookup.Treatments;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import dev.pointsman.pipeline.plan.backend.BackendTls;
import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.plan.treatment.Retry;

/**
 * A Service's port with its servers.
 *
 * <p>It exists to say what is done to a request on its way to a server. Without endpoints the section has no server, and HAProxy answers
 * 503 by itself. What the client says about the protocol it used is replaced, because only this node knows; what it says in
 * {@code X-Forwarded-For} is kept and appended to.
 *
 * <p>HAProxy has retries by section, so a rule with retries of its own has a section of its own, whose servers are those of the first
 * (they <em>track</em> them: one health check for both).
 */
public final class BackendSection {

    private final ConfigurationText text;
    private final Backend backend;
    private final Treatments treatments;
    private final NodeLayout layout;

    /** What the servers are shown. */
    private final Optional<KeyPair> identity;

    private BackendSection(
            ConfigurationText text,
            Backend backend,
            Treatments treatments,
            NodeLayout layout,
            Optional<KeyPair> identity) {
        this.text = text;
        this.backend = backend;
        this.treatments = treatments;
        this.layout = layout;
        this.identity = identity;
    }

    /** Writes the backend's own sections, one for each certificate that its servers are shown, and those of rules that need one. */
    public static void write(ConfigurationText text, Backend backend, Treatments treatments, NodeLayout layout) {
        for (Optional<KeyPair> identity : treatments.identities().of(backend.name())) {
            BackendSection sections = new BackendSection(text, backend, treatments, layout, identity);
            sections.writeOwn();
            treatments.withRetries(backend.name()).forEach(sections::writeRetrying);
        }
    }

    private void writeOwn() {
        writeHead(
                ProxyName.of(backend.name(), identity),
                identity.map(pair -> ", which is shown " + pair).orElse(""));
        PolicyLines.write(text, backend.name(), backend.policy(), true);
        writeTreatments(Optional.empty());
        for (Endpoint endpoint : backend.endpoints()) {
            ServerLines.write(text, endpoint, settings(List.of()));
        }
    }

    private void writeRetrying(Rule rule) {
        String own = ProxyName.of(backend.name(), identity);
        writeHead(ProxyName.of(backend.name(), identity, rule), ", with the retries of " + rule.name());
        Retry retry = rule.treatment().retry().orElseThrow();
        text.line("retries", Integer.toString(retry.attempts()));
        text.line(
                "retry-on",
                String.join(" ", RetryReasons.of(retry, rule.treatment().timeouts())));
        PolicyLines.write(text, backend.name(), backend.policy(), ServerLines.hasNames(backend));
        writeTreatments(Optional.of(rule.name()));
        for (Endpoint endpoint : backend.endpoints()) {
            ServerLines.write(text, endpoint, settings(ServerLines.watchedIn(own, endpoint)));
        }
    }

    private void writeHead(String section, String remark) {
        text.section("backend " + section);
        text.comment("Service " + backend.name().service() + ", port "
                + backend.name().port() + endpointsOf(backend) + remark);
        text.line(
                "http-request",
                "set-var(" + Variable.BACKEND + ")",
                ConfigurationWord.call("str", backend.name().toString()));
        text.line("http-request", "set-header", "X-Forwarded-Proto", "%[ssl_fc,iif(https,http)]");
    }

    /** What a reader may miss among the servers. The tags stay out: which instances there are says the node. */
    static String endpointsOf(Backend backend) {
        if (backend.instances().isPresent()) {
            return ", instances by tag";
        }
        return backend.endpoints().isEmpty() ? ", without endpoints" : "";
    }

    private void writeTreatments(Optional<RuleName> sectionOf) {
        List<Treatments.Treated> treated = treatments.of(backend.name(), sectionOf);
        for (int i = 0; i < treated.size(); i++) {
            TreatmentLines.write(text, treated.get(i), "treated_" + (i + 1));
        }
    }

    private List<String> settings(List<String> more) {
        List<String> words = new ArrayList<>();
        if (backend.protocol() == BackendProtocol.HTTP_2) {
            words.addAll(List.of("proto", "h2"));
        }
        backend.tls().ifPresent(tls -> words.addAll(tls(tls)));
        words.addAll(more);
        return words;
    }

    /** The server must show a certificate for the name that it is asked for; "@system-ca" are the authorities that the system trusts. */
    private List<String> tls(BackendTls tls) {
        List<String> words = new ArrayList<>(List.of(
                "ssl",
                "verify",
                "required",
                "ca-file",
                tls.authorities().isEmpty() ? "@system-ca" : authorities(backend),
                "sni",
                ConfigurationWord.call("str", tls.serverName()),
                "check-sni",
                ConfigurationWord.of(tls.serverName()),
                "verifyhost",
                ConfigurationWord.of(tls.serverName()),
                "alpn",
                backend.protocol() == BackendProtocol.HTTP_2 ? "h2" : "http/1.1"));
        identity.ifPresent(pair -> words.addAll(List.of(
                "crt", ConfigurationWord.of(layout.certificate(pair.secret()).toString()))));
        return words;
    }

    /** The file that holds the certificates of those who may have signed the servers'. */
    public static String authorities(Backend backend) {
        return ProxyName.of(backend.name()) + ".ca.pem";
    }
}
