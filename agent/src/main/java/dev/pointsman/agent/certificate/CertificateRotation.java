package dev.pointsman.agent.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.agent.haproxy.WorkerSocket;
import dev.pointsman.agent.haproxy.runtime.StoredCertificates;
import dev.pointsman.agent.haproxy.runtime.StoredCertificates.Stored;
import dev.pointsman.pipeline.change.Capabilities;
import dev.pointsman.pipeline.change.ReloadReason;
import dev.pointsman.pipeline.change.ReloadReason.Cause;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.listener.KeyPair;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.jboss.logging.Logger;

/**
 * Brings renewed certificates into the HAProxy that runs.
 *
 * <p>What the worker shows is asked from it, so that this also holds after a restart of the agent, and after a reload by somebody else; what
 * is remembered only spares the asking while neither the files nor the worker have changed.
 */
public final class CertificateRotation {

    private static final Logger LOG = Logger.getLogger(CertificateRotation.class);

    private final NodeLayout layout;
    private final CertificateFiles files;
    private final WorkerSocket worker;
    private final StoredCertificates stored;
    private final ProxyAccess proxy;
    private final Clock clock;
    private final Map<ResourceName, String> seen = new HashMap<>();
    private final Map<ResourceName, Settled> settled = new HashMap<>();

    public CertificateRotation(NodeLayout layout, WorkerSocket worker, ProxyAccess proxy, Clock clock) {
        this.layout = layout;
        this.files = new CertificateFiles(layout);
        this.worker = worker;
        this.stored = new StoredCertificates(worker);
        this.proxy = proxy;
        this.clock = clock;
    }

    /**
     * Nothing is left to do about these files in this worker.
     *
     * @param process the worker's
     * @param digest of the files
     * @param shown what the worker shows
     * @param objection why that is not what the files hold
     */
    private record Settled(long process, String digest, Validity shown, List<Finding> objection) {}

    /** The worker at one look: asked when something depends on it, and asked again after a reload. */
    private final class Glance {
        private long process = worker.process();
        private List<String> names = List.of();

        private Glance() throws IOException {}

        /** What it shows for a Secret; empty when it has not read its file. */
        Optional<Stored> content(ResourceName secret) throws IOException {
            if (names.isEmpty()) {
                names = stored.names();
            }
            String name = file(secret).toString();
            return names.contains(name) ? Optional.of(stored.content(name)) : Optional.empty();
        }

        void again() throws IOException {
            process = worker.process();
            names = List.of();
        }
    }

    /** Looks once at the files of every pair, and brings into the worker what has changed; to be called every few seconds. */
    public List<CertificateState> look(Collection<KeyPair> pairs) {
        return proxy.alone(() -> {
            List<ResourceName> secrets = pairs.stream().map(KeyPair::secret).toList();
            seen.keySet().retainAll(secrets);
            settled.keySet().retainAll(secrets);
            Optional<Glance> glance = glance();
            return secrets.stream().map(secret -> look(secret, glance)).toList();
        });
    }

