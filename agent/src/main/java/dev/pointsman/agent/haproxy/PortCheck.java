package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Says which addresses and ports a new configuration wants and somebody else has, before HAProxy is told to bind them. */
public final class PortCheck {

    /** An old worker closes its listeners within milliseconds of being replaced; what is still there after this is somebody else's. */
    private static final int LOOKS = 4;

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final ListeningSockets sockets = new ListeningSockets();

    /**
     * Returns one sentence for each address and port that is taken.
     *
     * @param wanted what the new configuration binds, each {@code address:port}
     * @param held what the running HAProxy has bound already
     */
    public List<String> conflicts(Collection<String> wanted, Collection<String> held) throws IOException {
        List<String> fresh =
                wanted.stream().filter(listen -> !held.contains(listen)).toList();
        List<String> conflicts = conflictsNow(fresh);
        for (int look = 1; look < LOOKS && !conflicts.isEmpty(); look++) {
            try {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return conflicts;
            }
            conflicts = conflictsNow(fresh);
        }
        return conflicts;
    }

    private List<String> conflictsNow(List<String> listens) throws IOException {
        List<String> conflicts = new ArrayList<>();
        List<ListeningSockets.Socket> all = listens.isEmpty() ? List.of() : sockets.all();
        for (String listen : listens) {
            int colon = listen.lastIndexOf(':');
            String address = listen.substring(0, colon);
            int port = Integer.parseInt(listen.substring(colon + 1));
            all.stream()
                    .filter(socket -> socket.occupies(address, port))
                    .findFirst()
                    .ifPresent(socket -> conflicts.add("\"" + listen + "\" is taken by another program (of user id "
                            + socket.uid() + ", listening on \"" + socket.address() + ":" + port + "\")"));
        }
        return conflicts;
    }
}
