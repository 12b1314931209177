package dev.pointsman.agent;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The way to EC2 and Git through a proxy, as the usual environment variables say it, in the JVM's own words.
 *
 * <p>It exists because neither systemd nor keepalived hands a shell's variables on. Instance metadata and the nodes' own reports never go through a
 * proxy. Source: java.net, "Networking properties".
 */
final class ProxyVariables {

    private static final Set<String> NAMES =
            Set.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy");

    private ProxyVariables() {}

    static boolean knows(String name) {
        return NAMES.contains(name);
    }

    /**
     * The system properties that a variable stands for; none for another name.
     *
     * @throws IllegalArgumentException when a proxy is no http URL with host and port
     */
    static Map<String, String> properties(String name, String value) {
        return switch (name) {
            case "HTTP_PROXY", "http_proxy" -> proxy("http", name, value);
            case "HTTPS_PROXY", "https_proxy" -> proxy("https", name, value);
            case "NO_PROXY", "no_proxy" -> Map.of("http.nonProxyHosts", hosts(value));
            default -> Map.of();
        };
    }

    private static Map<String, String> proxy(String scheme, String name, String value) {
        try {
            URI uri = new URI(value);
            if ("http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getUserInfo() == null) {
                return new TreeMap<>(Map.of(
                        scheme + ".proxyHost", uri.getHost(), scheme + ".proxyPort", Integer.toString(uri.getPort())));
            }
        } catch (URISyntaxException none) {
            // Told below, like every other value that is none.
        }
        throw new IllegalArgumentException(name + " is \"" + value
                + "\", which is not a proxy like \"http://proxy.example.com:3128\", without a user");
    }

    /** Names and addresses as they are; ".example.com" means all below. */
    private static String hosts(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .map(host -> host.startsWith(".") ? "*" + host : host)
                .collect(Collectors.joining("|"));
    }
}
