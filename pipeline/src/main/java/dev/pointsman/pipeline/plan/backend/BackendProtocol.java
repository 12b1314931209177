package dev.pointsman.pipeline.plan.backend;

/** Which HTTP an endpoint is spoken to in. */
public enum BackendProtocol {
    HTTP_1,
    /** HTTP/2 without upgrade ("prior knowledge", RFC 9113 section 3.3), which in cleartext is called h2c. */
    HTTP_2
}
