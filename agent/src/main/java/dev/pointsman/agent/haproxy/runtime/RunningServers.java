package dev.pointsman.agent.haproxy.runtime;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.agent.haproxy.WorkerSocket;

/**
 * The servers of a worker, as it says itself.
 *
 * <p>Source: HAProxy management guide, section 9.3, "show servers state", format 1 (2.6 and 3.0).
 *
 * @param byBackend servers by name, by backend
 */
record RunningServers(Map<String, Map<String, State>> byBackend) {

    private static final int BACKEND = 1;
    private static final int NAME = 3;
    private static final int ADDRESS = 4;
    private static final int ADMIN_STATE = 6;
    private static final int PORT = 18;

    /** SRV_ADMF_FMAINT, forced into maintenance, and SRV_ADMF_IMAINT, for the server that this one tracks is. */
    private static final int MAINTENANCE = 0x01 | 0x02;

    /**
     * One server.
     *
     * @param address {@code address:port}
     * @param isInMaintenance whether it gets no requests because somebody said so
     */
    record State(String address, boolean isInMaintenance) {}

    /** Asks about one backend, or about all of them when none is named. */
    static RunningServers of(WorkerSocket worker, String backend) throws IOException {
        return parse(worker.ask(("show servers state " + backend).strip()));
    }

    static RunningServers parse(List<String> lines) throws IOException {
        if (lines.isEmpty() || !lines.getFirst().equals("1")) {
            throw new IOException("HAProxy lists its servers in a way that is not known: \""
                    + (lines.isEmpty() ? "" : lines.getFirst()) + "\"");
        }
        Map<String, Map<String, State>> byBackend = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(" ");
            if (line.startsWith("#") || fields.length <= PORT) {
                continue;
            }
            State state = new State(
                    fields[ADDRESS] + ":" + fields[PORT], (Integer.parseInt(fields[ADMIN_STATE]) & MAINTENANCE) != 0);
            byBackend
                    .computeIfAbsent(fields[BACKEND], any -> new LinkedHashMap<>())
                    .put(fields[NAME], state);
        }
        return new RunningServers(byBackend);
    }

    Map<String, State> of(String backend) {
        return byBackend.getOrDefault(backend, Map.of());
    }
}
