package dev.pointsman.pipeline.conformance.backend;

import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;

import io.vertx.core.json.JsonObject;

/** What an echo backend tells of the TLS connection that it was asked over. */
final class TlsFacts {

    private TlsFacts() {}

    static JsonObject of(SSLSession session, String negotiatedProtocol) {
        return new JsonObject()
                .put("version", session.getProtocol())
                .put("serverName", serverName(session))
                .put("negotiatedProtocol", negotiatedProtocol)
                .put("cipherSuite", session.getCipherSuite());
    }

    private static String serverName(SSLSession session) {
        List<?> names = session instanceof ExtendedSSLSession extended ? extended.getRequestedServerNames() : List.of();
        return names.isEmpty() ? "" : ((SNIHostName) names.getFirst()).getAsciiName();
    }
}
