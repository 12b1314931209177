package dev.pointsman.pipeline.trial;

import java.util.Optional;

import dev.pointsman.pipeline.trial.backend.Seen;
import dev.pointsman.pipeline.trial.client.Reply;

/**
 * What came of one request or connection.
 *
 * @param reply what the client got
 * @param seen what the backend saw; empty when no backend answered a request
 */
record Observation(Reply reply, Optional<Seen> seen) {

    /** The backend that answered; empty when none did. */
    String backend() {
        return switch (reply) {
            case Reply.Answered ignored ->
                seen.map(request -> request.backend().toString()).orElse("");
            case Reply.Greeted(String line) -> line;
            case Reply.Ended ignored -> "";
        };
    }

    /** Who answered and how, in a few words. */
    String words() {
        return switch (reply) {
            case Reply.Answered answered ->
                answered.status() + " from "
                        + (seen.isPresent() ? "backend " + backend() : "the load balancer itself")
                        + answered.values("location").stream()
                                .findFirst()
                                .map(location -> ", to " + location)
                                .orElse("");
            case Reply.Greeted ignored -> "backend " + backend();
            case Reply.Ended(String why) -> why;
        };
    }
}
