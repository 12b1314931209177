package dev.pointsman.pipeline.comparison.fact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.pointsman.pipeline.plan.backend.BackendTls;
import dev.pointsman.pipeline.plan.listener.ClientValidation;
import dev.pointsman.pipeline.plan.listener.KeyPair;

/** Who shows which certificates, and whose are trusted. */
final class CertificateFacts {

    private static final int SHOWN_BYTES = 6;

    private CertificateFacts() {}

    static String of(KeyPair pair) {
        return "certificate " + pair;
    }

    static String of(ClientValidation clients) {
        return "client certificates " + (clients.required() ? "required" : "optional") + ", "
                + authorities(clients.authorities());
    }

    static String of(BackendTls tls) {
        return "TLS for " + tls.serverName() + ", "
                + (tls.authorities().isEmpty() ? "authorities of the system" : authorities(tls.authorities()));
    }

    /** Nobody reads PEM in a comparison; whether it is the same is told by a part of its digest. */
    private static String authorities(String pem) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(pem.getBytes(StandardCharsets.UTF_8));
            return "authorities of SHA-256 " + HexFormat.of().formatHex(digest, 0, SHOWN_BYTES) + "…";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
