/**
 * The ownership rule: what a node decides about its routes, from what it sees and what it remembers.
 *
 * <p>Everything here is a value or a pure function: no clock, no input, no output, no randomness. The same classes decide in the agent, in
 * {@code notify} without an agent, and in the simulation. The times are in {@link dev.pointsman.agent.ownership.rule.Bounds}.
 *
 * <h2>The rule</h2>
 *
 * <p>Every look (an event, or every two seconds) decides about each entry, a destination in a route table:
 *
 * <ol start="0">
 *   <li><b>May write</b>: MASTER as observed, HAProxy serves, not drained. While that holds a <em>term</em> runs; it begins anew when the agent
 *       does. Observed again before every call, the second call of an attempt included, and an observation that took more than a second is
 *       repeated: the node may have been frozen in it.
 *   <li><b>Mine</b>: nothing. But a reading from more than a second before the term proves nothing, and the entry is written again.
 *   <li><b>Missing, a blackhole, or outside the fleet</b>: claim.
 *   <li><b>A peer's, and not held in this term</b>: claim, whatever the order of the nodes. This is failover. <em>Held</em> is an entry that this
 *       node has written in this term, or has read as its own by a reading asked for 15 s or more after the term began; an earlier one may
 *       show what was before a peer wrote, and would turn a failover into a contest.
 *   <li><b>A peer's, taken from this node in this term</b>: two nodes believe to be MASTER. Who stands first in the group's node order claims. The
 *       other yields, reports the entry as contested, and <em>tests</em> whether the peer lives: it points its own witness at itself. A MASTER
 *       that holds entries takes it away, if it stands before the tester. A reading of 15 s or more after the write that shows the
 *       tested peer: it lives, and the next test begins 30 s after this one. One of 36 s or more that still shows this node: the peer is
 *       dead, and what was left to it is claimed as by rule 3. Anything else says nothing.
 *   <li><b>The own write is not doubted for 15 s</b>: until then no reading is news but one that shows this node. After that, what still shows the
 *       value from before is written once more, and then counts as taken.
 *   <li><b>Three claims</b> of one entry from the same holder within a minute: then it is left there for one minute, two, four, five, five… as if
 *       yielding, with tests; forgotten after ten minutes without a claim. Retries of a claim that failed are not claims. A wait that ran in this
 *       term, for a holder that stands before this node, ends as rule 4 has it: when the holder is found dead, not by the clock.
 * </ol>
 *
 * <p>After a write that failed: again after a growing, jittered wait ({@link dev.pointsman.agent.ownership.memory.Backoff}), by a new decision, for
 * as long as rule 0 holds. The SDK retries nothing.
 *
 * <p><b>Removal</b> ({@link dev.pointsman.agent.ownership.rule.RemovalRule}): an entry that the revision before had and this one has not is deleted by the
 * MASTER while it points at the fleet, and watched for five minutes, because a peer that still runs the revision before may make it again. An entry
 * that stays and has addresses in common with it is this node's first. The node goes on listening until no entry that is to go leads to it.
 *
 * <p><b>The unable MASTER</b> ({@link dev.pointsman.agent.ownership.rule.Ability}): every node tests its right to write each table once a minute by a
 * DryRun, half a second apart at least, because tests and claims drink from one bucket. A table that refuses (denied, rejected, unreachable;
 * throttling says nothing about a right) is tested every five seconds, and after ten the node tells keepalived to stand behind all that can
 * write. Only tests that pass for every table end that. A file that is absent counts as unable, so a starting node stays behind until its
 * tests have passed and it is fit ({@link dev.pointsman.agent.fitness}); a restarted agent leaves the file as it is.
 *
 * <h2>Where it differs from the first design, and why</h2>
 *
 * <ul>
 *   <li>Rule 3, what counts as held; rule 5, that nothing else is news, not only the value that was overwritten: replicas differ, and one may
 *       show what was before <em>that</em>. Each cost a node the entry it had just taken over, or a needless write.
 *   <li>Rule 4, 36 s instead of two turns and one staleness: the peer may read the witness late by 15 s, and so may this node read what the peer
 *       did. And a witness for each node, not for the group: three nodes that believe to be MASTER spoiled each other's tests of a fourth, for as
 *       long as they went on (found by the simulation, one schedule in 10,000).
 *   <li>Rule 4, who answers: only who stands before the tester. Three living nodes that believed to be MASTER, each of which held some entries,
 *       answered each other's tests of a dead fourth, which so came to no verdict for as long as the partition stood (found by the simulation,
 *       one schedule in 500,000). Now nobody answers the first of the living. It may find one behind it dead that lives, only while rule 6 has
 *       it wait for that one; and takes what that one yields.
 *   <li>Rule 4, who is found dead: only entries that were left to it are claimed. An entry that this node had just written could still read as
 *       the dead peer's, and was written again (found by the simulation, one schedule in 30,000).
 *   <li>Rule 4, the first test begins at once and not after 30 s: it harms nobody, and a dead peer costs half a minute less.
 *   <li>Rule 6 counts for each entry, not for the group: readings of many tables arrive over many seconds, and would use the group's claims up
 *       in a single takeover. While held back the node tests, so that the wait never protects a dead holder. And after a wait that ended by the clock
 *       two MASTERs at once began their contest anew, each after waits of its own, so that it did not come to rest within its bound (found by
 *       the simulation, one schedule in 70,000).
 * </ul>
 *
 * <h2>The witnesses</h2>
 *
 * <p>Entries in the first of the group's tables for {@link dev.pointsman.pipeline.plan.fleet.RouteGroup#witness}, addresses that no client uses, one for
 * each node. Only a node's own test makes its witness; it stays afterwards, and goes with its group.
 *
 * <h2>Bounds</h2>
 *
 * <p>While readings are at most 15 s old, and a MASTER serves whose calls to EC2 succeed: no entry stays with a dead node, or missing, for longer than
 * {@link dev.pointsman.agent.ownership.rule.Bounds#DEAD_OWNER}, 90 s; a few milliseconds where nothing is contested. A node writes an entry
 * at most five times a minute, and once more for each term that began in that minute. A standing partition comes to rest within 150 s, or where a wait by
 * rule 6 was running, of up to five minutes, 30 s after that: then only witnesses are written. Once faults stop, all is at rest within 180 s, of which VRRP and the marks of
 * nodes that could not write take 40 s. Simulated: {@code ./dev simulate}.
 *
 * <h2>What no rule can do</h2>
 *
 * <p>EC2 has no compare-and-set. A node that is frozen between its last observation and its call sends that call when it thaws, and takes the entry from
 * the MASTER of the day. That is repaired within the bounds, and cannot be prevented.
 */
package dev.pointsman.agent.ownership.rule;
