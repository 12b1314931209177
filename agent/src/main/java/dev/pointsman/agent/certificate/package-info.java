/**
 * The certificates of this node: whether its files are what HAProxy can serve, how long they are valid, and bringing renewed ones into the
 * HAProxy that runs.
 *
 * <p>It exists because a certificate changes without a revision: whoever renews it replaces two files on the node, and nobody should have
 * to reload anything for that. Definitions only name certificates. Files are looked at every few seconds; what has changed counts when two
 * looks in a row find the same, so that a pair of which one file is written, or half of one, is never taken. A pair that is no pair is not
 * taken either: what is served stays, and the report says so.
 *
 * <p>No private key is in any text that leaves this room, but for the one command that hands it to HAProxy.
 */
package dev.pointsman.agent.certificate;
