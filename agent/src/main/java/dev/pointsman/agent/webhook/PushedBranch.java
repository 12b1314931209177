package dev.pointsman.agent.webhook;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Which branch a message is about. */
final class PushedBranch {

    private static final String BRANCHES = "refs/heads/";

    private static final ObjectMapper JSON = new ObjectMapper();

    private PushedBranch() {}

    /** The branch that the message's {@code ref} names; empty when it names none or is no JSON: it may then be about any. */
    static Optional<String> of(byte[] message) {
        try {
            JsonNode ref = JSON.readTree(message).path("ref");
            return ref.isTextual() && ref.textValue().startsWith(BRANCHES)
                    ? Optional.of(ref.textValue().substring(BRANCHES.length()))
                    : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
