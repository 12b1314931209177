package dev.pointsman.agent.ownership.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.pointsman.agent.ec2.Ec2Failure;

/**
 * Whether this node can write a route group's tables, by what EC2 has said to its tests and writes; a value.
 *
 * <p>It exists because a MASTER that cannot write is no MASTER: it stands back in VRRP, so that a node that can takes over. Every node
 * measures itself alike, so that an outage that hits all of them changes nothing.
 *
 * @param tables what is known of each table
 * @param state what follows
 */
public record Ability(SortedMap<String, Proof> tables, State state) {

    /** What this node may claim of itself. */
    public enum State {
        /** Not every table has been tested yet. */
        UNPROVEN,
        ABLE,
        /** A table has refused for {@link Bounds#UNABLE_AFTER}, and not every test has passed since. */
        UNABLE
    }

    /**
     * What is known of one table.
     *
     * @param due when the next test is
     * @param isPassed whether the last test passed
     * @param failingSince since when it has refused; {@link Instant#MAX} while it does not
     */
    public record Proof(Instant due, boolean isPassed, Instant failingSince) {
        static final Proof NONE = new Proof(Instant.MIN, false, Instant.MAX);

        boolean isFailing() {
            return !failingSince.equals(Instant.MAX);
        }
    }

    public Ability {
        tables = Collections.unmodifiableSortedMap(tables);
    }

    /** Nothing is known. */
    public static Ability unproven() {
        return new Ability(Collections.emptySortedMap(), State.UNPROVEN);
    }

    /** The group has these tables now. */
    public Ability of(Collection<String> wanted) {
        if (tables.size() == wanted.size() && tables.keySet().containsAll(wanted)) {
            return this;
        }
        SortedMap<String, Proof> changed = new TreeMap<>();
        wanted.forEach(table -> changed.put(table, tables.getOrDefault(table, Proof.NONE)));
        return new Ability(changed, state);
    }

    /** The table whose test is due first; empty when there is no table. */
    public Optional<String> next() {
        return tables.entrySet().stream()
                .min(Comparator.comparing(table -> table.getValue().due()))
                .map(Map.Entry::getKey);
    }

    /** When that test is due; {@link Instant#MAX} when there is no table. */
    public Instant due() {
        return next().map(table -> tables.get(table).due()).orElse(Instant.MAX);
    }

    /**
     * A test has been sent.
     *
     * @param jitter 0 to 1: tests of many tables spread over the interval
     */
    public Ability testing(String table, Instant now, double jitter) {
        return change(table, proof -> {
            Duration interval = proof.isFailing() ? Bounds.PROOF_INTERVAL_FAILING : Bounds.PROOF_INTERVAL;
            return new Proof(
                    now.plusMillis(Math.round(interval.toMillis() * (0.8 + jitter / 5))),
                    proof.isPassed(),
                    proof.failingSince());
        });
    }

    /** A test has passed. */
    public Ability passed(String table) {
        return change(table, proof -> new Proof(proof.due(), true, Instant.MAX));
    }

    /** A test or a write was refused. Throttling says nothing about a right; the test is only repeated. */
    public Ability refused(String table, Ec2Failure failure, Instant now) {
        Instant soon = now.plus(Bounds.PROOF_INTERVAL_FAILING);
        return change(table, proof -> {
            Instant due = proof.due().isBefore(soon) ? proof.due() : soon;
            return switch (failure) {
                case Ec2Failure.Denied _, Ec2Failure.Rejected _, Ec2Failure.Unavailable _ ->
                    new Proof(due, false, proof.isFailing() ? proof.failingSince() : now);
                case Ec2Failure.Throttled _ -> new Proof(due, proof.isPassed(), proof.failingSince());
                case Ec2Failure.MissingRoute _, Ec2Failure.RouteAlreadyExists _ -> proof;
            };
        });
    }

    /** What follows now. */
    public Ability judged(Instant now) {
        boolean isUnable = tables.values().stream()
                .anyMatch(proof ->
                        proof.isFailing() && !now.isBefore(proof.failingSince().plus(Bounds.UNABLE_AFTER)));
        boolean isAble = !tables.isEmpty() && tables.values().stream().allMatch(Proof::isPassed);
        State judged = isUnable ? State.UNABLE : isAble ? State.ABLE : state;
        return judged == state ? this : new Ability(tables, judged);
    }

    /** The tables that have refused, without a test that has passed since. */
    public List<String> failing() {
        return tables.entrySet().stream()
                .filter(table -> table.getValue().isFailing())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Ability change(String table, UnaryOperator<Proof> change) {
        if (!tables.containsKey(table)) {
            return this;
        }
        SortedMap<String, Proof> changed = new TreeMap<>(tables);
        changed.computeIfPresent(table, (_, proof) -> change.apply(proof));
        return new Ability(changed, state);
    }
}
