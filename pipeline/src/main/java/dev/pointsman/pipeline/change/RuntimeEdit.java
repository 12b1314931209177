package dev.pointsman.pipeline.change;

import java.util.List;
import java.util.Optional;

/** One thing to change in a running worker. */
public sealed interface RuntimeEdit {

    /** What becomes of it, for people. */
    default String sentence() {
        return switch (this) {
            case AddServer added -> "server \"" + added.server().name() + "\" joins \"" + added.backend() + "\"";
            case RemoveServer removed -> "server \"" + removed.name() + "\" leaves \"" + removed.backend() + "\"";
            case ReplaceMap replaced -> "table \"" + replaced.file() + "\" says something else";
        };
    }

    /**
     * A server that takes requests from now on.
     *
     * @param backend the section it joins
     * @param server its name and address
     * @param settings what {@code add server} has to be told: everything, for it looks at no {@code default-server}
     * @param cookieKey the key from which the backend makes cookies of addresses, when it does
     */
    record AddServer(String backend, ProxyServer server, List<String> settings, Optional<String> cookieKey)
            implements RuntimeEdit {
        public AddServer {
            settings = List.copyOf(settings);
        }

        /** Whether it is asked now and then whether it is well. */
        public boolean isChecked() {
            return settings.contains("check");
        }
    }

    /** A server that takes no requests any more, and goes once those that it has are answered. */
    record RemoveServer(String backend, String name) implements RuntimeEdit {}

    /**
     * A map that says something else, from one moment to the next.
     *
     * @param file its name
     * @param content one entry a line: the key, a blank, the value
     */
    record ReplaceMap(String file, String content) implements RuntimeEdit {}
}
