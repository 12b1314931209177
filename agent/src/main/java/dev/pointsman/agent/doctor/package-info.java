/**
 * What quietly keeps a node from doing its work, found before the failover that would show it.
 *
 * <p>keepalived drops a hook that it thinks unsafe with one line in its log and becomes MASTER without it; EC2 drops a VIP's packets while
 * an interface's source/destination check is on; a program may run with another file than the one that was written. Nothing of that is an
 * error anywhere. Each {@link dev.pointsman.agent.doctor.Examination} looks at one thing and says what it found as {@link
 * dev.pointsman.agent.doctor.Ailment}s: place, cause, next act. {@code pointsman doctor} runs all of them; the agent runs those that cost
 * nothing, time and again, and makes them problems of its report.
 */
package dev.pointsman.agent.doctor;
