package dev.pointsman.pipeline.haproxy.property;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.haproxy.traffic.RawRequest;

/**
 * Who gets a request according to the Gateway API, written from its text and from nothing else.
 *
 * <p>Sources: Gateway API v1.6, "GatewaySpec.listeners" (which listener), "HTTPRouteSpec.hostnames" and "HTTPRouteRule.matches" (which
 * rule). What the text leaves open is as Pointsman documents it: regular expressions stand between exact paths and prefixes, the longer
 * first; of a repeated header one line is enough, of a repeated parameter the first counts.
 */
final class SpecificationMatcher {

    /** A match that takes the request, with what its precedence depends on. */
    private record Candidate(
            int rule,
            String hostname,
            RandomRoutes.Route route,
            RandomRoutes.Match match,
            int ruleIndex,
            int matchIndex) {}

    private static final Comparator<Candidate> PRECEDENCE = Comparator.comparingInt((Candidate one) ->
                    -(one.hostname().startsWith("*") ? 0 : one.hostname().length()))
            .thenComparing(one -> -one.hostname().length())
            .thenComparing(one -> List.of("Exact", "RegularExpression", "PathPrefix")
                    .indexOf(one.match().pathType()))
            .thenComparing(one -> -withoutSlash(one.match()).length())
            // Nobody says which of two expressions of one length goes first; Pointsman takes the alphabet.
            .thenComparing(one -> withoutSlash(one.match()))
            .thenComparing(one -> one.match().method().isEmpty())
            .thenComparing(one -> -one.match().headers().size())
            .thenComparing(one -> -one.match().query().size())
            .thenComparing(one ->
                    one.route().created() < 0 ? Integer.MAX_VALUE : one.route().created())
            .thenComparing(one -> one.route().name())
            .thenComparing(Candidate::ruleIndex)
            .thenComparing(Candidate::matchIndex);

    private SpecificationMatcher() {}

    /** The number of the rule that takes the request, counted over all routes; empty when the answer is 404. */
    static Optional<Integer> match(RandomRoutes routes, RawRequest request) {
        String host = host(request);
        Optional<String> listener = routes.listeners().stream()
                .filter(hostname -> takes(hostname, host))
                .min(Comparator.comparing((String hostname) -> hostname.startsWith("*"))
                        .thenComparing(hostname -> -hostname.length()));
        if (listener.isEmpty()) {
            return Optional.empty();
        }
        List<Candidate> candidates = new ArrayList<>();
        int number = 0;
        for (RandomRoutes.Route route : routes.routes()) {
            Optional<String> hostname = hostname(route, host);
            for (int rule = 0; rule < route.rules().size(); rule++) {
                List<RandomRoutes.Match> matches = route.rules().get(rule);
                for (int i = 0; i < matches.size(); i++) {
                    if (hostname.isPresent() && takes(matches.get(i), request)) {
                        candidates.add(new Candidate(number, hostname.get(), route, matches.get(i), rule, i));
                    }
                }
                number++;
            }
        }
        return candidates.stream().min(PRECEDENCE).map(Candidate::rule);
    }

    /** The route's most specific host name that takes the host; {@code *} when it names none. */
    private static Optional<String> hostname(RandomRoutes.Route route, String host) {
        return route.hostnames().isEmpty()
                ? Optional.of("*")
                : route.hostnames().stream()
                        .filter(hostname -> takes(hostname, host))
                        .min(Comparator.comparing((String hostname) -> hostname.startsWith("*"))
                                .thenComparing(hostname -> -hostname.length()));
    }

    /** Whether a host name, which may begin with {@code *.} or be {@code *} alone, takes a host. */
    static boolean takes(String hostname, String host) {
        return hostname.equals("*")
                || (hostname.startsWith("*.") ? host.endsWith(hostname.substring(1)) : host.equals(hostname));
    }

    private static boolean takes(RandomRoutes.Match match, RawRequest request) {
        String[] target = request.target().split("\\?", 2);
        return takesPath(match, target[0])
                && (match.method().isEmpty() || match.method().equals(request.method()))
                && match.headers().entrySet().stream().allMatch(header -> hasHeader(request, header))
                && match.query().entrySet().stream()
                        .allMatch(parameter -> hasParameter(target.length == 2 ? target[1] : "", parameter));
    }

    private static boolean takesPath(RandomRoutes.Match match, String path) {
        return switch (match.pathType()) {
            case "Exact" -> path.equals(match.path());
            case "RegularExpression" -> path.matches(match.path());
            default -> (path + "/").startsWith(withoutSlash(match) + "/");
        };
    }

    /** "When specified, a trailing '/' is ignored": of prefixes only. */
    private static String withoutSlash(RandomRoutes.Match match) {
        String path = match.path();
        return match.pathType().equals("PathPrefix") && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }

    private static boolean hasHeader(RawRequest request, Map.Entry<String, String> header) {
        return request.headers().stream()
                .map(line -> line.split(":", 2))
                .anyMatch(line -> line[0].equalsIgnoreCase(header.getKey())
                        && line[1].strip().equals(header.getValue()));
    }

    private static boolean hasParameter(String query, Map.Entry<String, String> parameter) {
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (decoded(parts[0]).equals(parameter.getKey())) {
                return parts.length == 2 && decoded(parts[1]).equals(parameter.getValue());
            }
        }
        return false;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    }

    private static String host(RawRequest request) {
        String host = request.headers().getFirst().substring("Host: ".length()).toLowerCase(Locale.ROOT);
        return host.replaceFirst(":[0-9]+$", "").replaceFirst("[.]$", "");
    }
}
