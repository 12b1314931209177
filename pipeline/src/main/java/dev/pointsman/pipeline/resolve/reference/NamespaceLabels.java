package dev.pointsman.pipeline.resolve.reference;

import java.util.HashMap;
import java.util.Map;

import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.cluster.NamespaceDefinition;

/** The labels of namespaces: those that are written, and the one that Kubernetes gives every namespace. */
public final class NamespaceLabels {
    /** Holds the namespace's own name (Kubernetes, "Automatic labelling"). */
    private static final String NAME = "kubernetes.io/metadata.name";

    private final Map<String, Map<String, String>> written = new HashMap<>();

    public NamespaceLabels(Definitions definitions) {
        for (NamespaceDefinition namespace : definitions.all(Kind.NAMESPACE, NamespaceDefinition.class)) {
            written.put(namespace.metadata().name(), namespace.metadata().labels());
        }
    }

    /** The labels of the namespace, which need not be defined. */
    public Map<String, String> of(String namespace) {
        Map<String, String> labels = new HashMap<>(written.getOrDefault(namespace, Map.of()));
        labels.put(NAME, namespace);
        return labels;
    }
}
