package dev.pointsman.pipeline.resource;

import java.util.List;

/** A route of any kind: it attaches to parents, and has a status under each. */
public sealed interface RouteDefinition extends Definition permits HttpRouteDefinition {

    /** The Gateways that it attaches to, in the order in which they were written. */
    List<ParentReference> parents();
}
