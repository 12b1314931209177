package dev.pointsman.lab.linux;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PacketCounterTest {

    @Test
    void everyPacketThatArrivesIsCountedByItsSenderAndReceiver() throws Exception {
        Root.missing().ifPresent(Assumptions::abort);
        try (var run = RunDirectory.open();
                var namespace = Namespace.add(run.namespace("counted"))) {
            for (var command :
                    List.of("link set lo up", "address add 192.0.2.1/32 dev lo", "address add 192.0.2.2/32 dev lo")) {
                Command.of(("ip -n " + namespace.name() + " " + command).split(" "))
                        .run();
            }
            try (var counter = PacketCounter.in(namespace)) {
                namespace.call(() -> {
                    try (var socket = new DatagramSocket(new InetSocketAddress("192.0.2.1", 4000));
                            var receiver = new DatagramSocket(new InetSocketAddress("192.0.2.2", 4000))) {
                        receiver.setSoTimeout(5_000);
                        for (int i = 0; i < 7; i++) {
                            socket.send(
                                    new DatagramPacket(new byte[100], 100, new InetSocketAddress("192.0.2.2", 4000)));
                            receiver.receive(new DatagramPacket(new byte[100], 100));
                        }
                    }
                    return null;
                });
                long deadline = System.nanoTime() + 5_000_000_000L;
                while (counter.packets("192.0.2.1", "192.0.2.2") < 7 && System.nanoTime() < deadline) {
                    Thread.sleep(10);
                }
                assertThat(counter.packets("192.0.2.1", "192.0.2.2")).isEqualTo(7);
                assertThat(counter.packets("192.0.2.2", "192.0.2.1")).isZero();
            }
        }
    }
}
