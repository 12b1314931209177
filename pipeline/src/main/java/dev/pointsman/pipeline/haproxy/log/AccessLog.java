package dev.pointsman.pipeline.haproxy.log;

import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.haproxy.lookup.Hit;
import dev.pointsman.pipeline.haproxy.lookup.RoutingTable;

/**
 * The log line of a request: one JSON object.
 *
 * <p>It exists as a room of its own because names of variables are agreed here between those who set them and the line that reads them, and
 * because everything a client sends must stay inside its string.
 *
 * <p>Fields: {@code time} (UTC, when the answer ended, milliseconds), {@code listener}, {@code route}, {@code rule}, {@code backend},
 * {@code server} (each "" when the request did not get so far), {@code status}, {@code revision}, {@code method}, {@code host},
 * {@code path} (without query, which may hold secrets), {@code client} (address), {@code ms} (from the request's first byte to the answer's
 * last, -1 when cut off before; HAProxy's {@code %Ta}).
 */
public final class AccessLog {

    /** Characters kept of the host (the longest DNS name) and of the path. JSON may write each as six. */
    static final int HOST_LENGTH = 253;

    private static final int PATH_LENGTH = 1024;
    private static final int METHOD_LENGTH = 32;

    /** Longest line in bytes: no field may be cut, or the line would no longer be JSON. */
    public static final int LINE_LENGTH = 16384;

    /** Now, to the millisecond. The lower converter only turns the number into a string, of which bytes() takes the three digits. */
    static final String TIME =
            "%[date,utime(\"%Y-%m-%dT%H:%M:%S\")].%[date(0,ms),mod(1000),add(1000),lower,bytes(1,3)]Z";

    private AccessLog() {}

    /** The argument of {@code log-format}, quoted. */
    public static String format() {
        return ConfigurationWord.of("{"
                + "\"time\":\"" + TIME + "\""
                + "," + known("listener", RoutingTable.field(RoutingTable.LISTENER))
                + "," + known("route", Hit.field(Hit.RULE) + ",field(1,#)")
                + "," + known("rule", Hit.field(Hit.RULE))
                + "," + known("backend", "var(" + Variable.BACKEND + ")")
                + ",\"server\":%{+Q}[srv_name]"
                + ",\"status\":%ST"
                + "," + known("revision", "var(" + Variable.REVISION + ")")
                + "," + sent("method", Variable.METHOD, METHOD_LENGTH)
                + "," + sent("host", Variable.HOST, HOST_LENGTH)
                + "," + sent("path", Variable.PATH, PATH_LENGTH)
                + ",\"client\":\"%ci\""
                + ",\"ms\":%Ta"
                + "}");
    }

    /** A field whose value the renderer wrote. The quoting flag makes "" of a value that is not there. */
    static String known(String field, String expression) {
        return "\"" + field + "\":%{+Q}[" + expression + "]";
    }

    /** A field whose value the client sent. */
    static String sent(String field, String variable, int length) {
        return "\"" + field + "\":%{+Q}[var(" + variable + "),bytes(0," + length + "),json]";
    }
}
