package dev.pointsman.pipeline.resolve.reference;

/** Where the addresses of definitions must be reachable. */
public enum AddressScope {
    /** In a VPC, from other machines. */
    NETWORK,
    /** On this machine also: for tests that run a whole fleet on one host. */
    LOOPBACK_TOO
}