    private Optional<Glance> glance() {
        try {
            return Optional.of(new Glance());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private CertificateState look(ResourceName secret, Optional<Glance> glance) {
        PairOnDisk pair = files.read(secret);
        boolean isSteady = pair.digest().equals(seen.put(secret, pair.digest()));
        try {
            if (glance.isPresent()) {
                return look(secret, pair, isSteady, glance.get());
            }
        } catch (IOException silent) {
            LOG.debugf("failed to ask about the certificate of Secret %s: %s", secret, silent.getMessage());
        }
        return notServed(secret, pair, isSteady);
    }

    private CertificateState look(ResourceName secret, PairOnDisk pair, boolean isSteady, Glance glance)
            throws IOException {
        Settled known = settled.get(secret);
        boolean isSettled = known != null
                && known.process() == glance.process
                && known.digest().equals(pair.digest());
        if (!isSettled) {
            Optional<Stored> content = glance.content(secret);
            if (content.isEmpty()) {
                return notServed(secret, pair, isSteady);
            }
            if (!isSteady) {
                return state(secret, shown(content.get()), List.of());
            }
            known = settle(secret, glance, pair, content.get());
            settled.put(secret, known);
        }
        return state(secret, known.shown(), known.objection());
    }

    private Settled settle(ResourceName secret, Glance glance, PairOnDisk pair, Stored content) throws IOException {
        Validity shown = shown(content);
        Settled before = settled.get(secret);
        return switch (pair) {
            case PairOnDisk.Unusable unusable ->
                new Settled(
                        glance.process,
                        pair.digest(),
                        shown,
                        unusable.objections().stream()
                                .map(objection -> CertificateFindings.kept(secret, objection, shown.toString()))
                                .toList());
            case PairOnDisk.Usable usable -> {
                // Of the certificates in between the worker tells no fingerprint: files that it was not given may hold
                // others.
                boolean isFirstLook = before == null || before.process() != glance.process;
                yield isFirstLook && isShown(content, usable)
                        ? new Settled(glance.process, pair.digest(), shown, List.of())
                        : replace(secret, glance, usable, shown);
            }
        };
    }

    private Settled replace(ResourceName secret, Glance glance, PairOnDisk.Usable pair, Validity before)
            throws IOException {
        String isNew = "the certificate of Secret " + secret + " is new, and ";
        if (pair.pem().length() > StoredCertificates.LONGEST) {
            String tooLong = "its " + pair.pem().length() + " bytes are more than the " + StoredCertificates.LONGEST
                    + " that one command can carry";
            return reload(secret, glance, pair, before, new ReloadReason(Cause.FILE, isNew + tooLong));
        }
        if (!Capabilities.of(worker.ask("help")).certificates()) {
            String missing = "this HAProxy cannot replace one while it runs";
            return reload(secret, glance, pair, before, new ReloadReason(Cause.COMMAND_MISSING, isNew + missing));
        }
        long start = System.nanoTime();
        Validity shown = Validity.of(pair.certificate());
        try {
            String name = file(secret).toString();
            stored.replace(name, pair.pem());
            if (!isShown(stored.content(name), pair)) {
                throw new IOException("HAProxy was given " + shown + " and shows another one");
            }
        } catch (IOException e) {
            LOG.warnf("failed to replace the certificate of Secret %s while HAProxy runs: %s", secret, e.getMessage());
            return reload(secret, glance, pair, before, new ReloadReason(Cause.COMMAND_FAILED, isNew + e.getMessage()));
        }
        proxy.changed("the certificate of Secret " + secret + " replaced", Duration.ofNanos(System.nanoTime() - start));
        LOG.infof("HAProxy shows %s for Secret %s, without a reload; it was %s", shown, secret, before);
        return new Settled(glance.process, pair.digest(), shown, List.of());
    }

    private Settled reload(
            ResourceName secret, Glance glance, PairOnDisk.Usable pair, Validity before, ReloadReason reason)
            throws IOException {
        Optional<String> failure = proxy.reload(reason);
        glance.again();
        return failure.map(why -> new Settled(
                        glance.process,
                        pair.digest(),
                        before,
                        List.of(CertificateFindings.notTaken(secret, file(secret), why, before.toString()))))
                .orElseGet(
                        () -> new Settled(glance.process, pair.digest(), Validity.of(pair.certificate()), List.of()));
    }

    /** No worker shows it; the next one that starts would. */
    private CertificateState notServed(ResourceName secret, PairOnDisk pair, boolean isSteady) {
        return switch (pair) {
            case PairOnDisk.Usable usable -> state(secret, Validity.of(usable.certificate()), List.of());
            case PairOnDisk.Unusable unusable ->
                new CertificateState(
                        secret,
                        Optional.empty(),
                        isSteady
                                ? unusable.objections().stream()
                                        .map(objection -> CertificateFindings.refused(secret, objection))
                                        .toList()
                                : List.of());
        };
    }

    private CertificateState state(ResourceName secret, Validity shown, List<Finding> objection) {
        List<Finding> findings = new ArrayList<>(objection);
        CertificateFindings.ofExpiry(secret, file(secret), shown, clock.instant())
                .ifPresent(findings::add);
        return new CertificateState(secret, Optional.of(shown), findings);
    }

    private Path file(ResourceName secret) {
        return layout.certificate(secret);
    }

    private static boolean isShown(Stored content, PairOnDisk.Usable pair) {
        return content.fingerprint().equals(StoredCertificates.fingerprint(pair.certificate()))
                && content.intermediates() == pair.chain().size() - 1;
    }

    private static Validity shown(Stored content) {
        return new Validity(content.serial(), content.notBefore(), content.notAfter());
    }
}
