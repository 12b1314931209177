package dev.pointsman.agent.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.pointsman.agent.report.OwnershipReport;

/** Asks an agent for its ownership report; by the JDK's oldest HTTP client, which adds nothing to the binary. */
final class AgentClient {

    private static final int CONNECT_MILLIS = 2000;
    private static final int READ_MILLIS = 5000;
    private static final int LARGEST_ANSWER = 64 << 20;

    private AgentClient() {}

    /** The report as JSON text. Throws IOException, saying what to look at, when there is no answer. */
    static String ask(URI agent) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) agent.resolve("/ownership").toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("status " + connection.getResponseCode());
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new IOException(
                    "failed to ask the agent at \"" + agent + "\": " + e.getMessage()
                            + "; is \"pointsman run\" running there?",
                    e);
        } finally {
            connection.disconnect();
        }
    }

    /** An agent of another version may say more than we know. */
    static OwnershipReport read(URI agent, String json) throws IOException {
        try {
            return new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .readerFor(OwnershipReport.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "failed to read the answer of \"" + agent + "\": " + e.getOriginalMessage()
                            + "; is it a Pointsman agent?",
                    e);
        }
    }
}
