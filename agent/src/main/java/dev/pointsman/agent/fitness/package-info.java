/**
 * Whether a node that starts may stand before its peers in VRRP again, or must wait behind them until it serves what they serve.
 *
 * <p>It exists because a node comes back with the generation that it had when it went, which may be days old: if it stands first in the node
 * order it would take every route and answer by yesterday's definitions. So the mark by which keepalived ranks it behind its peers stays until
 * it is <em>fit</em>; should they all die meanwhile, it is MASTER all the same.
 *
 * <h2>The rule</h2>
 *
 * <p>A node is fit, and stays fit until its agent ends, once its HAProxy serves a revision and one of these holds ({@link
 * dev.pointsman.agent.fitness.FitnessRule}):
 *
 * <ol>
 *   <li>It serves what a peer serves that is MASTER of a route group; where no MASTER answers, what most of the peers serve. Only a peer that
 *       is fit itself counts: two nodes that start together never wait for each other, because the first of them to be fit is what the other
 *       compares itself with.
 *   <li>There is no such peer, because all that answer are starting as well, or nobody can be asked: it serves the branch's head, or has
 *       refused it.
 *   <li>A minute after the start it serves the branch's head, whatever its peers serve: they have had time to follow, and Git is right.
 *   <li>Git has not answered for a minute: it serves the last that it could get.
 * </ol>
 *
 * <p>A peer that does not answer is waited for, for a minute at most. What can keep a node behind for longer is a revision that its peers serve and
 * that it cannot: it has refused it, or HAProxy does not run; {@code status} says which.
 */
package dev.pointsman.agent.fitness;
