package dev.pointsman.agent.notify;

import java.util.concurrent.CompletableFuture;

import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;

/**
 * Who looks when news arrive: the ownership loop, seen from the socket.
 *
 * <p>It exists so that listening knows nothing of routes.
 */
public interface Lookout {

    /** Asks for a look now; returns at once. The verdict comes when everything that had to move has moved, or cannot. */
    CompletableFuture<Done> look(Notify told);

    /** Whether somebody really looks. When not, the socket falls silent, so that the client does the job itself. */
    boolean isAwake();
}
