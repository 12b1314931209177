package dev.pointsman.pipeline.haproxy.language;

/**
 * How a frontend's socket is written in a {@code bind} line.
 *
 * <p>It exists so that the very configuration of a node can be tried on a machine that has none of its addresses.
 */
@FunctionalInterface
public interface Binding {

    /** As a node binds: to the address and port themselves. */
    Binding OWN_ADDRESS = (address, port) -> address + ":" + port;

    /** The first words of the {@code bind} line of what clients know as this address and port. */
    String of(String address, int port);
}
