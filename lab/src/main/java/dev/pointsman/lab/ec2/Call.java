package dev.pointsman.lab.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One request that the EC2 endpoint got, and what became of it.
 *
 * @param at when it arrived
 * @param took until the answer was ready, injected delay included
 * @param action as sent; empty if none was
 * @param accessKeyId whose signature was accepted; empty if none was
 * @param principal whom that key stands for; empty if none
 * @param parameters all others as sent, in order
 * @param status HTTP status; 0 if no answer was sent
 * @param outcome {@code ok}, an error code, {@code answer lost} or {@code never answered}
 * @param requestId as in the answer
 */
public record Call(
        Instant at,
        Duration took,
        String action,
        Optional<String> accessKeyId,
        Optional<String> principal,
        Map<String, String> parameters,
        int status,
        String outcome,
        String requestId) {

    public static final String OK = "ok";
    public static final String ANSWER_LOST = "answer lost";
    public static final String NEVER_ANSWERED = "never answered";

    public boolean isOk() {
        return outcome.equals(OK);
    }

    /** The parameter's value, or an empty text. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
