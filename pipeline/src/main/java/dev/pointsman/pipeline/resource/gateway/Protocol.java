package dev.pointsman.pipeline.resource.gateway;

import java.util.List;
import java.util.Locale;

import dev.pointsman.pipeline.resource.Kind;

/**
 * What a listener speaks, and which routes it can take.
 *
 * <p>Source: Gateway API v1.6, "ProtocolType": the standard's protocols are compared without regard to case.
 */
public enum Protocol {
    HTTP(Kind.HTTP_ROUTE),
    HTTPS(Kind.HTTP_ROUTE),
    TLS(Kind.TLS_ROUTE),
    TCP(Kind.TCP_ROUTE),
    UDP(),
    /** None that the standard or Pointsman has. */
    UNKNOWN();

    private final List<Kind> routes;

    Protocol(Kind... routes) {
        this.routes = List.of(routes);
    }

    public static Protocol of(String text) {
        String upperCase = text.toUpperCase(Locale.ROOT);
        for (Protocol protocol : values()) {
            if (protocol != UNKNOWN && protocol.name().equals(upperCase)) {
                return protocol;
            }
        }
        return UNKNOWN;
    }

    /** The kinds of routes that can be attached; empty for a protocol that is not served. */
    public List<Kind> routes() {
        return routes;
    }

    /** Whether requests are forwarded, and not connections. */
    public boolean isHttp() {
        return this == HTTP || this == HTTPS;
    }

    /** Whether connections begin with TLS, so that listeners of one port are told apart by the server name that a client asks for. */
    public boolean isOverTls() {
        return this == HTTPS || this == TLS;
    }
}
