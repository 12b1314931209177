package dev.pointsman.pipeline.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A section of {@code haproxy.cfg}, its servers apart from everything else it says.
 *
 * @param header its first line, for instance {@code backend shop_cart_8080}
 * @param lines what it says, without servers, comments and the stamp of its origin
 * @param serverSettings the words of every {@code default-server} line that counts for it, in order: later ones win
 * @param servers by name, in the file's order
 */
public record ProxySection(
        String header, List<String> lines, List<String> serverSettings, Map<String, ProxyServer> servers) {

    private static final String COOKIE_KEY = "dynamic-cookie-key ";

    public ProxySection {
        lines = List.copyOf(lines);
        serverSettings = List.copyOf(serverSettings);
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
    }

    /** The name without the kind of section, as the Runtime API wants it. */
    public String name() {
        return header.substring(header.indexOf(' ') + 1);
    }

    /** The key from which cookies are made of its servers' addresses, when they are. */
    Optional<String> cookieKey() {
        return lines.stream()
                .filter(line -> line.startsWith(COOKIE_KEY))
                .map(line -> line.substring(COOKIE_KEY.length()))
                .findFirst();
    }
}
