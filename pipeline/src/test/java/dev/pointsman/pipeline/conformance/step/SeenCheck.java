package dev.pointsman.pipeline.conformance.step;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.conformance.client.Reply;
import dev.pointsman.pipeline.conformance.cluster.Certificates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Compares what the backend saw. */
final class SeenCheck {

    private SeenCheck() {}

    static void check(JsonObject expected, JsonObject echo, Certificates certificates, Reply reply) {
        requireEqual("method", expected.getString("method"), echo.getString("method"), reply);
        requireEqual("host", expected.getString("host"), echo.getString("host"), reply);
        requireEqual("path", expected.getString("path"), echo.getString("path"), reply);
        for (Map.Entry<String, Object> header : expected.getJsonObject("headers", new JsonObject())) {
            requireEqual(
                    "header " + header.getKey(),
                    header.getValue().toString(),
                    header(echo, header.getKey()).orElse("(none)"),
                    reply);
        }
        expected.getJsonArray("absent_headers", new JsonArray())
                .forEach(name -> ReplyCheck.require(
                        header(echo, name.toString()).isEmpty(), "no header " + name + " at the backend", reply));
        if (expected.containsKey("tls")) {
            checkTls(expected.getJsonObject("tls"), echo.getJsonObject("tls", new JsonObject()), certificates, reply);
        }
    }

    private static void checkTls(JsonObject expected, JsonObject seen, Certificates certificates, Reply reply) {
        requireEqual("SNI", expected.getString("sni"), seen.getString("serverName"), reply);
        JsonObject client = expected.getJsonObject("client_certificate");
        if (client != null) {
            String wanted = certificates
                    .secret(client.getString("secret"))
                    .certificatePem()
                    .strip();
            ReplyCheck.require(
                    seen.getJsonArray("peerCertificates", new JsonArray()).stream()
                            .anyMatch(pem -> pem.toString().strip().equals(wanted)),
                    "the client certificate " + client.getString("secret") + " at the backend",
                    reply);
        }
    }

    private static Optional<String> header(JsonObject echo, String name) {
        return echo.getJsonObject("headers").stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> ((JsonArray) header.getValue())
                        .stream().map(Object::toString).collect(Collectors.joining(",")))
                .findFirst();
    }

    private static void requireEqual(String what, String expected, String actual, Reply reply) {
        ReplyCheck.require(
                expected == null || expected.equals(actual), what + " " + expected + " at the backend", reply);
    }
}
