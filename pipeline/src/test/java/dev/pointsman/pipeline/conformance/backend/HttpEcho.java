package dev.pointsman.pipeline.conformance.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import dev.pointsman.pipeline.conformance.cluster.Certificates;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.impl.ConnectionBase;

/** An echo backend of mode {@code http}: it answers with what it was asked. */
final class HttpEcho {

    private static final Pattern DURATION = Pattern.compile("([0-9.]+)(ms|s)");

    private final Vertx vertx;
    private final Pod pod;
    private final Mirrored seen;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    HttpEcho(Vertx vertx, Pod pod, Mirrored seen) {
        this.vertx = vertx;
        this.pod = pod;
        this.seen = seen;
    }

    /** HTTP/1.1 on 3000, cleartext HTTP/2 on 3001, and HTTPS on 8443 where there is a certificate. */
    List<Future<?>> listen(Certificates.Entry certificate, Certificates.Entry clientAuthority) {
        List<Future<?>> listening = new ArrayList<>();
        listening.add(listen(3000, new HttpServerOptions().setHttp2ClearTextEnabled(false)));
        listening.add(listen(3001, new HttpServerOptions()));
        if (certificate != null) {
            HttpServerOptions tls = new HttpServerOptions()
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertValue(Buffer.buffer(certificate.certificatePem()))
                            .addKeyValue(Buffer.buffer(certificate.keyPem())));
            if (clientAuthority != null) {
                tls.setClientAuth(ClientAuth.REQUEST)
                        .setTrustOptions(
                                new PemTrustOptions().addCertValue(Buffer.buffer(clientAuthority.certificatePem())));
            }
            listening.add(listen(8443, tls));
        }
        return listening;
    }

    private Future<?> listen(int port, HttpServerOptions options) {
        return vertx.createHttpServer(options)
                .requestHandler(request -> {
                    if (port == 3001 && request.version() != HttpVersion.HTTP_2) {
                        request.response().setStatusCode(400).end();
                    } else {
                        handle(request);
                    }
                })
                .listen(port, pod.address());
    }

    private void handle(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        if (path.equals("/ws")) {
            request.toWebSocket().onSuccess(HttpEcho::echo);
        } else if (path.startsWith("/status/")) {
            request.response()
                    .setStatusCode(Integer.parseInt(path.substring("/status/".length())))
                    .end();
        } else if (path.equals("/health")) {
            request.response().end("OK");
        } else if (path.startsWith("/retry/") && fails(request)) {
            fail(request);
        } else {
            long delay = delay(request);
            if (delay > 0) {
                vertx.setTimer(delay, timer -> answer(request));
            } else {
                answer(request);
            }
        }
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
        socket.binaryMessageHandler(socket::writeBinaryMessage);
    }

    private boolean fails(HttpServerRequest request) {
        int failing = Integer.parseInt(request.getParam("succeedAfter", "0"));
        return failures.merge(request.getParam("uuid", ""), 1, Integer::sum) <= failing;
    }

    private void fail(HttpServerRequest request) {
        long delay = milliseconds(request.getParam("delayRetry", ""));
        Runnable failure = () -> {
            String code = request.getParam("responseCode");
            if (code != null) {
                request.response().setStatusCode(Integer.parseInt(code)).end();
            } else {
                reset(request);
            }
        };
        if (delay > 0) {
            vertx.setTimer(delay, timer -> failure.run());
        } else {
            failure.run();
        }
    }

    /** A TCP reset, which Vert.x cannot say: closing with a linger time of 0. */
    private static void reset(HttpServerRequest request) {
        ConnectionBase connection = (ConnectionBase) request.connection();
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.channel().close();
    }

    private static long delay(HttpServerRequest request) {
        return milliseconds(request.getParam("delay", ""));
    }

    private static long milliseconds(String duration) {
        Matcher matcher = DURATION.matcher(duration);
        if (!matcher.matches()) {
            return 0;
        }
        double number = Double.parseDouble(matcher.group(1));
        return matcher.group(2).equals("s")
                ? (long) (number * Duration.ofSeconds(1).toMillis())
                : (long) number;
    }

    private void answer(HttpServerRequest request) {
        seen.add(pod, request.uri());
        setHeaders(request);
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(body(request).toBuffer());
    }

    private static void setHeaders(HttpServerRequest request) {
        Map<String, List<String>> wanted = new TreeMap<>();
        for (String pair : request.getHeader("X-Echo-Set-Header") == null
                ? new String[0]
                : request.getHeader("X-Echo-Set-Header").split(",")) {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                wanted.computeIfAbsent(pair.substring(0, colon).strip(), any -> new ArrayList<>())
                        .add(pair.substring(colon + 1).strip());
            }
        }
        wanted.forEach((name, values) -> request.response().putHeader(name, String.join(",", values)));
    }

    private JsonObject body(HttpServerRequest request) {
        JsonObject headers = new JsonObject();
        request.headers().names().stream()
                .filter(name -> !name.equalsIgnoreCase("host") && !name.startsWith(":"))
                .forEach(name -> headers.put(
                        canonical(name), new JsonArray(request.headers().getAll(name))));
        JsonObject body = new JsonObject()
                .put("path", request.uri())
                .put(
                        "host",
                        request.authority() == null ? "" : request.authority().toString())
                .put("method", request.method().name())
                .put("proto", request.version() == HttpVersion.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1")
                .put("headers", headers)
                .put("httpPort", "3000")
                .put("namespace", pod.namespace())
                .put("ingress", "")
                .put("service", "")
                .put("pod", pod.name());
        if (request.sslSession() != null) {
            body.put("tls", tls(request));
        }
        return body;
    }

    private static JsonObject tls(HttpServerRequest request) {
        SSLSession session = request.sslSession();
        JsonArray certificates = new JsonArray();
        try {
            for (var certificate : session.getPeerCertificates()) {
                certificates.add(Certificates.pem(certificate));
            }
        } catch (SSLPeerUnverifiedException noCertificate) {
            // The client gave none.
        }
        return TlsFacts.of(session, request.version() == HttpVersion.HTTP_2 ? "h2" : "http/1.1")
                .put("peerCertificates", certificates);
    }

    /** As Go writes header names: {@code x-header-set} becomes {@code X-Header-Set}. */
    private static String canonical(String name) {
        StringBuilder text = new StringBuilder();
        for (String part : name.toLowerCase(Locale.ROOT).split("-", -1)) {
            text.append(text.isEmpty() ? "" : "-")
                    .append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return text.toString();
    }
}
