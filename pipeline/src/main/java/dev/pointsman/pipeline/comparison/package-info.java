/**
 * What a change of definitions will do, computed from two plans before anybody merges it.
 *
 * <p>It compares meanings, not texts: a file that is renamed or sorted anew changes nothing. Traffic is compared by asking both plans the
 * same questions, an example for what each rule of either plan takes; so what is said to change does change, and what only shadowed rules
 * say does not. What a node does about it is decided in {@link dev.pointsman.pipeline.comparison.NodeChanges} alone.
 */
package dev.pointsman.pipeline.comparison;
