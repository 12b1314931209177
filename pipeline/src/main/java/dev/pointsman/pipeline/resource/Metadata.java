package dev.pointsman.pipeline.resource;

import java.time.Instant;
import java.util.Map;

import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * What every resource has in common.
 *
 * @param kind what it is
 * @param namespace "default" when left out; empty for kinds that live in none
 * @param name a DNS-1123 subdomain
 * @param labels sorted by key
 * @param creationTimestamp decides between rules that are equal otherwise; {@link Instant#MAX}, the youngest, when left out
 * @param origin where the resource begins
 */
public record Metadata(
        Kind kind,
        String namespace,
        String name,
        Map<String, String> labels,
        Instant creationTimestamp,
        Origin origin) {

    public Metadata {
        labels = Map.copyOf(labels);
    }

    /** Namespace and name of a resource that lives in a namespace. */
    public ResourceName resourceName() {
        return new ResourceName(namespace, name);
    }

    /** Name as people write it: {@code namespace/name}, or the name alone for kinds that live in no namespace. */
    public String fullName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
