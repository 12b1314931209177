package dev.pointsman.pipeline.resource.route;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.resource.Definition;

/** A route of any kind: it attaches to parents, and has a status under each. */
public sealed interface RouteDefinition extends Definition permits HttpRouteDefinition, StreamRouteDefinition {

    /** The Gateways that it attaches to, in the order in which they were written. */
    List<ParentReference> parents();

    /** Host names or {@code *.suffix}; empty for every host of a listener. */
    List<Located<String>> hostnames();
}
