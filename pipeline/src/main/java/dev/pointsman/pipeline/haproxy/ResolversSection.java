package dev.pointsman.pipeline.haproxy;

import dev.pointsman.pipeline.haproxy.backend.ServerLines;
import dev.pointsman.pipeline.haproxy.language.ConfigurationText;

/**
 * How servers with host names are resolved while HAProxy runs.
 *
 * <p>It exists to hold the choices about asking and about silence. Source: HAProxy configuration manual, section 5.3.2, "The resolvers section".
 */
final class ResolversSection {

    private ResolversSection() {}

    static void write(ConfigurationText text) {
        text.section("resolvers " + ServerLines.RESOLVERS);
        text.comment("The node's own name servers; in a VPC that is the VPC's.");
        text.line("parse-resolv-conf");
        text.comment("Answers with many addresses do not fit into the 512 bytes of old.");
        text.line("accepted_payload_size", "8192");
        text.line("resolve_retries", "3");
        text.line("timeout", "resolve", "1s");
        text.line("timeout", "retry", "1s");
        text.gap();
        text.comment("An address is good for 10 s, then it is asked for again.");
        text.line("hold", "valid", "10s");
        text.comment(
                "A name that is gone is gone after 30 s; while nobody answers the last known addresses stay, up to 20 days.");
        text.line("hold", "nx", "30s");
        for (String silence : new String[] {"timeout", "refused", "other"}) {
            text.line("hold", silence, "20d");
        }
    }
}
