package dev.pointsman.pipeline.plan.match;

/** How a value is compared with what a request holds. */
public enum MatchType {
    /** Character by character; case matters. */
    EXACT,
    /** By a {@link RegularExpression} that must take the whole value; case matters. */
    REGULAR_EXPRESSION
}
