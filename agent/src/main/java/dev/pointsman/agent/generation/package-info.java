/**
 * Generations: the files rendered for one revision on one node, kept on disk so that there is always a way back.
 *
 * <p>A generation is written beside its place and renamed into it, and the served one is named by a symbolic link that is replaced by
 * renaming. So whenever the machine stops, what is found afterwards is the old generation or the new one, whole.
 */
package dev.pointsman.agent.generation;
