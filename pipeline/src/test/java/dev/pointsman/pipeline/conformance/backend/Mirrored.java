package dev.pointsman.pipeline.conformance.backend;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The request targets that pods have echoed: how one sees a request whose answer nobody gets. */
public final class Mirrored {

    private record Echo(Pod pod, String target) {}

    private final Queue<Echo> echoes = new ConcurrentLinkedQueue<>();

    void add(Pod pod, String target) {
        echoes.add(new Echo(pod, target));
    }

    /** How many requests with exactly this target reached pods of the Deployment. */
    public long count(String namespace, String deployment, String target) {
        return echoes.stream()
                .filter(echo -> echo.target().equals(target)
                        && echo.pod().namespace().equals(namespace)
                        && echo.pod().name().startsWith(deployment))
                .count();
    }
}
