package dev.pointsman.pipeline.conformance.step;

import java.util.Map;

import dev.pointsman.pipeline.conformance.client.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Compares the headers of a reply. */
final class HeaderCheck {

    private HeaderCheck() {}

    static void check(JsonObject expected, Reply reply) {
        boolean loose = expected.getBoolean("ignore_whitespace", false);
        for (Map.Entry<String, Object> header : expected.getJsonObject("headers", new JsonObject())) {
            String wanted = plain(header.getValue().toString(), loose);
            ReplyCheck.require(
                    reply.header(header.getKey())
                            .filter(value -> plain(value, loose).equals(wanted))
                            .isPresent(),
                    "header " + header.getKey() + ": " + wanted,
                    reply);
        }
        for (Map.Entry<String, Object> header : expected.getJsonObject("headers_one_of", new JsonObject())) {
            JsonArray allowed = (JsonArray) header.getValue();
            ReplyCheck.require(
                    reply.header(header.getKey())
                            .filter(value -> allowed.stream()
                                    .anyMatch(
                                            one -> plain(one.toString(), loose).equals(plain(value, loose))))
                            .isPresent(),
                    "header " + header.getKey() + " to be one of " + allowed,
                    reply);
        }
        expected.getJsonArray("absent_headers", new JsonArray())
                .forEach(name ->
                        ReplyCheck.require(reply.header(name.toString()).isEmpty(), "no header " + name, reply));
    }

    private static String plain(String value, boolean loose) {
        return loose ? value.replace(" ", "") : value;
    }
}
