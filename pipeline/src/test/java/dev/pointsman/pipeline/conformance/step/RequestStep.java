package dev.pointsman.pipeline.conformance.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.pointsman.pipeline.conformance.client.Call;
import dev.pointsman.pipeline.conformance.client.Http1Client;
import dev.pointsman.pipeline.conformance.client.Http2Client;
import dev.pointsman.pipeline.conformance.client.Reply;
import dev.pointsman.pipeline.conformance.client.TlsOptions;
import io.vertx.core.json.JsonObject;

/** Sends HTTP requests and looks at the replies. */
final class RequestStep {

    private static final String DEFAULT_HTTP_PORT = "80";
    private static final String DEFAULT_HTTPS_PORT = "443";

    private final JsonObject step;
    private final JsonObject request;
    private final JsonObject expect;
    private final World world;
    private final AtomicBoolean certificateAsked = new AtomicBoolean();
    private String unique = UUID.randomUUID().toString();

    RequestStep(JsonObject step, World world) {
        this.step = step;
        this.request = step.getJsonObject("request");
        this.expect = step.getJsonObject("expect");
        this.world = world;
    }

    void play() throws Exception {
        if (expect.containsKey("error")) {
            mustFail();
        } else if (expect.containsKey("status_not")) {
            world.attempts().inARow(expect.getInteger("consecutive"), this::mustNotSucceed);
        } else if (step.containsKey("distribution")) {
            new Distribution(step.getJsonObject("distribution")).require(header -> pod(checked(send(header))));
        } else if (step.containsKey("mirror_distribution")) {
            throw new AssertionError("mirrored shares are not measured");
        } else if (step.containsKey("repeat")) {
            for (int i = 0; i < step.getJsonObject("repeat").getInteger("count"); i++) {
                checked(send(Map.of()));
            }
        } else {
            world.attempts().threeInARow(() -> checked(send(Map.of())));
        }
        if (expect.getBoolean("client_certificate_requested", false) && !certificateAsked.get()) {
            throw new AssertionError("the server never asked for a client certificate");
        }
    }

    private void mustFail() {
        Reply reply;
        try {
            reply = send(Map.of());
        } catch (IOException expected) {
            return;
        }
        throw new AssertionError("expected no reply, got " + reply);
    }

    private void mustNotSucceed() throws IOException {
        Reply reply = send(Map.of());
        if (expect.getJsonArray("status_not").contains(reply.status())) {
            throw new Attempts.GivenUp("expected any other status, got " + reply);
        }
        if (reply.status() == 408 || reply.status() == 504) {
            throw new AssertionError("got " + reply);
        }
    }

    private Reply checked(Reply reply) throws InterruptedException {
        new ReplyCheck(expected(), world, target(), url()).check(reply);
        return reply;
    }

    /** What is added to the path of the request is expected at the backend, too. */
    private JsonObject expected() {
        JsonObject copy = expect.copy();
        JsonObject seen = copy.getJsonObject("request_seen");
        if (seen != null && seen.containsKey("path")) {
            seen.put("path", withUnique(seen.getString("path")));
        }
        return copy;
    }

    private static String pod(Reply reply) {
        return reply.echo().orElseThrow().getString("pod");
    }

    private Reply send(Map<String, String> more) throws IOException {
        JsonObject parameter = request.getJsonObject("unique_query_param");
        if (parameter != null && parameter.getString("renew").equals("per-attempt")) {
            unique = UUID.randomUUID().toString();
        }
        Call call = new Call(
                world.address(step),
                step.getInteger("port"),
                request.getString("method"),
                target(),
                host(),
                headers(more),
                tls());
        return request.containsKey("protocol")
                ? Http2Client.send(world.vertx(), call)
                : Http1Client.send(call, certificateAsked);
    }

    private String target() {
        return withUnique(request.getString("path"));
    }

    private String withUnique(String path) {
        JsonObject parameter = request.getJsonObject("unique_query_param");
        return parameter == null
                ? path
                : path + (path.contains("?") ? "&" : "?") + parameter.getString("name") + "=" + unique;
    }

    private String url() {
        return request.getString("scheme") + "://" + host() + target();
    }

    private String host() {
        String port = step.getInteger("port").toString();
        String usual = request.getString("scheme").equals("https") ? DEFAULT_HTTPS_PORT : DEFAULT_HTTP_PORT;
        return request.getString("host", world.address(step) + (port.equals(usual) ? "" : ":" + port));
    }

    private List<Map.Entry<String, String>> headers(Map<String, String> more) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("User-Agent", "Go-http-client/1.1"));
        headers.add(Map.entry("Accept-Encoding", "gzip"));
        List<String> wanted = new ArrayList<>();
        request.getJsonObject("backendSetResponseHeaders", new JsonObject())
                .forEach(header -> wanted.add(header.getKey() + ":" + header.getValue()));
        headers.add(Map.entry("X-Echo-Set-Header", String.join(",", wanted)));
        request.getJsonObject("headers", new JsonObject())
                .forEach(header ->
                        headers.add(Map.entry(header.getKey(), header.getValue().toString())));
        headers.addAll(more.entrySet());
        return headers;
    }

    private TlsOptions tls() {
        return request.getString("scheme").equals("https") ? Trust.of(request, world, List.of("http/1.1")) : null;
    }
}
