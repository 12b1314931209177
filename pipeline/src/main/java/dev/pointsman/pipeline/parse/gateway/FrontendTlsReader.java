package dev.pointsman.pipeline.parse.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.gateway.FrontendTls;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads how a Gateway validates the certificates of its clients.
 *
 * <p>Source: Gateway API v1.6, "FrontendTLSConfig".
 */
final class FrontendTlsReader {

    private static final int MOST_PORTS = 64;
    private static final int MOST_AUTHORITIES = 8;

    private FrontendTlsReader() {}

    /** The settings of a Gateway that lives in that namespace. */
    static FrontendTls read(Fields frontend, String home) {
        Optional<FrontendTls.Validation> usual =
                frontend.mapping("default", Optional.empty(), fields -> config(fields, home));
        Map<Integer, Optional<FrontendTls.Validation>> perPort = new HashMap<>();
        frontend.mappings("perPort", 0, MOST_PORTS, fields -> {
            Located<Integer> port = fields.integer("port", 1, 65535);
            Optional<FrontendTls.Validation> own =
                    fields.mapping("tls", Optional.empty(), config -> config(config, home));
            if (perPort.putIfAbsent(port.value(), own) != null) {
                fields.findings()
                        .error(
                                FindingCode.DUPLICATE_NAME,
                                port.origin(),
                                "port " + port.value() + " has settings already",
                                "Write the settings of a port once.");
            }
            return port;
        });
        return new FrontendTls(usual, perPort);
    }

    private static Optional<FrontendTls.Validation> config(Fields config, String home) {
        return config.optionalMapping("validation", Optional.empty(), fields -> {
            fields.required("caCertificateRefs");
            boolean required = fields.choice(
                            "mode", List.of("AllowValidOnly", "AllowInsecureFallback"), "AllowValidOnly")
                    .value()
                    .equals("AllowValidOnly");
            return Optional.of(new FrontendTls.Validation(
                    fields.mappings(
                            "caCertificateRefs",
                            1,
                            MOST_AUTHORITIES,
                            reference -> References.object(reference, Kind.CONFIG_MAP, home)),
                    required,
                    fields.origin()));
        });
    }
}
