package dev.pointsman.pipeline.plan.value;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A resource's namespace and name, as Kubernetes writes them.
 *
 * <p>Names reach proxy and VRRP configuration, so the type itself refuses everything but DNS-1123 subdomains.
 *
 * @param namespace a DNS-1123 label, 1 to 63 characters
 * @param name a DNS-1123 subdomain, 1 to 253 characters
 */
public record ResourceName(String namespace, String name) implements Comparable<ResourceName> {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Comparator<ResourceName> ORDER =
            Comparator.comparing(ResourceName::namespace).thenComparing(ResourceName::name);

    public ResourceName {
        if (!isNamespace(namespace)) {
            throw new IllegalArgumentException("namespace \"" + namespace + "\" is not a DNS-1123 label");
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("name \"" + name + "\" is not a DNS-1123 subdomain");
        }
    }

    public static boolean isNamespace(String text) {
        return LABEL.matcher(text).matches();
    }

    public static boolean isName(String text) {
        return text.length() <= 253 && SUBDOMAIN.matcher(text).matches();
    }

    @Override
    public int compareTo(ResourceName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
