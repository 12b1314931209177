package dev.pointsman.pipeline.conformance.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.json.JsonObject;

/** Sends many requests and compares the backends' shares with their weights. */
final class Distribution {

    /** Sends one request with these additional headers; returns the pod that answered. */
    interface Sender {
        String send(Map<String, String> headers) throws Exception;
    }

    private final JsonObject description;

    Distribution(JsonObject description) {
        this.description = description;
    }

    /** One good batch is enough. */
    void require(Sender sender) throws Exception {
        AssertionError last = null;
        for (int attempt = 0; attempt < description.getInteger("attempts", 1); attempt++) {
            try {
                compare(batch(sender));
                return;
            } catch (AssertionError failure) {
                last = failure;
            }
        }
        throw last == null ? new AssertionError("no batch was asked for") : last;
    }

    private Map<String, Integer> batch(Sender sender) throws Exception {
        Map<String, Integer> seen = new HashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(description.getInteger("concurrency"))) {
            List<Future<String>> pods = new ArrayList<>();
            for (int i = 0; i < description.getInteger("requests"); i++) {
                Map<String, String> headers = entropy();
                pods.add(threads.submit(() -> sender.send(headers)));
            }
            for (Future<String> pod : pods) {
                seen.merge(deployment(pod.get()), 1, Integer::sum);
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("a request of the batch failed: " + failed.getCause(), failed);
        }
        return seen;
    }

    private Map<String, String> entropy() {
        String header = description.getString("entropy_header");
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return header == null || random.nextBoolean() ? Map.of() : Map.of(header, Integer.toString(random.nextInt()));
    }

    private static String deployment(String pod) {
        String once = pod.substring(0, pod.lastIndexOf('-'));
        return once.substring(0, once.lastIndexOf('-'));
    }

    private void compare(Map<String, Integer> seen) {
        JsonObject weights = description.getJsonObject("weights");
        double requests = description.getInteger("requests");
        long wanted = weights.stream()
                .filter(weight -> ((Number) weight.getValue()).doubleValue() > 0)
                .count();
        boolean fine = seen.size() == wanted
                && seen.entrySet().stream()
                        .allMatch(share -> weights.containsKey(share.getKey())
                                && Math.abs(share.getValue() / requests - weights.getDouble(share.getKey()))
                                        <= description.getDouble("tolerance"));
        if (!fine) {
            throw new AssertionError("expected shares " + weights + " of " + requests + " requests, got " + seen);
        }
    }
}
