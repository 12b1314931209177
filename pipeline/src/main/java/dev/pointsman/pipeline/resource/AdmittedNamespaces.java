package dev.pointsman.pipeline.resource;

/**
 * The namespaces whose routes a listener takes.
 *
 * <p>Source: Gateway API v1, "RouteNamespaces".
 */
public sealed interface AdmittedNamespaces {

    /** Every namespace. */
    record All() implements AdmittedNamespaces {}

    /** The Gateway's own. */
    record Same() implements AdmittedNamespaces {}

    /** Those whose labels the selector takes. */
    record Selected(LabelSelector selector) implements AdmittedNamespaces {}
}
