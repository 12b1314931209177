package dev.pointsman.pipeline.change;

import java.util.List;

/**
 * A {@code server} line of a backend.
 *
 * @param name unique in its backend; made of the endpoint, see {@link dev.pointsman.pipeline.haproxy.ProxyName}
 * @param address {@code address:port}
 * @param settings the words after the address, as the file has them
 */
public record ProxyServer(String name, String address, List<String> settings) {

    public ProxyServer {
        settings = List.copyOf(settings);
    }

    /** Whether its address is a host name, which HAProxy resolves while it runs. */
    public boolean isNamed() {
        return settings.contains("resolvers");
    }

    /** Whether a running server at that address, {@code address:port}, can be this one. */
    public boolean isAt(String running) {
        return isNamed()
                ? running.substring(running.lastIndexOf(':')).equals(address.substring(address.lastIndexOf(':')))
                : running.equals(address);
    }
}
