package dev.pointsman.pipeline.haproxy.log;

import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.Variable;

/**
 * The log line of a connection that is handed on: one JSON object, like that of a request.
 *
 * <p>Fields: {@code time} (UTC, when it ended, milliseconds), {@code listener}, {@code rule} (namespace, route and number), {@code backend},
 * {@code server} (each "" when the connection did not get so far), {@code revision}, {@code host} (the server name that the client asked
 * for; "" without TLS), {@code client} (address), {@code received} and {@code sent} (bytes from and to the client), {@code end} (HAProxy's
 * two letters for who ended it and when, {@code --} for an orderly end), {@code ms} (its whole life).
 */
public final class ConnectionLog {
    public static final String LISTENER = "txn.listener";
    public static final String RULE = "txn.rule";

    private ConnectionLog() {}

    /** The argument of {@code log-format}, quoted. */
    public static String format() {
        return ConfigurationWord.of("{"
                + "\"time\":\"" + AccessLog.TIME + "\""
                + "," + AccessLog.known("listener", "var(" + LISTENER + ")")
                + "," + AccessLog.known("rule", "var(" + RULE + ")")
                + "," + AccessLog.known("backend", "var(" + Variable.BACKEND + ")")
                + ",\"server\":%{+Q}[srv_name]"
                + "," + AccessLog.known("revision", "var(" + Variable.REVISION + ")")
                + "," + AccessLog.host()
                + ",\"client\":\"%ci\""
                + ",\"received\":%U"
                + ",\"sent\":%B"
                + ",\"end\":\"%ts\""
                + ",\"ms\":%Tt"
                + "}");
    }
}
