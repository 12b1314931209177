package dev.pointsman.lab.traffic;

import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP request that a client of the lab sends; it has no body.
 *
 * @param address where to connect to: usually the VIP
 * @param port where to connect to
 * @param method upper case
 * @param target path and query
 * @param headers at least Host (RFC 9112 section 3.2)
 */
public record Request(String address, int port, String method, String target, Map<String, String> headers) {

    public Request {
        headers = new TreeMap<>(headers);
        if (!headers.containsKey("Host")) {
            throw new IllegalArgumentException("request '%s %s' has no Host header".formatted(method, target));
        }
    }

    /** A GET request. */
    public static Request get(String address, int port, String host, String target) {
        return new Request(address, port, "GET", target, Map.of("Host", host));
    }

    /** The same request with one more header. */
    public Request with(String header, String value) {
        var all = new TreeMap<>(headers);
        all.put(header, value);
        return new Request(address, port, method, target, all);
    }

    /** The message as it goes over the wire. */
    String message(boolean keepsConnection) {
        var message = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, target));
        headers.forEach((name, value) -> message.append("%s: %s\r\n".formatted(name, value)));
        if (!keepsConnection) {
            message.append("Connection: close\r\n");
        }
        return message.append("\r\n").toString();
    }

    /** As a person would type it. */
    @Override
    public String toString() {
        var line = new StringBuilder("%s http://%s%s".formatted(method, headers.get("Host"), target));
        headers.forEach((name, value) -> line.append(name.equals("Host") ? "" : " %s: %s".formatted(name, value)));
        return line.toString();
    }
}
