package dev.pointsman.pipeline.finding.condition;

import java.util.Comparator;

/**
 * Whose conditions a finding touches.
 *
 * @param kind the resource's kind, for instance {@code HTTPRoute}
 * @param name its full name, for instance {@code shop/cart}
 * @param part what of it: nothing for the resource as a whole, a listener's name, or a parent's position in {@code parentRefs}
 */
public record Subject(String kind, String name, String part) implements Comparable<Subject> {

    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::kind).thenComparing(Subject::name).thenComparing(Subject::part);

    /** The resource as a whole; of a route, under every parent. */
    public static Subject resource(String kind, String name) {
        return new Subject(kind, name, "");
    }

    /** One listener of a Gateway. */
    public static Subject listener(String gateway, String listener) {
        return new Subject("Gateway", gateway, listener);
    }

    /** A route under one of its parents, counted from 0 in the order of {@code parentRefs}. */
    public static Subject parent(String routeKind, String route, int index) {
        return new Subject(routeKind, route, Integer.toString(index));
    }

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
