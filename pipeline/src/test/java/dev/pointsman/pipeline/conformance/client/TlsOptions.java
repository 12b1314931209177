package dev.pointsman.pipeline.conformance.client;

import java.security.cert.X509Certificate;
import java.util.List;

import dev.pointsman.pipeline.conformance.cluster.Certificates;

/**
 * How a client does TLS.
 *
 * @param serverName the SNI, and the name that the certificate must have; empty for neither
 * @param trusted the certificate that the server must have, or must have been signed by; null to trust every one
 * @param client what the client presents when it is asked; null for nothing
 * @param protocols what it offers by ALPN
 */
public record TlsOptions(
        String serverName, X509Certificate trusted, Certificates.Entry client, List<String> protocols) {}
