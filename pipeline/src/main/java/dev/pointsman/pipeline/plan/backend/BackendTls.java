package dev.pointsman.pipeline.plan.backend;

/**
 * That a backend is spoken to over TLS, and whom it must prove to be.
 *
 * @param authorities the certificates of those who may have signed its certificate, PEM; empty for those that the node's system trusts
 * @param serverName the name that is asked for (SNI) and that its certificate must have
 */
public record BackendTls(String authorities, String serverName) {}
