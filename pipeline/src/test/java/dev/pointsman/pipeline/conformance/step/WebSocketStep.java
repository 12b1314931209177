package dev.pointsman.pipeline.conformance.step;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;

/** Opens a WebSocket and expects every message back. */
final class WebSocketStep {

    private static final int SECONDS = 10;

    private WebSocketStep() {}

    static void play(JsonObject step, World world) throws Exception {
        WebSocketClient client = world.vertx().createWebSocketClient();
        try {
            world.attempts().threeInARow(() -> attempt(client, step, world));
        } finally {
            client.close();
        }
    }

    private static void attempt(WebSocketClient client, JsonObject step, World world) throws Exception {
        JsonObject description = step.getJsonObject("websocket");
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(world.address(step))
                .setPort(step.getInteger("port"))
                .setURI(description.getString("path"));
        options.addHeader("Origin", description.getString("origin"));
        WebSocket socket = client.connect(options)
                .toCompletionStage()
                .toCompletableFuture()
                .get(SECONDS, TimeUnit.SECONDS);
        try {
            for (Object exchange :
                    description.getJsonArray("exchanges").stream().toList()) {
                exchange((JsonObject) exchange, socket);
            }
        } finally {
            socket.close();
        }
    }

    private static void exchange(JsonObject exchange, WebSocket socket) throws Exception {
        CompletableFuture<Buffer> answer = new CompletableFuture<>();
        socket.handler(answer::complete);
        boolean binary = exchange.containsKey("binary");
        Buffer message = Buffer.buffer(exchange.getString(binary ? "binary" : "text"));
        if (binary) {
            socket.writeBinaryMessage(message);
        } else {
            socket.writeTextMessage(message.toString());
        }
        Buffer echoed = answer.get(SECONDS, TimeUnit.SECONDS);
        if (!echoed.equals(message)) {
            throw new AssertionError("expected \"" + message + "\" back, got \"" + echoed + "\"");
        }
    }
}
