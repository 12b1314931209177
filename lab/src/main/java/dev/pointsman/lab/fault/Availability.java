package dev.pointsman.lab.fault;

/** Whether the endpoint can be reached at all; exists because "refused" and "hanging" are very different faults for a client. */
public enum Availability {
    UP,
    /** Nothing listens: connections are refused and open ones are closed. */
    REFUSING,
    /** Connections are accepted and requests read, but never answered, nor acted upon. */
    HANGING
}
