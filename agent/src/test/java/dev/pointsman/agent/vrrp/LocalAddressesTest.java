package dev.pointsman.agent.vrrp;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Namespace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A placeholder address as keepalived really sets it, in a namespace of the test's own. */
class LocalAddressesTest {

    @Test
    void an_address_on_loopback_beside_others_is_found_and_its_removal_too() throws Exception {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs root for a network namespace");
        LocalAddresses addresses = LocalAddresses.ofThisMachine();
        try (Namespace namespace = Namespace.add("own" + ProcessHandle.current().pid())) {
            run(namespace, "ip", "link", "set", "lo", "up");
            assertThat(namespace.<Boolean>call(() -> addresses.hold("169.254.77.1")))
                    .isFalse();

            run(namespace, "ip", "address", "add", "169.254.77.2/32", "dev", "lo");
            run(namespace, "ip", "address", "add", "169.254.77.1/32", "dev", "lo");
            assertThat(namespace.<Boolean>call(() -> addresses.hold("169.254.77.1")))
                    .isTrue();

            run(namespace, "ip", "address", "del", "169.254.77.1/32", "dev", "lo");
            assertThat(namespace.<Boolean>call(() -> addresses.hold("169.254.77.1")))
                    .isFalse();
        }
    }

    private static void run(Namespace namespace, String... command) throws Exception {
        Command.of(namespace.command(command)).run();
    }
}
