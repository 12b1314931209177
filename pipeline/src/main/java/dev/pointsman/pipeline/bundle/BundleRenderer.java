package dev.pointsman.pipeline.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.haproxy.HaproxyRenderer;
import dev.pointsman.pipeline.haproxy.Stamp;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.keepalived.KeepalivedRenderer;
import dev.pointsman.pipeline.node.KeepalivedVersion;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;

/**
 * Renders everything that a node gets.
 *
 * <p>It exists as the one door to rendering: a pure function, the same input gives the same bytes.
 *
 * <p>{@code haproxy.cfg} names the revision that it was rendered from (every log line repeats it), and yet a commit that changes nothing
 * else must not count as a change. So the digest is taken of all files under a blank stamp, and then stands in {@code haproxy.cfg} as
 * the value of {@link Variable#DIGEST}. Every change is verified by asking the worker for that ({@code get var proc.digest}): unlike the
 * revision it also changes when one revision renders differently, for instance after an update of Pointsman. Both are variables, not
 * environment, because a variable can be set while HAProxy runs: a worker that a later revision leaves as it is, or that commands have
 * changed, is told what it serves now.
 */
public final class BundleRenderer {

    private BundleRenderer() {}

    /**
     * The files of a node.
     *
     * @param revision the commit: 1 to 128 letters, digits, dots, underscores and hyphens
     * @param node a node of the plan's fleet
     * @param interfaceName the interface that has the node's VRRP address, for instance {@code eth0}
     * @param keepalived the one that will read its file
     * @throws IllegalArgumentException when the fleet has no such node, or revision or interface name are not what they should be
     */
    public static Bundle render(
            Plan plan,
            String revision,
            String node,
            NodeLayout layout,
            String interfaceName,
            KeepalivedVersion keepalived) {
        SortedMap<String, String> files = files(plan, Stamp.BLANK, node, layout, interfaceName, keepalived);
        String digest = digestOf(files);
        Stamp stamp = new Stamp(revision, digest);
        return new Bundle(revision, digest, HaproxyRenderer.restamp(files, plan, Stamp.BLANK, stamp, layout));
    }

    /** The same for a node whose keepalived is not known. */
    public static Bundle render(Plan plan, String revision, String node, NodeLayout layout, String interfaceName) {
        return render(plan, revision, node, layout, interfaceName, KeepalivedVersion.OLDEST);
    }

    private static SortedMap<String, String> files(
            Plan plan,
            Stamp stamp,
            String node,
            NodeLayout layout,
            String interfaceName,
            KeepalivedVersion keepalived) {
        SortedMap<String, String> files = new TreeMap<>(HaproxyRenderer.render(plan, stamp, layout));
        files.put(Bundle.KEEPALIVED_FILE, KeepalivedRenderer.render(plan, node, layout, interfaceName, keepalived));
        return files;
    }

    private static String digestOf(SortedMap<String, String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                // Lengths keep apart what would read the same when one file's end became the next one's beginning.
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                digest.update((name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
