/**
 * The path of one revision, as named steps with one signature: fetch, compile, render, check, release, switch, reload, report.
 *
 * <p>Each step observes something, may change one thing, and either hands the attempt on or says why it ends here. Nothing before
 * {@code release} touches what is served. Routes and nodes change in this order: what is new is listened for, then routed; what is gone is routed no
 * more, then no longer listened for.
 */
package dev.pointsman.agent.revision;
