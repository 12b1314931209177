package dev.pointsman.agent.report;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** Asks another node's agent what it says about itself; impatient, because the report must not wait for the dead. */
@Singleton
public class NodeClient {

    private static final int PATIENCE_MILLIS = 1000;
    private static final int LARGEST_ANSWER = 1 << 20;

    /** A peer may be newer and say more than we know. */
    private final ObjectReader reader =
            new ObjectMapper().readerFor(NodeReport.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    NodeReport ask(String address, int port) throws IOException {
        URI uri = URI.create("http://" + address + ":" + port + "/ownership/node");
        // Within the VPC: a proxy for the outside world must not come between.
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try {
            if (connection.getResponseCode() != 200) {
                throw new IOException("status " + connection.getResponseCode());
            }
            try (InputStream body = connection.getInputStream()) {
                return reader.readValue(body.readNBytes(LARGEST_ANSWER));
            }
        } finally {
            connection.disconnect();
        }
    }
}
