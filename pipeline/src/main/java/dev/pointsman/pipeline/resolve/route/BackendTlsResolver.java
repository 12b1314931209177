package dev.pointsman.pipeline.resolve.route;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.plan.backend.BackendTls;
import dev.pointsman.pipeline.resolve.reference.AuthorityResolver;
import dev.pointsman.pipeline.resolve.reference.Lookup;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.service.BackendTlsPolicyDefinition;
import dev.pointsman.pipeline.resource.service.ServiceDefinition;

/**
 * Says which Services are spoken to over TLS.
 *
 * <p>Source: Gateway API v1.6, "BackendTLSPolicy": a policy that names a port goes before one for the whole Service; of two for the same
 * the older one holds, then the first in the alphabet. What a policy is for is never spoken to in cleartext, also when the policy is of
 * no use.
 */
public final class BackendTlsResolver {

    private static final Comparator<BackendTlsPolicyDefinition> OLDEST_FIRST = Comparator.comparing(
                    (BackendTlsPolicyDefinition policy) -> policy.metadata().creationTimestamp())
            .thenComparing(policy -> policy.metadata().fullName());

    private final Lookup lookup;
    private final AuthorityResolver authorities;
    private final Findings findings;
    private final Map<Target, Holder> holders = new HashMap<>();

    private record Target(String service, String port) {}

    private record Holder(BackendTlsPolicyDefinition policy, Requirement requirement) {}

    /** What holds for a port of a Service. */
    public sealed interface Requirement {

        /** No policy is for it. */
        record Cleartext() implements Requirement {}

        record Tls(BackendTls tls) implements Requirement {}

        /** A policy is for it that is of no use: nothing can be sent there. */
        record Unusable() implements Requirement {}
    }

    /** Judges every policy, used or not. */
    public BackendTlsResolver(
            Definitions definitions, Lookup lookup, AuthorityResolver authorities, Findings findings) {
        this.lookup = lookup;
        this.authorities = authorities;
        this.findings = findings;
        List<BackendTlsPolicyDefinition> unsound =
                definitions.unsound(Kind.BACKEND_TLS_POLICY, BackendTlsPolicyDefinition.class);
        Stream.concat(
                        definitions.all(Kind.BACKEND_TLS_POLICY, BackendTlsPolicyDefinition.class).stream(),
                        unsound.stream())
                .sorted(OLDEST_FIRST)
                .forEach(policy -> hold(policy, unsound.contains(policy)));
    }

    private void hold(BackendTlsPolicyDefinition policy, boolean unsound) {
        Subject subject = Subject.resource(
                Kind.BACKEND_TLS_POLICY.title(), policy.metadata().fullName());
        Requirement requirement = unsound ? new Requirement.Unusable() : requirement(policy, subject);
        for (BackendTlsPolicyDefinition.Target target : policy.targets()) {
            if (!target.object().isTo(Kind.SERVICE)) {
                findings.error(
                        FindingCode.NOT_SUPPORTED,
                        target.object().kind().origin(),
                        "this version of Pointsman speaks TLS to Services of the core group, not to a "
                                + Quoted.of(target.object().kind().value()),
                        "",
                        new Consequence(subject, Reason.INVALID));
                continue;
            }
            lookup.find(
                    Kind.SERVICE,
                    target.object().name(),
                    ServiceDefinition.class,
                    new Consequence(subject, Reason.TARGET_NOT_FOUND));
            hold(policy, target, requirement, subject);
        }
    }

    private void hold(
            BackendTlsPolicyDefinition policy,
            BackendTlsPolicyDefinition.Target target,
            Requirement requirement,
            Subject subject) {
        String service = target.object().name().value().toString();
        Holder older = holders.putIfAbsent(new Target(service, target.port().value()), new Holder(policy, requirement));
        if (older != null) {
            findings.error(
                    FindingCode.POLICY_CONFLICT,
                    target.object().name().origin(),
                    "BackendTLSPolicy " + Quoted.of(older.policy().metadata().fullName()) + " ("
                            + older.policy().metadata().origin().place() + ") is for Service " + Quoted.of(service)
                            + " already",
                    "Remove one of the two.",
                    new Consequence(subject, Reason.CONFLICTED));
        }
    }

    private Requirement requirement(BackendTlsPolicyDefinition policy, Subject subject) {
        Optional<String> certificates = policy.authorities().isEmpty()
                ? Optional.of("")
                : authorities.resolve(policy.metadata(), policy.authorities(), subject, Reason.INVALID_KIND);
        return certificates
                .<Requirement>map(found -> new Requirement.Tls(new BackendTls(found, policy.hostname())))
                .orElseGet(Requirement.Unusable::new);
    }

    /** How a port of a Service is spoken to. */
    Requirement of(ServiceDefinition service, ServiceDefinition.Port port) {
        String name = service.metadata().fullName();
        Holder holder = holders.get(new Target(name, port.name()));
        if (holder == null) {
            holder = holders.get(new Target(name, ""));
        }
        return holder == null ? new Requirement.Cleartext() : holder.requirement();
    }
}
