package dev.pointsman.pipeline.haproxy;

import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Backend;
import dev.pointsman.pipeline.plan.Entrypoint;
import dev.pointsman.pipeline.plan.Plan;

/**
 * Renders a plan as HAProxy's configuration.
 *
 * <p>It exists as one pure function from plan to text: the same plan gives the same bytes on every node of the fleet.
 */
public final class HaproxyRenderer {

    private HaproxyRenderer() {}

    /** The whole of {@code haproxy.cfg}. */
    public static String render(Plan plan, Stamp stamp, NodeLayout layout) {
        ConfigurationText text = new ConfigurationText();
        text.topComment(
                "Rendered by Pointsman for fleet " + plan.fleet().name() + " at revision " + stamp.revision() + ".");
        text.topComment("Changes made here are lost: change the definitions instead.");
        GlobalSection.write(text, stamp, layout);
        DefaultsSection.write(text);
        for (Entrypoint entrypoint : plan.entrypoints()) {
            FrontendSection.write(text, entrypoint);
        }
        for (Backend backend : plan.backends()) {
            BackendSection.write(text, backend);
        }
        return text.toString();
    }
}
