package dev.pointsman.pipeline.plan.listener;

import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * A certificate with its private key, which only the nodes have.
 *
 * @param secret the Secret that stands for both
 */
public record KeyPair(ResourceName secret) implements Comparable<KeyPair> {
    @Override
    public int compareTo(KeyPair other) {
        return secret.compareTo(other.secret);
    }

    @Override
    public String toString() {
        return secret.toString();
    }
}
