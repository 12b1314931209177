package dev.pointsman.pipeline.explain;

import dev.pointsman.pipeline.plan.rule.Rule;

/**
 * A rule that was looked at, and what came of it.
 *
 * @param rule the rule; one for each of a written rule's hosts and matches
 * @param rank its place among the rules of its listener, from 0; the first that matches wins
 * @param verdict what came of it
 */
public record Candidate(Rule rule, int rank, Verdict verdict) {

    /** What came of a rule. */
    public sealed interface Verdict {}

    /** The first rule whose conditions all hold. */
    public record Wins() implements Verdict {}

    /**
     * All its conditions hold, but another stands before it.
     *
     * @param why what the other has before it
     */
    public record Outranked(String why) implements Verdict {}

    /**
     * A condition does not hold.
     *
     * @param condition the first that does not
     * @param why the condition and what the request says instead
     */
    public record Fails(Condition condition, String why) implements Verdict {}

    /** What a rule may ask for, in the order in which it is looked at. */
    public enum Condition {
        HOST,
        PATH,
        METHOD,
        HEADER,
        QUERY_PARAMETER
    }
}
