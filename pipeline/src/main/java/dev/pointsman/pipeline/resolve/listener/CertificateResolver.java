package dev.pointsman.pipeline.resolve.listener;

import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.resolve.reference.CertificateSource;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resolve.reference.ReferenceGrants;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.ObjectReference;
import dev.pointsman.pipeline.resource.cluster.SecretDefinition;

/**
 * Follows references to Secrets, each of which stands for a certificate with its private key.
 *
 * <p>Source: Gateway API v1.6, "ListenerTLSConfig.certificateRefs" and "GatewayBackendTLS.clientCertificateRef".
 */
public final class CertificateResolver {
    private final Lookup lookup;
    private final ReferenceGrants grants;
    private final CertificateSource source;
    private final Findings findings;

    public CertificateResolver(Lookup lookup, ReferenceGrants grants, CertificateSource source, Findings findings) {
        this.lookup = lookup;
        this.grants = grants;
        this.source = source;
        this.findings = findings;
    }

    /** Adds a finding for every Secret whose data have no place in Git, whether anybody refers to it or not. */
    public void refuseCommittedKeys(Definitions definitions) {
        if (source.admitsData()) {
            return;
        }
        for (SecretDefinition secret : definitions.all(Kind.SECRET, SecretDefinition.class)) {
            if (!secret.data().isEmpty()) {
                findings.error(
                        FindingCode.COMMITTED_SECRET,
                        secret.metadata().origin(),
                        "the Secret holds data; whoever can read the repository can read it",
                        "Put tls.crt and tls.key on the nodes, and write {type: " + SecretDefinition.NODE_FILES
                                + "} without data. What was committed once is public: replace the key.");
            }
        }
    }

    /** The pair that the reference of a Gateway leads to; empty after a finding, which is held against the subject. */
    public Optional<KeyPair> resolve(Metadata gateway, ObjectReference reference, Subject subject, Reason invalid) {
        Consequence consequence = new Consequence(subject, invalid);
        if (!reference.isTo(Kind.SECRET)) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    reference.kind().origin(),
                    "a certificate is a Secret of the core group, not a "
                            + Quoted.of(reference.kind().value())
                            + (reference.group().isEmpty() ? "" : " of group " + Quoted.of(reference.group())),
                    "",
                    consequence);
            return Optional.empty();
        }
        if (!grants.permit(
                gateway, Kind.SECRET, reference.name(), new Consequence(subject, Reason.REF_NOT_PERMITTED))) {
            return Optional.empty();
        }
        Optional<SecretDefinition> secret =
                lookup.find(Kind.SECRET, reference.name(), SecretDefinition.class, consequence);
        Optional<String> objection = secret.flatMap(source::objection);
        objection.ifPresent(text -> findings.error(
                FindingCode.INVALID_CERTIFICATE,
                reference.name().origin(),
                "Secret " + Quoted.of(reference.name().value().toString()) + " ("
                        + secret.get().metadata().origin().place() + ") " + text,
                "",
                consequence));
        return secret.filter(found -> objection.isEmpty())
                .map(found -> new KeyPair(reference.name().value()));
    }
}
