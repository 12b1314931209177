/**
 * The two ends of the traffic in a lab: backends that tell who they are and what they were asked, and clients that
 * count everything that went wrong.
 *
 * <p>The clients speak HTTP/1.1 (RFC 9112) over plain sockets of their own, and not by the JDK's client, for three
 * reasons: a socket has to be created by a thread of the client's network namespace; a load must know whether it used a
 * fresh or a reused connection; and nothing may be retried behind its back, because what a retry hides is what is counted.
 */
package dev.pointsman.lab.traffic;
