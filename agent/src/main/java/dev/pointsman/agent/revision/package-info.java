/**
 * The path of one revision, as named steps with one signature: fetch, compile, render, check, switch, reload, report.
 *
 * <p>Each step observes something, may change one thing, and either hands the attempt on or says why it ends here. Nothing before
 * {@code switch} touches what is served.
 */
package dev.pointsman.agent.revision;
