package dev.pointsman.pipeline.haproxy.hostile;

import java.util.List;

import dev.pointsman.pipeline.certificate.TestAuthority;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Definitions that use every field that has a text. */
final class WholeDefinitions {

    static final String ADDRESS = "10.99.0.10";

    /** What the node listens on, whatever stands in the texts. */
    static final List<String> BINDS = List.of(
            "10.99.0.10:80",
            "10.99.0.10:443",
            "10.99.0.10:5432",
            "10.99.0.10:5433",
            "10.99.0.10:5434",
            "10.99.0.10:8443",
            "unix@/10.99.0.10-8443.sock");

    /** Where the route of requests stands. */
    static final String HTTP_ROUTE = "resources[1].";

    private static final String GATEWAY = """
            {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway",
             "metadata": {"name": "web", "namespace": "shop"},
             "spec": {"gatewayClassName": "pointsman", "addresses": [{"type": "IPAddress", "value": "10.99.0.10"}],
              "tls": {
               "backend": {"clientCertificateRef": {"group": "", "kind": "Secret", "name": "balancer"}},
               "frontend": {"default": {"validation": {"mode": "AllowValidOnly",
                 "caCertificateRefs": [{"group": "", "kind": "ConfigMap", "name": "authority", "namespace": "other"}]}}}},
              "listeners": [
               {"name": "http", "protocol": "HTTP", "port": 80,
                "allowedRoutes": {"kinds": [{"group": "gateway.networking.k8s.io", "kind": "HTTPRoute"}], "namespaces": {"from": "Same"}}},
               {"name": "https", "protocol": "HTTPS", "port": 443, "hostname": "shop.example.com",
                "tls": {"mode": "Terminate", "certificateRefs": [{"group": "", "kind": "Secret", "name": "shop", "namespace": "other"}]}},
               {"name": "more", "protocol": "HTTPS", "port": 443, "hostname": "*.example.com",
                "tls": {"certificateRefs": [{"name": "balancer"}]}},
               {"name": "tcp", "protocol": "TCP", "port": 5432},
               {"name": "passed", "protocol": "TLS", "port": 5433, "hostname": "*.db.example.com", "tls": {"mode": "Passthrough"}},
               {"name": "ended", "protocol": "TLS", "port": 5434, "tls": {"certificateRefs": [{"name": "balancer"}]}},
               {"name": "this", "protocol": "TLS", "port": 8443, "hostname": "a.example.com", "tls": {"mode": "Passthrough"}},
               {"name": "that", "protocol": "TLS", "port": 8443, "hostname": "b.example.com",
                "tls": {"certificateRefs": [{"name": "balancer"}]}}]}}
            """;

    private static final String CLUSTER = """
            [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "shop", "namespace": "other"}, "type": "pointsman.dev/node-files"},
             {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "balancer", "namespace": "shop"},
              "type": "pointsman.dev/node-files"},
             {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "authority", "namespace": "other"}, "data": {"ca.crt": "PEM"}},
             {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "authority", "namespace": "shop"}, "data": {"ca.crt": "PEM"}},
             {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "ReferenceGrant", "metadata": {"name": "open", "namespace": "other"},
              "spec": {"from": [{"group": "gateway.networking.k8s.io", "kind": "Gateway", "namespace": "shop"}],
               "to": [{"group": "", "kind": "Secret", "name": "shop"}, {"group": "", "kind": "ConfigMap", "name": "authority"}]}}]
            """;

    private static final String SERVICES = """
            [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "cart", "namespace": "shop"},
              "spec": {"ports": [{"name": "web", "port": 80, "protocol": "TCP", "appProtocol": "http"}]}},
             {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
              "metadata": {"name": "cart", "namespace": "shop", "labels": {"kubernetes.io/service-name": "cart"}},
              "addressType": "IPv4", "ports": [{"name": "web", "port": 8080, "protocol": "TCP"}],
              "endpoints": [{"addresses": ["10.20.1.30"]}]},
             {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "db", "namespace": "shop"}, "spec": {"ports": [{"port": 5432}]}},
             {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
              "metadata": {"name": "db", "namespace": "shop", "labels": {"kubernetes.io/service-name": "db"}},
              "addressType": "IPv4", "ports": [{"port": 5432}], "endpoints": [{"addresses": ["10.20.1.31"]}]},
             {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "BackendTLSPolicy", "metadata": {"name": "tls", "namespace": "shop"},
              "spec": {"targetRefs": [{"group": "", "kind": "Service", "name": "cart", "sectionName": "web"}],
               "validation": {"hostname": "cart.internal",
                "caCertificateRefs": [{"group": "", "kind": "ConfigMap", "name": "authority"}]}}},
             {"apiVersion": "pointsman.dev/v1", "kind": "BackendPolicy", "metadata": {"name": "cart", "namespace": "shop"},
              "spec": {"targetRefs": [{"group": "", "kind": "Service", "name": "cart"}],
               "healthCheck": {"type": "HTTP", "path": "/healthz", "host": "cart.internal", "interval": "3s", "timeout": "1s",
                "rise": 2, "fall": 4},
               "balance": {"algorithm": "HeaderHash", "header": "X-User"},
               "timeouts": {"connect": "1s", "response": "30s", "queue": "3s"}, "connectionsPerEndpoint": 100, "slowStart": "20s",
               "persistence": {"cookie": "cart"}}},
             {"apiVersion": "pointsman.dev/v1", "kind": "BackendPolicy", "metadata": {"name": "db", "namespace": "shop"},
              "spec": {"targetRefs": [{"name": "db"}], "healthCheck": {"type": "TCP", "interval": "3s"},
               "balance": {"algorithm": "SourceHash"}}}]
            """;

