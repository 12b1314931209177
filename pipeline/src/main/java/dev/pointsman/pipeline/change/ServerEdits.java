package dev.pointsman.pipeline.change;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What has to be told about a backend's servers.
 *
 * <p>Source: HAProxy management guide, section 9.3, "add server", in versions 2.6 and 3.0.
 */
final class ServerEdits {

    /** The Runtime API splits words at blanks and knows no quotes; a semicolon would end the command. */
    private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9._:/,()@]+");

    /**
     * HAProxy 2.6 keeps no idle connections for servers that are added without these words, so that each request would wait for one
     * (measured); the values are its own defaults for servers of the file.
     */
    private static final List<String> IDLE_CONNECTIONS = List.of("pool-max-conn", "-1", "pool-purge-delay", "5s");

    /**
     * What "ssl-default-server-options" says for servers of the file; and that they are checked over TLS, which servers of the file are of
     * themselves, while one that is added would count as well as soon as it takes a connection (measured on 2.6 and 3.0).
     */
    private static final List<String> OVER_TLS = List.of("ssl-min-ver", "TLSv1.2", "check-ssl");

    private final List<ReloadReason> reasons;
    private final List<RuntimeEdit> added = new ArrayList<>();
    private final List<RuntimeEdit> removed = new ArrayList<>();

    ServerEdits(List<ReloadReason> reasons) {
        this.reasons = reasons;
    }

    List<RuntimeEdit> added() {
        return added;
    }

    List<RuntimeEdit> removed() {
        return removed;
    }

    /** Compares the servers of two sections that say the same otherwise. */
    void compare(ProxySection old, ProxySection young) {
        for (ProxyServer server : young.servers().values()) {
            ProxyServer before = old.servers().get(server.name());
            if (before == null) {
                add(young, server);
            } else if (!before.equals(server)) {
                reload("server \"" + server.name() + "\" of \"" + young.header() + "\" changes its settings");
            }
        }
        for (ProxyServer server : old.servers().values()) {
            if (!young.servers().containsKey(server.name())) {
                removed.add(new RuntimeEdit.RemoveServer(young.name(), server.name()));
            }
        }
    }

    private void add(ProxySection section, ProxyServer server) {
        if (server.isNamed()) {
            reload("server \"" + server.name() + "\" of \"" + section.header()
                    + "\" cannot be added at run time: it has a host name");
            return;
        }
        List<String> settings = new ArrayList<>(section.serverSettings());
        settings.addAll(ofItsOwn(server));
        settings.addAll(IDLE_CONNECTIONS);
        if (server.settings().contains("ssl")) {
            settings.addAll(OVER_TLS);
        }
        List<String> strange =
                settings.stream().filter(word -> !PLAIN.matcher(word).matches()).toList();
        if (strange.isEmpty()) {
            added.add(new RuntimeEdit.AddServer(section.name(), server, settings, section.cookieKey()));
        } else {
            reload("server \"" + server.name() + "\" of \"" + section.header() + "\" cannot be added at run time: \""
                    + strange.getFirst() + "\" cannot be said there");
        }
    }

    /** A server that is added cannot be tracked by another one, so until the next reload each of both is checked. */
    private static List<String> ofItsOwn(ProxyServer server) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < server.settings().size(); i++) {
            String word = server.settings().get(i);
            if (word.equals("track")) {
                i++;
            } else if (!word.equals("no-check")) {
                words.add(word);
            }
        }
        return words;
    }

    private void reload(String sentence) {
        reasons.add(new ReloadReason(ReloadReason.Cause.SERVER, sentence));
    }
}
