package dev.pointsman.agent.vrrp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Observes whether this node is MASTER of a route group: the group's placeholder address is present, and the keepalived process that
 * set it lives.
 *
 * <p>It exists because an address outlives a killed keepalived, and a frozen one keeps it while a peer has long taken over. It remembers
 * which process it saw beside each address; safe for use by many threads.
 */
public final class Mastership {

    /** What is observed, and how it can be told. */
    public sealed interface Observed {

        String reason();

        /** The placeholder is there and its setter lives. */
        record Master(String reason) implements Observed {}

        /** The placeholder is not there. */
        record Backup(String reason) implements Observed {}

        /** Nobody can say, which counts as not MASTER. */
        record Unknown(String reason) implements Observed {}
    }

    /**
     * A starting keepalived removes the addresses that a killed one has left before it enters BACKUP (seen in 2.2.7: "removing VIPs"
     * within milliseconds of its start). An address beside an older process is therefore its own.
     */
    private static final Duration SETTLED = Duration.ofMillis(500);

    private final LocalAddresses addresses;
    private final VrrpProcess vrrp;
    private final Map<String, LivingProcess> setters = new HashMap<>();

    /** @param pidFile of keepalived's VRRP process */
    public Mastership(LocalAddresses addresses, Path pidFile) {
        this(addresses, VrrpProcess.namedBy(pidFile));
    }

    public Mastership(LocalAddresses addresses, VrrpProcess vrrp) {
        this.addresses = addresses;
        this.vrrp = vrrp;
    }

    /** Observes now. */
    public synchronized Observed observe(String placeholder) {
        try {
            if (!addresses.hold(placeholder)) {
                setters.remove(placeholder);
                return new Observed.Backup("placeholder " + placeholder + " is absent");
            }
            Optional<LivingProcess> process = vrrp.find();
            if (process.isEmpty()) {
                return new Observed.Unknown("placeholder " + placeholder
                        + " is present, but keepalived's VRRP process (" + vrrp + ") is gone or stopped");
            }
            return attribute(placeholder, process.get());
        } catch (IOException failure) {
            return new Observed.Unknown("failed to observe placeholder " + placeholder + ": " + failure.getMessage());
        }
    }

    private Observed attribute(String placeholder, LivingProcess process) {
        LivingProcess setter = setters.get(placeholder);
        boolean isKnown = setter != null && setter.isSameAs(process);
        if (!isKnown && process.age().compareTo(SETTLED) < 0) {
            return new Observed.Unknown(
                    "placeholder " + placeholder + " may have been left by a keepalived before process " + process.pid()
                            + ", which has just started");
        }
        setters.put(placeholder, process);
        return new Observed.Master(
                "placeholder " + placeholder + " is present and keepalived " + process.pid() + " lives");
    }
}
