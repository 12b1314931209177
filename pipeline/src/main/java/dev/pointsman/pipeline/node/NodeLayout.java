package dev.pointsman.pipeline.node;

import java.nio.file.Path;

import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * Where a node's files are.
 *
 * <p>The one place that knows paths: rendered configuration, the agent and the commands all ask it, so that a whole node can live below
 * another directory than {@code /}.
 *
 * @param root {@code /} on a real node; absolute
 */
public record NodeLayout(Path root) {

    public NodeLayout {
        root = root.toAbsolutePath().normalize();
        if (!isPlain(root.toString())) {
            throw new IllegalArgumentException(
                    "root \"" + root
                            + "\" has characters that HAProxy and keepalived read as syntax; use letters, digits, '-', '_', '.' and '/'");
        }
    }

    /** Read by hand, because {@code notify} uses nothing else of regular expressions, and would load them for this. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!isLetter && !(c >= '0' && c <= '9') && "-._/".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    public Path agentConfiguration() {
        return root.resolve("etc/pointsman/agent.yaml");
    }

    /** KEY=VALUE lines that {@code run} and {@code notify} read beneath their environment. */
    public Path environment() {
        return root.resolve("etc/pointsman/environment");
    }

    /** The folders of certificates with private keys; outside Git and outside generations. */
    public Path certificates() {
        return root.resolve("etc/pointsman/certs");
    }

    /** The certificate chain, PEM, that a Secret stands for. */
    public Path certificate(ResourceName secret) {
        return certificates().resolve(secret.namespace()).resolve(secret.name()).resolve("tls.crt");
    }

    /** The private key, PEM, of the certificate that a Secret stands for. */
    public Path privateKey(ResourceName secret) {
        return certificate(secret).resolveSibling("tls.key");
    }

    public Path keepalivedConfiguration() {
        return root.resolve("etc/keepalived/keepalived.conf");
    }

    public Path binary() {
        return root.resolve("usr/bin/pointsman");
    }

    /** The clone of the definitions repository. */
    public Path definitions() {
        return state().resolve("definitions");
    }

    public Path generations() {
        return state().resolve("generations");
    }

    /** The symbolic link to the generation that is served. */
    public Path current() {
        return state().resolve("current");
    }

    /** The revision that this node has given up, and why. */
    public Path refusal() {
        return state().resolve("refused.json");
    }

    /** HAProxy's configuration, read through {@link #current()} at every reload. */
    public Path haproxyConfiguration() {
        return current().resolve("haproxy.cfg");
    }

    /** What {@code notify} must know to claim the routes when no agent answers. */
    public Path assignment() {
        return state().resolve("assignment.properties");
    }

    /**
     * While this file exists, the node claims nothing, and with the content "1" keepalived takes no part in any route group (FAULT), so that
     * a peer takes over at once. {@code pointsman drain} writes it, and it outlasts a restart.
     */
    public Path drainMark() {
        return state().resolve("drained");
    }

    /**
     * The file through which the agent tells keepalived whether this node can write a route group's entries: "0" while it can, "1" while it
     * cannot. keepalived multiplies it by a negative weight ({@code track_file}, keepalived.conf(5)); where it is absent, nothing has been
     * proven yet, which is to count as "1" ({@code init_file 1}).
     *
     * @param group the route group's name
     */
    public Path unableMark(String group) {
        return runtime().resolve("unable-" + group);
    }

    public Path notifySocket() {
        return runtime().resolve("notify.sock");
    }

    public Path haproxyMasterSocket() {
        return runtime().resolve("haproxy-master.sock");
    }

    public Path haproxySocket() {
        return runtime().resolve("haproxy.sock");
    }

    public Path haproxyPid() {
        return runtime().resolve("haproxy.pid");
    }

    /** The FIFO that keepalived writes VRRP transitions to, in order. */
    public Path notifyFifo() {
        return runtime().resolve("vrrp.fifo");
    }

    public Path keepalivedPid() {
        return runtime().resolve("keepalived.pid");
    }

    /** The process that speaks VRRP and owns the placeholder addresses. */
    public Path keepalivedVrrpPid() {
        return runtime().resolve("keepalived-vrrp.pid");
    }

    public Path runtime() {
        return root.resolve("run/pointsman");
    }

    public Path state() {
        return root.resolve("var/lib/pointsman");
    }
}
