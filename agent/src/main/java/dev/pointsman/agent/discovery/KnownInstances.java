package dev.pointsman.agent.discovery;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.InstanceSelector;

/**
 * The instances of every selector that this node knows, at one moment.
 *
 * @param vpcId the VPC whose instances they are; empty when nothing is known
 * @param bySelector a selector that is not in it has never been answered
 */
public record KnownInstances(String vpcId, SortedMap<InstanceSelector, Following> bySelector) {

    /** Nothing is known. */
    public static final KnownInstances NONE = new KnownInstances("", new TreeMap<>());

    public KnownInstances {
        bySelector = Collections.unmodifiableSortedMap(new TreeMap<>(bySelector));
    }

    /** Whether every selector has been answered, for that VPC; with no selector nothing has to be known. */
    public boolean covers(String vpc, Collection<InstanceSelector> selectors) {
        return selectors.isEmpty() || vpcId.equals(vpc) && bySelector.keySet().containsAll(selectors);
    }

    /** What is known of some selectors of a VPC. */
    public KnownInstances only(String vpc, Collection<InstanceSelector> selectors) {
        SortedMap<InstanceSelector, Following> rest = new TreeMap<>();
        if (vpc.equals(vpcId)) {
            selectors.forEach(selector -> {
                if (bySelector.containsKey(selector)) {
                    rest.put(selector, bySelector.get(selector));
                }
            });
        }
        return new KnownInstances(vpc, rest);
    }

    /** After an answer about some selectors. */
    public KnownInstances after(Map<InstanceSelector, ? extends Collection<FoundInstance>> answer) {
        SortedMap<InstanceSelector, Following> next = new TreeMap<>(bySelector);
        answer.forEach((selector, found) -> next.put(
                selector, bySelector.getOrDefault(selector, Following.NOBODY).next(found)));
        return new KnownInstances(vpcId, next);
    }

    /** The plan with these instances as endpoints; those of a selector that was never answered are none. */
    public Plan in(Plan plan) {
        return plan.withInstances(
                selector -> bySelector.getOrDefault(selector, Following.NOBODY).addresses());
    }

    /** The addresses of each selector: all that what is served depends on. */
    public SortedMap<InstanceSelector, SortedSet<String>> addresses() {
        SortedMap<InstanceSelector, SortedSet<String>> addresses = new TreeMap<>();
        bySelector.forEach((selector, following) -> addresses.put(selector, following.addresses()));
        return addresses;
    }

    public boolean isEmpty() {
        return bySelector.isEmpty();
    }
}
