/**
 * From a plan to {@code haproxy.cfg}.
 *
 * <p>The only room that speaks HAProxy's configuration language; 2.6 and every later version must accept what it writes. Each class writes
 * one section or one part of a section and decides nothing about precedence: the plan's order is the order in which rules are tried.
 *
 * <p>What a request goes through, and why in this form:
 *
 * <ol>
 *   <li>a {@code frontend} per entrypoint normalises the host (no port, lower case, no trailing dots) and keeps host, path and method in
 *       variables, because the log line is written when the request is gone;
 *   <li>the most specific listener of the entrypoint is chosen, and only its rules are tried;
 *   <li>rules are tried in order; the first that matches names the proxy that serves the request and ends the search with
 *       {@code http-request allow}. A draw with {@code rand()} shares requests by weight;
 *   <li>the {@code backend} adds {@code X-Forwarded-*} and picks a server.
 * </ol>
 *
 * <p>One bound is HAProxy's own: it refuses requests with header names of more than 255 characters, so a match on the 256 that the Gateway
 * API allows never holds.
 *
 * <p>Values from Git are written by {@link dev.pointsman.pipeline.haproxy.language.ConfigurationWord} alone. A pattern always follows
 * {@code -m str --} (or {@code -m beg}, {@code -m end}, {@code -m reg}), so that it is neither a flag nor a file name, and it stands in a
 * named ACL, because {@code &#123; &#125;} of anonymous ones would end at a brace in the value.
 */
package dev.pointsman.pipeline.haproxy;
