package dev.pointsman.pipeline.conformance.cluster;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Loopback addresses that nothing else uses: each run takes a block of its own, so that two runs do not meet. */
public final class Addresses {

    private static final int FIRST_BLOCK = 16;
    private static final int BLOCKS = 224;

    private final int block = FIRST_BLOCK + ThreadLocalRandom.current().nextInt(BLOCKS);
    private final AtomicInteger next =
            new AtomicInteger(256 * ThreadLocalRandom.current().nextInt(16, 128));

    /** An address that was not given out before, {@code 127.x.y.z}. */
    public String next() {
        int number = next.incrementAndGet();
        // The first and last of a block of 256 look like a network's and a broadcast address.
        while (number % 256 == 0 || number % 256 == 255) {
            number = next.incrementAndGet();
        }
        return "127." + block + "." + number / 256 % 256 + "." + number % 256;
    }
}
