package dev.pointsman.pipeline.conformance.step;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.conformance.client.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Compares a reply with what a step expects, in the order that the suite does. */
final class ReplyCheck {

    private static final Set<Integer> TIMEOUTS = Set.of(408, 504);
    private static final Set<Integer> REDIRECTS = Set.of(300, 301, 302, 303, 304, 305, 307, 308);
    private static final long MIRROR_SECONDS = 3;

    private final JsonObject expect;
    private final World world;
    private final String target;
    private final String url;

    /** The target and URL are those that were sent. */
    ReplyCheck(JsonObject expect, World world, String target, String url) {
        this.expect = expect;
        this.world = world;
        this.target = target;
        this.url = url;
    }

    void check(Reply reply) throws InterruptedException {
        if (expect.containsKey("backend_from_request_header")) {
            requireHeaderOfBackend(reply);
            return;
        }
        Set<Integer> allowed = statuses();
        if (TIMEOUTS.contains(reply.status()) && allowed.stream().anyMatch(TIMEOUTS::contains)) {
            return;
        }
        require(allowed.contains(reply.status()), "status " + allowed, reply);
        if (reply.status() == 200 || reply.status() == 204) {
            checkSuccess(reply);
        } else if (REDIRECTS.contains(reply.status()) && expect.containsKey("redirect")) {
            checkRedirect(expect.getJsonObject("redirect"), reply);
        }
    }

    private Set<Integer> statuses() {
        return expect.getValue("status") instanceof JsonArray list
                ? list.stream().map(Integer.class::cast).collect(Collectors.toSet())
                : Set.of(expect.getInteger("status"));
    }

    private void checkSuccess(Reply reply) throws InterruptedException {
        Optional<JsonObject> echo = reply.echo();
        if (expect.containsKey("from_backend")) {
            require(echo.isEmpty(), "an answer of the proxy's own", reply);
        }
        if (expect.containsKey("namespace")) {
            String namespace = expect.getString("namespace");
            require(
                    echo.filter(seen -> seen.getString("namespace").equals(namespace))
                            .isPresent(),
                    "namespace " + namespace,
                    reply);
        }
        if (expect.containsKey("backend")) {
            String backend = expect.getString("backend");
            require(
                    echo.filter(seen -> seen.getString("pod").startsWith(backend))
                            .isPresent(),
                    "backend " + backend,
                    reply);
        }
        if (expect.containsKey("request_seen")) {
            require(echo.isPresent(), "an answer of the backend", reply);
            SeenCheck.check(expect.getJsonObject("request_seen"), echo.get(), world.certificates(), reply);
        }
        if (expect.containsKey("response")) {
            HeaderCheck.check(expect.getJsonObject("response"), reply);
        }
        for (Object mirror :
                expect.getJsonArray("mirrored_to", new JsonArray()).stream().toList()) {
            requireMirrored((JsonObject) mirror, reply);
        }
    }

    private void requireMirrored(JsonObject mirror, Reply reply) throws InterruptedException {
        long start = System.nanoTime();
        while (world.backends().seen().count(mirror.getString("namespace"), mirror.getString("backend"), target) == 0) {
            require(
                    System.nanoTime() - start < TimeUnit.SECONDS.toNanos(MIRROR_SECONDS),
                    "the same request at " + mirror.getString("backend"),
                    reply);
            Thread.sleep(20);
        }
    }

    private void requireHeaderOfBackend(Reply reply) {
        String name = expect.getString("backend_from_request_header");
        JsonObject echo = reply.echo().orElseThrow(() -> new AssertionError("no echo: " + reply));
        List<String> values = new ArrayList<>();
        echo.getJsonObject("headers").forEach(header -> {
            if (header.getKey().equalsIgnoreCase(name)) {
                ((JsonArray) header.getValue()).forEach(value -> values.add(value.toString()));
            }
        });
        require(
                values.size() == 1 && echo.getString("pod").startsWith(values.getFirst()),
                "header " + name + " to name the backend",
                reply);
    }

    private void checkRedirect(JsonObject redirect, Reply reply) {
        String location = reply.header("Location").orElse("");
        require(!location.isEmpty(), "a Location", reply);
        URI target = URI.create(url).resolve(location);
        requireEqual(redirect, "scheme", target.getScheme(), reply);
        requireEqual(redirect, "host", target.getHost(), reply);
        requireEqual(redirect, "path", target.getPath(), reply);
        if (redirect.containsKey("port")) {
            String wanted = redirect.getValue("port").toString();
            int usual = target.getScheme().equals("https") ? 443 : 80;
            boolean fine = wanted.equals("default")
                    ? target.getPort() == -1 || target.getPort() == usual
                    : wanted.equals(Integer.toString(target.getPort()));
            require(fine, "a Location with port " + wanted, reply);
        }
    }

    private static void requireEqual(JsonObject redirect, String part, String actual, Reply reply) {
        if (redirect.containsKey(part)) {
            String wanted = redirect.getString(part);
            require(wanted.equals(actual), "a Location with " + part + " " + wanted, reply);
        }
    }

    static void require(boolean condition, String expected, Reply reply) {
        if (!condition) {
            throw new AssertionError("expected " + expected + ", got " + reply);
        }
    }
}
