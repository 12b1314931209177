/**
 * A plan as sorted facts in people's words, so that what differs between two plans can be told line by line.
 *
 * <p>Everything that matters to a client or to an operator is a fact of its own, whole and short; the order in files, and what only
 * programs need to know, is none.
 */
package dev.pointsman.pipeline.comparison.fact;
