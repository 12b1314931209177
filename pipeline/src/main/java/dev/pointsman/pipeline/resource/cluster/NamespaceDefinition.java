package dev.pointsman.pipeline.resource.cluster;

import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Metadata;

/** A namespace; only its name and labels matter, because a Gateway may admit routes by them. */
public record NamespaceDefinition(Metadata metadata) implements Definition {}
