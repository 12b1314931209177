package dev.pointsman.pipeline.conformance.step;

import io.vertx.core.json.JsonObject;

/** Plays a step of any kind. */
public final class Steps {

    private Steps() {}

    /** Ends normally when the step passes, with an AssertionError when it does not. */
    public static void play(JsonObject step, World world) throws Exception {
        if (step.containsKey("status")) {
            StatusStep.play(step.getJsonObject("status"), world);
        } else if (step.containsKey("apply")) {
            ApplyStep.play(step.getJsonArray("apply"), world);
        } else {
            world.product().serve();
            traffic(step, world);
        }
    }

    private static void traffic(JsonObject step, World world) throws Exception {
        if (step.containsKey("request")) {
            new RequestStep(step, world).play();
        } else if (step.containsKey("tls")) {
            TlsStep.play(step, world);
        } else if (step.containsKey("tcp")) {
            new TcpStep(step, world).play();
        } else if (step.containsKey("websocket")) {
            WebSocketStep.play(step, world);
        } else {
            throw new AssertionError("steps of this kind are not played: " + step.fieldNames());
        }
    }
}
