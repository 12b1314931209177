/**
 * The nodes of a lab: made by {@code pointsman install}, as a real one is, and then run with the real HAProxy, the real
 * keepalived and the real agent inside a namespace. Nothing here knows what is in the files that make up a node.
 */
package dev.pointsman.lab.node;
