package dev.pointsman.lab.linux;

import java.io.IOException;

/** A signal that the lab sends to processes of its own, because Java's {@link ProcessHandle} knows only two of them. */
public enum Signal {
    HANGUP(1),
    INTERRUPT(2),
    KILL(9),
    TERMINATE(15),
    CONTINUE(18),
    STOP(19);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /**
     * Sends this signal.
     *
     * @throws IOException if there is no such process
     */
    public void sendTo(long pid) throws IOException {
        SystemCalls.kill(pid, number);
    }
}
