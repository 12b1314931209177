package dev.pointsman.pipeline.haproxy;

import dev.pointsman.pipeline.plan.HostMatch;

/** Writes the ACL that a normalised host must meet; listeners and rules ask for hosts in the same words. */
final class HostCondition {

    private HostCondition() {}

    /** An ACL of that name on the request's host; any host needs none and is refused. */
    static void write(ConfigurationText text, String acl, HostMatch host) {
        write(text, acl, AccessLog.HOST, host);
    }

    /** An ACL of that name on the host name that a variable holds. */
    static void write(ConfigurationText text, String acl, String variable, HostMatch host) {
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
    static String describe(HostMatch host) {
        return switch (host) {
            case HostMatch.Any ignored -> "any host";
            case HostMatch.Exact exact -> "host " + exact.name();
            case HostMatch.Wildcard wildcard -> "host *." + wildcard.suffix();
        };
    }
}
