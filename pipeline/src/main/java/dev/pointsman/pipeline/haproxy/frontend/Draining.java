package dev.pointsman.pipeline.haproxy.frontend;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;

/**
 * How HAProxy tells clients to leave a node that is about to give its routes away.
 *
 * <p>It exists because a route that moves cuts whatever is connected. While the variable is true, every answer says
 * {@code Connection: close} and HAProxy closes the connection after it, while new connections go on being served: stopping the frontends
 * would refuse clients whose route still leads here. A variable, unlike a reload, changes in microseconds and touches no connection; a new
 * worker begins without it. HTTP/2 has no such header, and HAProxy 2.6 makes no GOAWAY of it (measured): such connections end when the
 * route moves.
 */
public final class Draining {

    /** The process-wide boolean that the Runtime API sets: {@code set var}, HAProxy 2.6 management guide, section 9.3. */
    public static final String VARIABLE = "proc.draining";

    private Draining() {}

    /** Writes the rule into a frontend of mode http; it holds for HAProxy's own answers as well. */
    static void write(ConfigurationText text) {
        text.comment("A node that is drained tells its clients to go, one answer at a time.");
        text.line("http-after-response", "set-header", "connection", "close", "if { var(" + VARIABLE + ") -m bool }");
    }
}
