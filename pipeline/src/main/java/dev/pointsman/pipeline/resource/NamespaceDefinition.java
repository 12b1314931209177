package dev.pointsman.pipeline.resource;

/** A namespace; only its name and labels matter, because a Gateway may admit routes by them. */
public record NamespaceDefinition(Metadata metadata) implements Definition {}
