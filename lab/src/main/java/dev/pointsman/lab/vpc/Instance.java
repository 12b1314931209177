package dev.pointsman.lab.vpc;

import java.time.Instant;
import java.util.Map;

/**
 * An EC2 instance, without its network interfaces: those name it.
 *
 * <p>Exists because a route whose interface belongs to an instance that does not run is a blackhole.
 *
 * @param id {@code i-…}
 * @param zone availability zone's name
 * @param state where it is in its life
 * @param launched when it was started
 * @param tags keys and values; {@code Name} is the one that people see
 */
public record Instance(String id, String zone, State state, Instant launched, Map<String, String> tags) {

    /** The states of the API reference's InstanceState, with their codes. */
    public enum State {
        PENDING(0, "pending"),
        RUNNING(16, "running"),
        SHUTTING_DOWN(32, "shutting-down"),
        TERMINATED(48, "terminated"),
        STOPPING(64, "stopping"),
        STOPPED(80, "stopped");

        private final int code;
        private final String apiName;

        State(int code, String apiName) {
            this.code = code;
            this.apiName = apiName;
        }

        public int code() {
            return code;
        }

        public String apiName() {
            return apiName;
        }
    }

    public Instance {
        ResourceKind.INSTANCE.require(id);
        tags = Map.copyOf(tags);
    }

    public Instance in(State newState) {
        return new Instance(id, zone, newState, launched, tags);
    }
}
