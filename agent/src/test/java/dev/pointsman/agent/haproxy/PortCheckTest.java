package dev.pointsman.agent.haproxy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortCheckTest {

    private final PortCheck check = new PortCheck();

    @Test
    void aFreePortIsNoConflict() throws Exception {
        assertThat(check.conflicts(List.of("127.0.0.1:" + RunningHaproxy.freePort()), List.of()))
                .isEmpty();
    }

    @Test
    void aPortThatSomebodyListensOnIsNamedWithItsHolder() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "127.0.0.1:" + taken.getLocalPort();

            assertThat(check.conflicts(List.of(listen), List.of()))
                    .singleElement()
                    .asString()
                    .startsWith("\"" + listen + "\" is taken by another program (of user id 0");
        }
    }

    @Test
    void aSocketOnEveryAddressTakesEachOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(check.conflicts(List.of("10.99.0.10:" + taken.getLocalPort()), List.of()))
                    .hasSize(1);
        }
    }

    @Test
    void whatHaproxyHoldsAlreadyIsNoConflict() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "127.0.0.1:" + taken.getLocalPort();

            assertThat(check.conflicts(List.of(listen), List.of(listen))).isEmpty();
        }
    }
}
