package dev.pointsman.pipeline.haproxy.backend;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.Endpoint;

/**
 * The servers of endpoints: one for an address, and for a host name as many as its addresses may be.
 *
 * <p>HAProxy gives each server of the same name another address of the answer, and those that are left over none; they take no requests. Only
 * the first is resolved when HAProxy starts, by the system, so that a reload does not begin with nobody; while no name server answers each that asks
 * would hold HAProxy's start up.
 *
 * <p>Source: HAProxy configuration manual, section 5.2, "resolvers", "resolve-prefer", "init-addr".
 */
public final class ServerLines {

    /** The section that resolves host names. */
    public static final String RESOLVERS = "node";

    /** How many addresses of one name are used at most. */
    public static final int ADDRESSES_OF_A_NAME = 8;

    private ServerLines() {}

    /**
     * Writes them.
     *
     * @param settings what is said of each
     */
    static void write(ConfigurationText text, Endpoint endpoint, List<String> settings) {
        if (!endpoint.isNamed()) {
            write(text, ProxyName.of(endpoint), endpoint, settings);
            return;
        }
        for (int number = 1; number <= ADDRESSES_OF_A_NAME; number++) {
            List<String> words = new ArrayList<>(List.of(
                    "resolvers", RESOLVERS, "resolve-prefer", "ipv4", "init-addr", number == 1 ? "libc,none" : "none"));
            words.addAll(settings);
            write(text, ProxyName.of(endpoint) + "-" + number, endpoint, words);
        }
    }

    /**
     * What is said of an endpoint's server in a section beside the one that watches it: it is not checked twice. Servers of a name are, for the
     * name's addresses are shared out anew in each section, so that there is nobody to track.
     */
    static List<String> watchedIn(String section, Endpoint endpoint) {
        return endpoint.isNamed() ? List.of() : List.of("no-check", "track", section + "/" + ProxyName.of(endpoint));
    }

    /** Whether some endpoint has a host name. */
    static boolean hasNames(Backend backend) {
        return backend.endpoints().stream().anyMatch(Endpoint::isNamed);
    }

    private static void write(ConfigurationText text, String name, Endpoint endpoint, List<String> settings) {
        List<String> words = new ArrayList<>(List.of("server", name, endpoint.address() + ":" + endpoint.port()));
        words.addAll(settings);
        text.line(words.toArray(String[]::new));
    }
}
