/**
 * The door of the one binary, {@code pointsman}: which command runs where, with which exit code, and on which files.
 *
 * <p>{@code run} is the agent, the only command that starts the framework; {@code notify} and {@code probe} are what keepalived calls and
 * start as little as possible; every other command is picocli's.
 */
package dev.pointsman.agent;
