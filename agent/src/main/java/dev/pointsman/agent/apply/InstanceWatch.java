package dev.pointsman.agent.apply;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pointsman.agent.discovery.InstanceDiscovery;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/**
 * Follows the instances for as long as the agent runs: asks EC2 in time, and brings what has changed into what is served.
 *
 * <p>While the definitions select none it asks nobody.
 */
@Singleton
public class InstanceWatch {

    private static final Logger LOG = Logger.getLogger(InstanceWatch.class);

    /** A revision that starts to select instances is noticed within this time. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private final InstanceDiscovery discovery;
    private final InstanceFollower follower;
    private volatile boolean isStopped;

    InstanceWatch(InstanceDiscovery discovery, InstanceFollower follower) {
        this.discovery = discovery;
        this.follower = follower;
    }

    void start(@Observes StartupEvent started) {
        Thread.ofVirtual().name("pointsman-instances").start(this::watch);
    }

    void stop(@Observes ShutdownEvent stopping) {
        isStopped = true;
    }

    private void watch() {
        while (!isStopped) {
            try {
                pause();
                discovery.look();
                follower.follow();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException unexpected) {
                // Following must outlive a mistake in one turn.
                LOG.error("failed to follow the instances", unexpected);
            }
        }
    }

    private void pause() throws InterruptedException {
        Duration wanted = discovery.pause();
        Duration bounded = wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
        Thread.sleep(bounded.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : bounded);
    }
}
