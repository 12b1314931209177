package dev.pointsman.lab.bench.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.Root;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MasterWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ADDRESS = "169.254.7.1";

    @Test
    void theMomentIsThatOfTheAddressComingNotOfAnotherNorOfItsGoing() throws Exception {
        Root.missing().ifPresent(reason -> Assumptions.abort("skipped: " + reason));
        try (var namespace = Namespace.add("pm-watch-" + ProcessHandle.current().pid());
                var watch = MasterWatch.start(namespace, ADDRESS)) {
            // What comes before the watch listens is not seen, so it is tried until something is.
            Patience.await("the watch to see an address", LIMIT, () -> {
                change(namespace, "add", ADDRESS);
                change(namespace, "del", ADDRESS);
                return watch.after(Instant.EPOCH).isPresent() ? Optional.empty() : Optional.of("nothing");
            });
            var quiet = Instant.now();
            change(namespace, "add", "169.254.7.11");
            assertThat(watch.after(quiet)).isEmpty();

            var before = Instant.now();
            change(namespace, "add", ADDRESS);
            var after = Instant.now();
            Patience.await(
                    "the watch to see it again",
                    LIMIT,
                    () -> watch.after(before).isPresent() ? Optional.empty() : Optional.of("nothing"));
            change(namespace, "del", ADDRESS);
            assertThat(watch.after(before).orElseThrow()).isBetween(before, after.plus(LIMIT));
            assertThat(watch.after(after.plus(LIMIT))).isEmpty();
        }
    }

    private static void change(Namespace namespace, String verb, String address) throws Exception {
        Command.of("ip", "-n", namespace.name(), "address", verb, address + "/32", "dev", "lo")
                .run();
    }
}
