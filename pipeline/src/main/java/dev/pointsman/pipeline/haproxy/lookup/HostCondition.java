package dev.pointsman.pipeline.haproxy.lookup;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.plan.match.HostMatch;

/** Writes the ACL that a normalised host must meet; listeners and rules ask for hosts in the same words. */
public final class HostCondition {

    private HostCondition() {}

    /** An ACL of that name on the request's host; any host needs none and is refused. */
    public static void write(ConfigurationText text, String acl, HostMatch host) {
        write(text, acl, Variable.HOST, host);
    }

    /** An ACL of that name on the host name that a variable holds. */
    public static void write(ConfigurationText text, String acl, String variable, HostMatch host) {
        String value = "var(" + variable + ")";
        switch (host) {
            case HostMatch.Any ignored -> throw new IllegalArgumentException("any host is no condition");
            case HostMatch.Exact exact ->
                text.line("acl", acl, value, "-m", "str", "--", ConfigurationWord.of(exact.name()));
            case HostMatch.Wildcard wildcard ->
                text.line("acl", acl, value, "-m", "end", "--", ConfigurationWord.of("." + wildcard.suffix()));
        }
    }

    /** For comments: {@code any host}, {@code host shop.example.com}, {@code host *.example.com}. */
    public static String describe(HostMatch host) {
        return switch (host) {
            case HostMatch.Any ignored -> "any host";
            case HostMatch.Exact exact -> "host " + exact.name();
            case HostMatch.Wildcard wildcard -> "host *." + wildcard.suffix();
        };
    }
}
