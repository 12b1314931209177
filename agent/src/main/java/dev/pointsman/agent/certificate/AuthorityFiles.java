package dev.pointsman.agent.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.certificate.Pem;
import dev.pointsman.pipeline.haproxy.backend.BackendSection;
import dev.pointsman.pipeline.haproxy.frontend.TlsBind;
import dev.pointsman.pipeline.plan.Plan;

/** The authorities by whose certificates a plan has those of clients and servers verified: from ConfigMaps, beside {@code haproxy.cfg}. */
public final class AuthorityFiles {

    private AuthorityFiles() {}

    /** Certificates by the name of the file that has them. */
    public static SortedMap<String, List<X509Certificate>> of(Plan plan) {
        SortedMap<String, List<X509Certificate>> files = new TreeMap<>();
        plan.entrypoints()
                .forEach(entrypoint -> entrypoint
                        .clients()
                        .ifPresent(clients ->
                                files.put(TlsBind.authorities(entrypoint), certificates(clients.authorities()))));
        plan.backends()
                .forEach(backend -> backend.tls()
                        // Without any the system's are trusted, which are not ours to watch.
                        .filter(tls -> !tls.authorities().isEmpty())
                        .ifPresent(tls ->
                                files.put(BackendSection.authorities(backend), certificates(tls.authorities()))));
        return files;
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            return Pem.certificates(pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a plan holds certificates that were read and written anew", e);
        }
    }
}
