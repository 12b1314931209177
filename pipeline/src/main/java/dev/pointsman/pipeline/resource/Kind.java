package dev.pointsman.pipeline.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.pointsman.pipeline.resource.route.RouteDefinition;

/** The kinds that Pointsman serves, as documents name them. */
public enum Kind {
    BACKEND_POLICY("pointsman.dev/v1", "BackendPolicy", true),
    CONFIG_MAP("v1", "ConfigMap", true),
    BACKEND_TLS_POLICY("gateway.networking.k8s.io/v1", "BackendTLSPolicy", true),
    ENDPOINT_SLICE("discovery.k8s.io/v1", "EndpointSlice", true),
    FLEET("pointsman.dev/v1", "Fleet", true),
    GATEWAY("gateway.networking.k8s.io/v1", "Gateway", true),
    GATEWAY_CLASS("gateway.networking.k8s.io/v1", "GatewayClass", false),
    HTTP_ROUTE("gateway.networking.k8s.io/v1", "HTTPRoute", true),
    NAMESPACE("v1", "Namespace", false),
    REFERENCE_GRANT("gateway.networking.k8s.io/v1", "ReferenceGrant", true, "gateway.networking.k8s.io/v1beta1"),
    ROUTE_TEST("pointsman.dev/v1", "RouteTest", true),
    SECRET("v1", "Secret", true),
    SERVICE("v1", "Service", true),
    TCP_ROUTE("gateway.networking.k8s.io/v1", "TCPRoute", true, "gateway.networking.k8s.io/v1alpha2"),
    TLS_ROUTE(
            "gateway.networking.k8s.io/v1",
            "TLSRoute",
            true,
            "gateway.networking.k8s.io/v1alpha2",
            "gateway.networking.k8s.io/v1alpha3");

    /** The API group of the Gateway API's own kinds. */
    public static final String GATEWAY_GROUP = "gateway.networking.k8s.io";

    /** The API group of Pointsman's own kinds. */
    public static final String POINTSMAN_GROUP = "pointsman.dev";

    private final String apiVersion;
    private final String title;
    private final boolean namespaced;
    private final Set<String> olderVersions;

    /** Older versions are those in which the kind has no other fields than today. */
    Kind(String apiVersion, String title, boolean namespaced, String... olderVersions) {
        this.apiVersion = apiVersion;
        this.title = title;
        this.namespaced = namespaced;
        this.olderVersions = Set.of(olderVersions);
    }

    public static Optional<Kind> of(String apiVersion, String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title.equals(title))
                .filter(kind -> kind.apiVersion.equals(apiVersion) || kind.olderVersions.contains(apiVersion))
                .findFirst();
    }

    /** Group and version, for instance {@code gateway.networking.k8s.io/v1}. */
    public String apiVersion() {
        return apiVersion;
    }

    /** Every apiVersion in which the kind may be written, today's first. */
    public List<String> apiVersions() {
        return Stream.concat(Stream.of(apiVersion), olderVersions.stream().sorted())
                .toList();
    }

    /** The API group; empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** The kind's name, for instance {@code HTTPRoute}. */
    public String title() {
        return title;
    }

    /** Whether its resources are routes ({@link RouteDefinition}). */
    public boolean isRoute() {
        return title.endsWith("Route");
    }

    /** Whether its resources live in a namespace; a namespace that is left out is "default". */
    public boolean isNamespaced() {
        return namespaced;
    }
}
