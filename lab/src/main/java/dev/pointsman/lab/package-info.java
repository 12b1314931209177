/**
 * A VPC on one machine: everything that the rooms below offer, put together from a plan. {@link dev.pointsman.lab.Lab} is
 * the door that the demo, the benchmarks and the end-to-end tests use.
 */
package dev.pointsman.lab;
