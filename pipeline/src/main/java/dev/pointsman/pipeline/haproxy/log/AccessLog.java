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
 * <p>Fields: {@code time} (UTC, when the answer ended, milliseconds), {@code listener}, {@code rule} (namespace, route and number), {@code backend},
 * {@code server} (each "" when the request did not get so far), {@code status}, {@code revision}, {@code method} (HAProxy's {@code %HM}:
 * {@code <BADREQ>} for what is no request, and for a method beyond {@code tune.http.logurilen}), {@code host} (what is not in a host name is escaped as in a URL),
 * {@code path} (without query, which may hold secrets), {@code client} (address), {@code ms} (from the request's first byte to the answer's
 * last, -1 when cut off before; HAProxy's {@code %Ta}).
 */
public final class AccessLog {

    /** Characters kept of the host: the longest DNS name. A URL may write each as three. */
    private static final int HOST_LENGTH = 253;

    /** Characters kept of the path. JSON may write each as six. */
    private static final int PATH_LENGTH = 1024;

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
                + "," + known("rule", Hit.field(Hit.RULE))
                + "," + known("backend", "var(" + Variable.BACKEND + ")")
                + ",\"server\":%{+Q}[srv_name]"
                + ",\"status\":%ST"
                + "," + known("revision", "var(" + Variable.REVISION + ")")
                + ",\"method\":\"%HM\""
                + "," + host()
                + "," + sent("path", Variable.PATH, PATH_LENGTH, "json")
                + ",\"client\":\"%ci\""
                + ",\"ms\":%Ta"
                + "}");
    }

    /** A field whose value the renderer wrote. The quoting flag makes "" of a value that is not there. */
    static String known(String field, String expression) {
        return "\"" + field + "\":%{+Q}[" + expression + "]";
    }

    /**
     * The host that the client asked for. A host name has nothing to escape (RFC 1123 section 2.1), in a URL as little as in JSON; what has is none,
     * and the escapes of a URL cost HAProxy a thousand instructions a request less than JSON's.
     */
    static String host() {
        return sent("host", Variable.HOST, HOST_LENGTH, "url_enc");
    }

    /** A field whose value the client sent. */
    private static String sent(String field, String variable, int length, String escape) {
        return "\"" + field + "\":%{+Q}[var(" + variable + "),bytes(0," + length + ")," + escape + "]";
    }
}
