/**
 * Routing tests on the real HAProxy.
 *
 * <p>A trial renders what a node would get, with the very renderer of the nodes, and starts HAProxy with it. What differs from a node:
 *
 * <ul>
 *   <li>Frontends listen on Unix sockets in a folder of their own and take the PROXY protocol (version 1), by which the client says that it
 *       comes to the VIP. So HAProxy believes to be at the VIP's address and port, nobody else can connect, and no port can be taken.
 *   <li>Each backend that has endpoints has one, generated in this process, which speaks HTTP/1.1 in cleartext and names itself. What a
 *       BackendTLSPolicy asks for, and HTTP/2 towards backends, is therefore not tried.
 *   <li>Certificates are throwaway ones; a port that asks clients for certificates trusts one that the trial makes.
 * </ul>
 *
 * <p>Every test has a client address of its own, which HAProxy writes into its log: so each log line, with the rule that won, finds its
 * test. What won is also explained from the plan; if both ever disagree, the test fails and says so.
 */
package dev.pointsman.pipeline.trial;
