/**
 * How fast routes move, and whether they move at all: Pointsman beside {@code curl} and beside the classic hook, {@code bash} and
 * {@code aws}.
 *
 * <p>{@link dev.pointsman.lab.bench.failover.NotifyBenchmark} measures the one call, {@link
 * dev.pointsman.lab.bench.failover.FailoverBenchmark} claims of many tables over plain HTTP and TLS, and whole failovers as clients see
 * them.
 */
package dev.pointsman.lab.bench.failover;
