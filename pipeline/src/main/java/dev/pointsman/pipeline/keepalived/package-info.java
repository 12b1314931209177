/**
 * From a plan to {@code keepalived.conf}: unicast VRRPv3 between the nodes, one instance per route group.
 *
 * <p>What is written rests on how keepalived 2.2.7 behaves (each found by experiment; {@code KeepalivedBehaviourTest} holds what Pointsman
 * depends on):
 *
 * <ul>
 *   <li><b>The placeholder address</b> appears when the instance becomes MASTER. Stopping keepalived removes it, and so does killing its
 *       parent process alone ({@code kill -9}), because the VRRP process then stops in good order. Killing the VRRP process, or both,
 *       <em>leaves it behind</em>: it proves nothing unless the process that set it lives. A process that starts afterwards (the parent's
 *       replacement at once, or a restart) removes the leftover before anything else. Taking the interface down removes it too (FAULT).
 *       A reload keeps it.
 *   <li><b>It is on {@code lo} with scope host</b>, so that the kernel never picks it as a source address, no ARP is sent for it, and it
 *       does not go away with an interface. keepalived refuses {@code interface lo} but takes {@code dev lo}.
 *   <li><b>A leftover pid file of the VRRP process</b> whose number still belongs to a process (even one that is dead and not yet reaped)
 *       keeps keepalived from starting: "daemon is already running". It must be started again.
 *   <li><b>The FIFO</b> is made at start with mode 0600 and removed at the end, but one that is there already is used as it is, with its
 *       owner and mode, and stays. keepalived holds both ends, so nothing blocks without a reader: lines wait in the pipe (some 2,000 of
 *       them), and when that is full further lines are lost without a word.
 *   <li><b>Scripts are dropped silently.</b> Each of these gives one line in the log, and the node becomes MASTER without a hook: the
 *       binary is missing; it is not executable; it or any directory above it is owned by someone else than root, or writable for others
 *       (a group may write only when it is root's; a sticky directory may be writable). The probe, being the same binary, is dropped with
 *       it: the node then does not care whether HAProxy serves. {@code keepalived -t} sees it by the probe alone and exits with 5; a bad
 *       notify line passes. Whoever installs a node checks the binary.
 *   <li><b>A probe</b> without weight puts the instance into FAULT. {@code init_fail} starts there, so no node is MASTER before HAProxy has
 *       answered once; at start one success is enough, whatever {@code rise}. A refused connection fails at once ({@code fall 1}); a slow
 *       answer has two seconds.
 *   <li><b>A track file</b> that is absent, or is removed while keepalived runs, counts as 0; {@code init_file} makes an absent one at start. Its value times the weight is added to the
 *       priority, within 1 to 254; at -254 and below the instance goes into FAULT, says priority 0 as it leaves, and a peer is MASTER after
 *       its skew time (0.2 s at advertisements every 0.1 s). A mere lower priority makes a peer wait for its preempt_delay first. So being
 *       drained is FAULT, which is quick and final, and being unable to write routes is a lower priority, which changes nothing where all
 *       are.
 *   <li><b>preempt_delay</b> counts from the first advertisement of a lower priority, also after a start; without a peer nothing is
 *       waited for.
 *   <li><b>Sub-second advertisements</b> need version 3, which has no authentication; {@code vrrp_check_unicast_src} takes packets from
 *       the peers alone.
 * </ul>
 */
package dev.pointsman.pipeline.keepalived;
