package dev.pointsman.agent.ownership.memory;

/** What the last reading said about an entry. */
public sealed interface Seen {

    /** It has not been read yet. */
    record Unread() implements Seen {}

    /** The table has no such entry. */
    record Missing() implements Seen {}

    /**
     * It points at something.
     *
     * @param target a network interface, or another kind of target
     * @param isBlackhole whether EC2 says that the target takes no packets
     */
    record Target(String target, boolean isBlackhole) implements Seen {}

    /** What it points at, for people. */
    default String text() {
        return switch (this) {
            case Unread _ -> "unread";
            case Missing _ -> "missing";
            case Target(String target, boolean isBlackhole) -> isBlackhole ? target + " (blackhole)" : target;
        };
    }
}
