package dev.pointsman.agent.discovery;

/**
 * An instance that a selector selects, as far as this node keeps it.
 *
 * @param address its primary private IPv4 address
 * @param id {@code i-…}
 * @param zone its availability zone
 */
public record FoundInstance(String address, String id, String zone) {}
