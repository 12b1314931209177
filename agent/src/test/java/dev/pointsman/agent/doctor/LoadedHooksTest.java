package dev.pointsman.agent.doctor;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads keepalived's own account; the end-to-end tests ask a real one. */
class LoadedHooksTest {

    private static final String COMPLETE = """
            ------< Global definitions >------
             VRRP notify fifo = /run/pointsman/vrrp.fifo, uid:gid 0:0
            ------< VRRP Topology >------
             VRRP Instance = zone-a
               State = MASTER
               Tracked scripts :
                 haproxy_serves weight 0
               Generic state transition script = '/usr/bin/pointsman' 'notify' '--root' '/', uid:gid 0:0
             VRRP Instance = zone-b
               State = BACKUP
               Tracked scripts :
                 haproxy_serves weight 0
               Generic state transition script = '/usr/bin/pointsman' 'notify' '--root' '/', uid:gid 0:0
            ------< VRRP Sockpool >------
             fd_in 14 fd_out = 15
            ------< Interfaces >------
            """;

    @Test
    void nothingIsWrongWhenEveryInstanceHasItsHookAndItsCheck() {
        assertThat(LoadedHooks.ailments(COMPLETE)).isEmpty();
    }

    @Test
    void eachInstanceWithoutItsHookIsNamed() {
        assertThat(LoadedHooks.ailments(COMPLETE.replaceFirst("   Generic state transition script = .+\n", "")))
                .extracting(Ailment::text)
                .singleElement()
                .asString()
                .startsWith("keepalived, route group zone-a: has dropped its hook");
        assertThat(LoadedHooks.ailments(COMPLETE.replaceAll("   Generic state transition script = .+\n", "")))
                .hasSize(2);
    }

    @Test
    void aMissingCheckAndAMissingFifoAreFound() {
        assertThat(LoadedHooks.ailments(COMPLETE.replaceAll("   Tracked scripts :\n", "")))
                .extracting(Ailment::place)
                .containsExactly("keepalived, route group zone-a", "keepalived, route group zone-b");
        assertThat(LoadedHooks.ailments(COMPLETE.replaceAll(" VRRP notify fifo.+\n", "")))
                .extracting(Ailment::cause)
                .containsExactly("runs without a notify FIFO, so the agent hears of transitions late");
    }
}
