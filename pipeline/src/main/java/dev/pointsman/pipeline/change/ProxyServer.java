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
}
