/**
 * One fault at a time on one fleet: {@link dev.pointsman.lab.campaign.turn.Fault} is the closed set of what can go wrong,
 * {@link dev.pointsman.lab.campaign.turn.Schedule} draws, {@link dev.pointsman.lab.campaign.turn.Campaign} plays and judges.
 *
 * <p>The judgement has two parts. <em>While the fault lasts</em>: where a peer must take over, one does, and every zone's clients are served; where
 * nothing must move, no request is lost. <em>Afterwards</em>: one owner for each group and the right one, MASTER and without a problem, every
 * request of every client answered as the definitions say, no more writes. What must be is strict and has no time limit that a
 * slow machine could miss; how long it took is told as a figure.
 */
package dev.pointsman.lab.campaign.turn;
