package dev.pointsman.pipeline.conformance.step;

import java.util.List;

import dev.pointsman.pipeline.conformance.client.TlsOptions;
import dev.pointsman.pipeline.conformance.cluster.Certificates;
import io.vertx.core.json.JsonObject;

/** Reads the fields {@code sni}, {@code trust} and {@code clientCert}, which every kind of connection has. */
final class Trust {

    private Trust() {}

    static TlsOptions of(JsonObject connection, World world, List<String> protocols) {
        JsonObject trust = connection.getJsonObject("trust", new JsonObject());
        Certificates.Entry trusted = trust.containsKey("secret")
                ? world.certificates().secret(trust.getString("secret"))
                : world.certificates().configMap(trust.getString("configMap", ""));
        Certificates.Entry client = world.certificates().secret(connection.getString("clientCert", ""));
        return new TlsOptions(
                connection.getString("sni", ""), trusted == null ? null : trusted.certificate(), client, protocols);
    }
}
