package dev.pointsman.agent.certificate;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dev.pointsman.pipeline.change.ReloadReason;

/** What this room needs of whoever is in charge of the HAProxy that runs; exists so that the two do not know each other. */
public interface ProxyAccess {

    /** Does something while nobody else changes or replaces the worker. */
    <T> T alone(Supplier<T> act);

    /** Is told what was changed in the running worker, as {@code the certificate of Secret edge/web replaced}. */
    void changed(String what, Duration took);

    /**
     * Has a new worker read all files anew.
     *
     * @return why it did not come up, so that the one before goes on; empty when it did
     * @throws IOException when no HAProxy answers, or it is not in a state to be reloaded now
     */
    Optional<String> reload(ReloadReason reason) throws IOException;
}
