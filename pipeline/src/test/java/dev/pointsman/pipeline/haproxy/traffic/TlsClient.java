package dev.pointsman.pipeline.haproxy.traffic;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.pointsman.pipeline.certificate.TestAuthority;

/** A client that makes TLS connections to loopback, and says which server name it asks for. */
public final class TlsClient {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final TestAuthority authority;
    private final TestAuthority.Issued[] own;
    private final int port;

    /** A client that trusts the authority, and shows these certificates when it is asked for one. */
    public TlsClient(TestAuthority authority, int port, TestAuthority.Issued... own) {
        this.authority = authority;
        this.own = own;
        this.port = port;
    }

    /** Connects and ends the handshake; a null server name is not sent. */
    public SSLSocket connect(String serverName, String... protocols) throws IOException {
        // A context of its own, because a resumed session would repeat the server name of the first one.
        SSLContext context = authority.context(own);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(new Socket("127.0.0.1", port), null, port, true);
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** One request on a connection of its own. */
    public RawRequest.Answer send(String serverName, RawRequest request) throws IOException {
        try (SSLSocket socket = connect(serverName)) {
            return request.send(socket);
        }
    }

    /** The subject of the certificate that is shown for this server name, without "CN=". */
    public String shown(String serverName) throws IOException {
        try (SSLSocket socket = connect(serverName)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName().substring(3);
        }
    }
}
