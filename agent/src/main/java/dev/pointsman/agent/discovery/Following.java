package dev.pointsman.agent.discovery;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The instances of one selector, as they are followed from answer to answer.
 *
 * <p>It exists for one decision: what is believed. Whoever comes is taken at once, and so is the word that a few are gone. An answer
 * without <em>more than half</em> of them counts only when the next one says so, too: EC2's reads are eventually consistent, and a tag that
 * is taken away by mistake takes all of a Service's instances with it. Waiting costs little, for whoever is really gone fails HAProxy's checks
 * meanwhile; believing costs the Service.
 *
 * @param instances sorted by address, each address once
 * @param isDoubted whether the last answer lacked more than half of them
 */
public record Following(List<FoundInstance> instances, boolean isDoubted) {

    /** Nobody yet. */
    public static final Following NOBODY = new Following(List.of(), false);

    public Following {
        SortedMap<String, FoundInstance> byAddress = new TreeMap<>();
        instances.stream()
                .sorted(Comparator.comparing(FoundInstance::id).reversed())
                .forEach(instance -> byAddress.put(instance.address(), instance));
        instances = List.copyOf(byAddress.values());
    }

    /** After another answer. */
    public Following next(Collection<FoundInstance> answer) {
        Set<String> there = answer.stream().map(FoundInstance::address).collect(Collectors.toSet());
        List<FoundInstance> gone = instances.stream()
                .filter(instance -> !there.contains(instance.address()))
                .toList();
        boolean losesMost = 2 * gone.size() > instances.size();
        if (!losesMost || isDoubted) {
            return new Following(List.copyOf(answer), false);
        }
        List<FoundInstance> both = new java.util.ArrayList<>(answer);
        both.addAll(gone);
        return new Following(both, true);
    }

    public SortedSet<String> addresses() {
        return instances.stream().map(FoundInstance::address).collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many there are in each zone. */
    public SortedMap<String, Integer> zones() {
        SortedMap<String, Integer> zones = new TreeMap<>();
        instances.forEach(instance -> zones.merge(instance.zone(), 1, Integer::sum));
        return zones;
    }
}
