package dev.pointsman.pipeline.conformance.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;

/** HTTP/2 with a connection per request: by prior knowledge over cleartext, by ALPN over TLS (any certificate will do). */
public final class Http2Client {

    private Http2Client() {}

    public static Reply send(Vertx vertx, Call call) throws IOException {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setConnectTimeout(10_000);
        if (call.tls() != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setForceSni(true);
        }
        HttpClient client = vertx.createHttpClient(options);
        try {
            RequestOptions request = new RequestOptions()
                    .setServer(SocketAddress.inetSocketAddress(call.port(), call.address()))
                    .setHost(
                            call.tls() == null || call.tls().serverName().isEmpty()
                                    ? call.address()
                                    : call.tls().serverName())
                    .setPort(call.port())
                    .setMethod(HttpMethod.valueOf(call.method()))
                    .setURI(call.target());
            return client.request(request)
                    .compose(sent -> reply(sent, call))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no reply over HTTP/2: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            client.close();
        }
    }

    private static Future<Reply> reply(HttpClientRequest request, Call call) {
        request.authority(HostAndPort.parseAuthority(call.host(), -1));
        call.headers().forEach(line -> request.putHeader(line.getKey(), line.getValue()));
        return request.send()
                .compose(response -> response.body().map(body -> {
                    List<Map.Entry<String, String>> headers = new ArrayList<>();
                    response.headers().forEach((name, value) -> headers.add(Map.entry(name, value)));
                    return new Reply(response.statusCode(), headers, body.toString());
                }));
    }
}
