package dev.pointsman.lab.fault;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The token buckets of one account and region: one per action and category.
 *
 * <p>Exists because EC2 counts each action by itself, and an unqualified describe by a smaller bucket.
 */
final class Throttle {

    /** EC2's categories, as far as the lab has actions of them. */
    enum Category {
        MUTATING,
        READING,
        READING_UNQUALIFIED
    }

    private record Key(String action, Category category) {}

    private final Map<Category, Limit> limits = new EnumMap<>(Category.class);
    private final Map<Key, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Throttle(Limit mutating, Limit reading, Limit readingUnqualified, InstantSource clock) {
        limits.put(Category.MUTATING, mutating);
        limits.put(Category.READING, reading);
        limits.put(Category.READING_UNQUALIFIED, readingUnqualified);
        this.clock = clock;
    }

    boolean admits(String action, Category category) {
        return buckets.computeIfAbsent(new Key(action, category), key -> new TokenBucket(limits.get(category), clock))
                .tryTake();
    }
}
