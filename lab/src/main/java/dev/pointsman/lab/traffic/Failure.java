package dev.pointsman.lab.traffic;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** The ways in which a request can go wrong, as a client sees them. */
public enum Failure {
    /** Nobody answered the attempt to connect. */
    CONNECT_TIMEOUT,
    /** The attempt to connect was answered with a refusal. */
    REFUSED,
    /** The network said that there is no way. */
    UNREACHABLE,
    /** Connected, and then no answer in time. */
    TIMEOUT,
    /** The connection broke before the answer was complete. */
    RESET,
    /** The server closed the connection before its answer was complete. */
    CLOSED,
    /** What came back is not HTTP. */
    MALFORMED,
    /** An answer with a status that is not 2xx. */
    STATUS,
    /** An answer from a backend that must not get this request. */
    WRONG_BACKEND;

    static Failure of(IOException e) {
        return switch (e) {
            case Connection.ConnectTimeoutException timeout -> CONNECT_TIMEOUT;
            case SocketTimeoutException timeout -> TIMEOUT;
            case ConnectException refused -> REFUSED;
            case NoRouteToHostException unreachable -> UNREACHABLE;
            case ProtocolException malformed -> MALFORMED;
            case EOFException closed -> CLOSED;
            case SocketException broken -> RESET;
            default -> MALFORMED;
        };
    }
}
