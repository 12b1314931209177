package dev.pointsman.pipeline.haproxy.property;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Random listeners and routes as somebody might write them, and requests that come close to them.
 *
 * <p>Everything is drawn from few values that are easily mistaken for each other, so that most requests come close to several rules, and
 * many rules tie in all but their age or their name. JSON is YAML, so the definitions are written as that.
 *
 * @param listeners host names, {@code *} for none
 * @param routes the routes
 */
record RandomRoutes(List<String> listeners, List<Route> routes) {

    /**
     * @param name namespace/name
     * @param created seconds of creationTimestamp; -1 for none
     * @param hostnames may be empty
     * @param rules each a list of matches
     */
    record Route(String name, int created, List<String> hostnames, List<List<Match>> rules) {}

    /**
     * @param pathType Exact, PathPrefix or RegularExpression
     * @param method may be empty
     * @param headers name and value, in the order in which they stand
     */
    record Match(String pathType, String path, String method, Map<String, String> headers, Map<String, String> query) {}

    static final int RULES = 24;

    private static final List<String> LISTENERS =
            List.of("*", "*", "*.example.com", "*.x.example.com", "shop.example.com", "a.x.example.com");
    private static final List<String> HOSTS =
            List.of("shop.example.com", "*.example.com", "*.x.example.com", "a.x.example.com", "example.com", "*.com");
    private static final List<String> SENT_HOSTS = List.of(
            "shop.example.com",
            "SHOP.example.com:80",
            "a.example.com",
            "a.x.example.com.",
            "b.x.example.com",
            "x.example.com",
            "example.com",
            "EXAMPLE.com.:8080",
            "example.org",
            "10.0.0.1:8080",
            "xexample.com",
            "com");
    private static final List<String> PATHS =
            List.of("/", "/a", "/a/", "/a/b", "/a/b/c", "/A", "/ab", "/a'b", "/a%20b", "/a,b", "/a;b", "/a%62");
    private static final List<String> EXPRESSIONS =
            List.of("/a.*", "/[a-z]+", "/a/[^/]+", "/a(/b)?", "/(a|ab)/?b?", "/a%[0-9]{2}b", "(/\\w)*");
    private static final List<String> SENT_PATHS = List.of(
            "/",
            "/a",
            "/a/",
            "/a/b",
            "/a/b/",
            "/a/b/c",
            "/a/b/cd",
            "/A",
            "/ab",
            "/abc",
            "/a'b",
            "/a'b/c",
            "/a%20b",
            "/a%20B",
            "/a%62",
            "/a//b",
            "//a",
            "/a,b",
            "/a;b",
            "/a.",
            "/a/../b",
            "/a/b/c/d",
            "/ab/b");
    private static final List<String> METHODS = List.of("", "", "", "GET", "POST", "DELETE");
    private static final List<String> SENT_METHODS = List.of("GET", "GET", "POST", "DELETE", "PURGE");
    private static final List<String> HEADERS = List.of("x-version", "X-Version-2", "x'y");
    private static final List<String> VALUES = List.of("v1", "v2", "V2", "v1,v2", "v1, v2", "a b", "'", "\"v2\"", "#");
    private static final List<String> SENT_HEADERS =
            List.of("X-Version", "x-version", "X-VERSION-2", "X'Y", "x-versio");
    private static final List<String> SENT_VALUES =
            List.of("v1", "v2", "V2", "v1,v2", "v1, v2", "v2,v1", " v2 ", "", "a b", "a  b", "'", "\"v2\"", "#");
    private static final List<String> PARAMETERS = List.of("v", "V", "v'");
    private static final List<String> PARAMETER_VALUES = List.of("1", "2", "a b", "a+b", "a=b", "1&2", "x;v");
    private static final List<String> SENT_PARAMETERS = List.of(
            "v=1", "v=2", "v=%32", "%76=2", "V=1", "v'=1", "v%27=2", "v=a+b", "v=a%20b", "v=a%2bb", "v=a=b", "v=1%262",
            "v=", "v", "", "w=1", "v=x;v", "vv=1");

