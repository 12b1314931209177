package dev.pointsman.pipeline.explain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a request, taken apart without changing a character of it.
 *
 * <p>It exists because a library would repair what routing has to see as it is sent: an escape, a double slash.
 *
 * @param tls whether its scheme is https
 * @param authority host, and port where it is written, as it stands
 * @param host in lower case
 * @param port as written, or the scheme's own; 0 when any will do
 * @param path begins with a slash
 * @param query empty for none
 */
public record RequestUrl(boolean tls, String authority, String host, int port, String path, String query) {

    /** RFC 3986, without user names, fragments and IPv6, of which requests hold nothing here. */
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>[hH][tT][tT][pP][sS]?)://(?<authority>(?<host>[-A-Za-z0-9._]{1,253})(?::(?<port>[0-9]{1,5}))?)"
                    + "(?<path>/[!-~&&[^?#\\\\\"<>^`{|}]]*)?(?:\\?(?<query>[!-~&&[^#]]*))?");

    private static final Pattern TARGET =
            Pattern.compile("(?<path>/[!-~&&[^?#\\\\\"<>^`{|}]]*)(?:\\?(?<query>[!-~&&[^#]]*))?");

    /** Empty when the text is no such URL. */
    public static Optional<RequestUrl> parse(String text) {
        Matcher matcher = URL.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean tls = matcher.group("scheme").equalsIgnoreCase("https");
        int port = matcher.group("port") == null ? (tls ? 443 : 80) : Integer.parseInt(matcher.group("port"));
        if (port < 1 || port > 65535) {
            return Optional.empty();
        }
        return Optional.of(new RequestUrl(
                tls,
                matcher.group("authority"),
                matcher.group("host").toLowerCase(Locale.ROOT),
                port,
                orElse(matcher.group("path"), "/"),
                orElse(matcher.group("query"), "")));
    }

    /** A host name and a path with its query, at whatever port is listened on. */
    public static RequestUrl of(boolean tls, String host, String target) {
        Matcher matcher = TARGET.matcher(target);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + target + "\" is no path with a query or without");
        }
        return new RequestUrl(
                tls, host, host.toLowerCase(Locale.ROOT), 0, matcher.group("path"), orElse(matcher.group("query"), ""));
    }

    /** Whether a text is a path that a request may ask for, with its query. */
    public static boolean isTarget(String text) {
        return TARGET.matcher(text).matches();
    }

    /** The URL as text, with its port only where it is written. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority + path + (query.isEmpty() ? "" : "?" + query);
    }

    private static String orElse(String text, String absent) {
        return text == null ? absent : text;
    }
}