    private static final String CONNECTION_ROUTES = """
            [{"apiVersion": "gateway.networking.k8s.io/v1", "kind": "TCPRoute", "metadata": {"name": "tcp", "namespace": "shop"},
              "spec": {"parentRefs": [{"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "web", "sectionName": "tcp"}],
               "rules": [{"name": "rule", "backendRefs": [{"group": "", "kind": "Service", "name": "db", "port": 5432}]}]}},
             {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "TLSRoute", "metadata": {"name": "tls", "namespace": "shop"},
              "spec": {"parentRefs": [{"name": "web", "sectionName": "passed"}, {"name": "web", "sectionName": "ended"}],
               "hostnames": ["orders.db.example.com", "*.db.example.com"],
               "rules": [{"name": "rule", "backendRefs": [{"name": "db", "port": 5432}]}]}},
             {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "TLSRoute", "metadata": {"name": "mixed", "namespace": "shop"},
              "spec": {"parentRefs": [{"name": "web", "namespace": "shop", "sectionName": "this"}, {"name": "web", "sectionName": "that"}],
               "hostnames": ["a.example.com", "b.example.com"], "rules": [{"backendRefs": [{"name": "db", "port": 5432}]}]}}]
            """;

    private static final String ROUTE = """
            {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
             "metadata": {"name": "route", "namespace": "shop", "labels": {"a": "b"}},
             "spec": {"parentRefs": [{"name": "web", "sectionName": "http"}], "hostnames": ["shop.example.com", "*.example.com"],
              "rules": [
               {"name": "one",
                "matches": [{"path": {"type": "PathPrefix", "value": "/a"}, "method": "GET",
                  "headers": [{"name": "x-a", "value": "b"}, {"type": "RegularExpression", "name": "x-b", "value": "c.*"}],
                  "queryParams": [{"name": "q", "value": "d"}, {"type": "RegularExpression", "name": "r", "value": "[e]+"}]}],
                "filters": [
                 {"type": "RequestHeaderModifier", "requestHeaderModifier": {
                   "set": [{"name": "x-set", "value": "f"}], "add": [{"name": "x-add", "value": "g"}], "remove": ["x-remove"]}},
                 {"type": "ResponseHeaderModifier", "responseHeaderModifier": {"set": [{"name": "x-set", "value": "h"}]}},
                 {"type": "URLRewrite", "urlRewrite": {"hostname": "cart.internal",
                   "path": {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/i"}}},
                 {"type": "CORS", "cors": {"allowOrigins": ["https://*.example.com"], "allowMethods": ["GET"],
                   "allowHeaders": ["x-j"], "exposeHeaders": ["x-k"]}}],
                "timeouts": {"request": "10s", "backendRequest": "5s"}, "retry": {"codes": [503], "attempts": 2},
                "backendRefs": [{"name": "cart", "port": 80, "filters": [
                 {"type": "RequestHeaderModifier", "requestHeaderModifier": {"set": [{"name": "x-l", "value": "m"}]}}]}]},
               {"matches": [{"path": {"type": "RegularExpression", "value": "/n/[0-9]+"}}],
                "filters": [{"type": "RequestRedirect", "requestRedirect": {"scheme": "https", "hostname": "www.example.com",
                  "path": {"type": "ReplaceFullPath", "replaceFullPath": "/o"}, "statusCode": 301}}]},
               {"matches": [{"path": {"type": "Exact", "value": "/p"}}], "backendRefs": [{"name": "cart", "port": 80}]}]}}
            """;

    private static final String AUTHORITY = new TestAuthority("authority").pem();

    private WholeDefinitions() {}

    /** As one document whose field {@code resources} holds them all. */
    static JsonObject make() {
        String all = """
                {"resources": [%s, %s]}""".formatted(GATEWAY, ROUTE);
        JsonObject document = new JsonObject(all);
        for (String list : List.of(CLUSTER, SERVICES, CONNECTION_ROUTES)) {
            document.getJsonArray("resources").addAll(new JsonArray(list.replace("\"PEM\"", quoted(AUTHORITY))));
        }
        return document;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\n", "\\n") + "\"";
    }
}
