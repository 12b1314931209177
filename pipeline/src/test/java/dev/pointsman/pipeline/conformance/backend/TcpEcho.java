package dev.pointsman.pipeline.conformance.backend;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.conformance.cluster.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.parsetools.RecordParser;

/** An echo backend of mode {@code tcp}: it speaks first, then answers a few words. */
final class TcpEcho {

    private final Vertx vertx;
    private final Pod pod;

    TcpEcho(Vertx vertx, Pod pod) {
        this.vertx = vertx;
        this.pod = pod;
    }

    /** Plain on 3000, and TLS on 8443 where there is a certificate. */
    List<Future<?>> listen(Certificates.Entry certificate) {
        List<Future<?>> listening = new ArrayList<>();
        listening.add(listen(3000, new NetServerOptions()));
        if (certificate != null) {
            listening.add(listen(
                    8443,
                    new NetServerOptions()
                            .setSsl(true)
                            .setKeyCertOptions(new PemKeyCertOptions()
                                    .addCertValue(Buffer.buffer(certificate.certificatePem()))
                                    .addKeyValue(Buffer.buffer(certificate.keyPem())))));
        }
        return listening;
    }

    private Future<?> listen(int port, NetServerOptions options) {
        return vertx.createNetServer(options).connectHandler(this::serve).listen(port, pod.address());
    }

    private void serve(NetSocket socket) {
        socket.handler(RecordParser.newDelimited(
                "\n", line -> answer(socket, line.toString().strip())));
        socket.write("Gateway API Test TCP Server\n");
    }

    private void answer(NetSocket socket, String line) {
        switch (line) {
            case "PING" -> socket.write("PONG\n");
            case "IS_TLS" -> socket.write(socket.isSsl() + "\n");
            case "TEST" -> socket.write(description(socket).encode() + "\n");
            default -> {
                // Nothing is said to other words.
            }
        }
    }

    private JsonObject description(NetSocket socket) {
        JsonObject description = new JsonObject()
                .put("namespace", pod.namespace())
                .put("ingress", "")
                .put("service", "")
                .put("pod", pod.name())
                .put("tcpport", "3000")
                .put("tlsport", "8443")
                .put("isTLS", socket.isSsl());
        if (socket.isSsl()) {
            description.put("tls", TlsFacts.of(socket.sslSession(), ""));
        }
        return description;
    }
}
