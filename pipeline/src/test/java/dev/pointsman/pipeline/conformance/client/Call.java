package dev.pointsman.pipeline.conformance.client;

import java.util.List;
import java.util.Map;

/**
 * An HTTP request, sent byte for byte as it is written.
 *
 * @param target path and query
 * @param host the Host header
 * @param headers one entry per header line
 * @param tls null for cleartext
 */
public record Call(
        String address,
        int port,
        String method,
        String target,
        String host,
        List<Map.Entry<String, String>> headers,
        TlsOptions tls) {}
