package dev.pointsman.pipeline.conformance.backend;

import java.util.concurrent.ThreadLocalRandom;

import dev.pointsman.pipeline.conformance.cluster.Addresses;

/**
 * One replica of an echo backend.
 *
 * @param namespace the Deployment's namespace
 * @param deployment the Deployment
 * @param name the Deployment's name and two more parts
 * @param address a loopback address of its own
 */
public record Pod(String namespace, String deployment, String name, String address) {

    static Pod of(String namespace, String deployment, Addresses addresses) {
        String suffix = "-" + part() + "-" + part();
        return new Pod(namespace, deployment, deployment + suffix, addresses.next());
    }

    private static String part() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(46656, 1679616), 36);
    }
}