    static RandomRoutes draw(Random random) {
        List<String> listeners = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String host = pick(random, LISTENERS);
            if (!listeners.contains(host)) {
                listeners.add(host);
            }
        }
        List<Route> routes = new ArrayList<>();
        int left = 1 + random.nextInt(RULES);
        while (left > 0) {
            List<List<Match>> rules = new ArrayList<>();
            for (int i = 1 + random.nextInt(Math.min(left, 4)); i > 0; i--, left--) {
                List<Match> matches = new ArrayList<>();
                for (int j = 1 + random.nextInt(2); j > 0; j--) {
                    matches.add(match(random));
                }
                rules.add(matches);
            }
            List<String> hostnames = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                String host = pick(random, HOSTS);
                if (!hostnames.contains(host) && isOfSome(host, listeners)) {
                    hostnames.add(host);
                }
            }
            String name = pick(random, List.of("shop/", "shop-b/", "a/")) + pick(random, List.of("r", "r-", "r.")) + "x"
                    + routes.size();
            routes.add(new Route(name, random.nextInt(4) - 1, hostnames, rules));
        }
        return new RandomRoutes(listeners, routes);
    }

    /** A route that shares no host with any listener would be refused. */
    private static boolean isOfSome(String host, List<String> listeners) {
        return listeners.stream()
                .anyMatch(listener -> SpecificationMatcher.takes(listener, host.replace("*", "y"))
                        || SpecificationMatcher.takes(host, listener.replace("*", "y")));
    }

    private static Match match(Random random) {
        String type = pick(random, List.of("Exact", "PathPrefix", "PathPrefix", "RegularExpression"));
        String path = pick(random, type.equals("RegularExpression") ? EXPRESSIONS : PATHS);
        return new Match(
                type,
                path,
                pick(random, METHODS),
                some(random, HEADERS, VALUES, 5),
                some(random, PARAMETERS, PARAMETER_VALUES, 8));
    }

    private static Map<String, String> some(Random random, List<String> names, List<String> values, int oneIn) {
        Map<String, String> some = new LinkedHashMap<>();
        for (String name : names) {
            if (random.nextInt(oneIn) == 0) {
                some.put(name, pick(random, values));
            }
        }
        return some;
    }

    /** The documents of the Gateway and the routes; rule n of all rules forwards to Service {@code shop/rule-n}. */
    String documents(int port, List<String> endpoints) {
        List<JsonObject> documents = new ArrayList<>();
        documents.add(gateway(port));
        int number = 0;
        for (Route route : routes) {
            JsonArray rules = new JsonArray();
            for (List<Match> matches : route.rules()) {
                JsonArray written = new JsonArray();
                matches.forEach(match -> written.add(written(match)));
                rules.add(new JsonObject()
                        .put("matches", written)
                        .put(
                                "backendRefs",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("name", "rule-" + number++)
                                                .put("namespace", "shop")
                                                .put("port", 80))));
            }
            documents.add(route(route, rules));
        }
        for (int i = 0; i < number; i++) {
            documents.addAll(service(i, endpoints.get(i)));
        }
        return documents.stream().map(JsonObject::encode).collect(Collectors.joining("\n---\n"));
    }

    private JsonObject gateway(int port) {
        JsonArray written = new JsonArray();
        for (int i = 0; i < listeners.size(); i++) {
            JsonObject listener = new JsonObject()
                    .put("name", "l" + i)
                    .put("protocol", "HTTP")
                    .put("port", port)
                    .put("allowedRoutes", new JsonObject().put("namespaces", new JsonObject().put("from", "All")));
            if (!listeners.get(i).equals("*")) {
                listener.put("hostname", listeners.get(i));
            }
            written.add(listener);
        }
        return resource("gateway.networking.k8s.io/v1", "Gateway", "edge/web")
                .put(
                        "spec",
                        new JsonObject()
                                .put("gatewayClassName", "pointsman")
                                .put("addresses", new JsonArray().add(new JsonObject().put("value", "127.0.0.2")))
                                .put("listeners", written));
    }

    private static JsonObject route(Route route, JsonArray rules) {
        JsonObject document = resource("gateway.networking.k8s.io/v1", "HTTPRoute", route.name());
        if (route.created() >= 0) {
            document.getJsonObject("metadata").put("creationTimestamp", "2026-01-01T00:00:0" + route.created() + "Z");
        }
        return document.put(
                "spec",
                new JsonObject()
                        .put(
                                "parentRefs",
                                new JsonArray()
                                        .add(new JsonObject().put("name", "web").put("namespace", "edge")))
                        .put("hostnames", new JsonArray(route.hostnames()))
                        .put("rules", rules));
    }

    private static JsonObject written(Match match) {
        JsonArray headers = new JsonArray();
        match.headers()
                .forEach((name, value) ->
                        headers.add(new JsonObject().put("name", name).put("value", value)));
        JsonArray query = new JsonArray();
        match.query()
                .forEach((name, value) ->
                        query.add(new JsonObject().put("name", name).put("value", value)));
        JsonObject written = new JsonObject()
                .put("path", new JsonObject().put("type", match.pathType()).put("value", match.path()))
                .put("headers", headers)
                .put("queryParams", query);
        return match.method().isEmpty() ? written : written.put("method", match.method());
    }

    private static List<JsonObject> service(int number, String endpoint) {
        String[] parts = endpoint.split(":");
        JsonObject slice = resource("discovery.k8s.io/v1", "EndpointSlice", "shop/rule-" + number)
                .put("addressType", "IPv4")
                .put("ports", new JsonArray().add(new JsonObject().put("port", Integer.valueOf(parts[1]))))
                .put(
                        "endpoints",
                        new JsonArray().add(new JsonObject().put("addresses", new JsonArray().add(parts[0]))));
        slice.getJsonObject("metadata")
                .put("labels", new JsonObject().put("kubernetes.io/service-name", "rule-" + number));
        JsonObject service = resource("v1", "Service", "shop/rule-" + number)
                .put("spec", new JsonObject().put("ports", new JsonArray().add(new JsonObject().put("port", 80))));
        return List.of(service, slice);
    }

    private static JsonObject resource(String apiVersion, String kind, String name) {
        String[] parts = name.split("/");
        return new JsonObject()
                .put("apiVersion", apiVersion)
                .put("kind", kind)
                .put("metadata", new JsonObject().put("namespace", parts[0]).put("name", parts[1]));
    }

    /** A request that meets one of the matches, often spoilt or adorned by what another request would hold. */
    RawRequest request(Random random) {
        Route route = pick(random, routes);
        Match match = pick(random, pick(random, route.rules()));
        List<String> headers = new ArrayList<>();
        String host = route.hostnames().isEmpty() ? pick(random, listeners) : pick(random, route.hostnames());
        headers.add("Host: "
                + (random.nextInt(3) == 0
                        ? pick(random, SENT_HOSTS)
                        : host.equals("*") ? "a.b.c" : host.replace("*", "y")));
        headers.add("Content-Length: 0");
        match.headers().forEach((name, value) -> headers.add(name + ": " + value));
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.add(
                    pick(random, SENT_HEADERS) + ":" + (random.nextBoolean() ? " " : "") + pick(random, SENT_VALUES));
        }
        if (random.nextInt(6) == 0 && headers.size() > 2) {
            headers.remove(2);
        }
        List<String> parameters = new ArrayList<>();
        match.query().forEach((name, value) -> parameters.add(encoded(name) + "=" + encoded(value)));
        if (random.nextInt(3) == 0) {
            parameters.add(random.nextInt(parameters.size() + 1), pick(random, SENT_PARAMETERS));
        }
        boolean asWritten = !match.pathType().equals("RegularExpression") && random.nextInt(3) > 0;
        String path =
                (asWritten ? match.path() : "") + (asWritten && random.nextInt(3) > 0 ? "" : pick(random, SENT_PATHS));
        String method =
                match.method().isEmpty() || random.nextInt(6) == 0 ? pick(random, SENT_METHODS) : match.method();
        return new RawRequest(method, path + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters)), headers);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
