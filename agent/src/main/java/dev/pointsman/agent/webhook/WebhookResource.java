package dev.pointsman.agent.webhook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.pointsman.agent.apply.Poller;
import dev.pointsman.agent.configuration.AgentConfiguration;
import dev.pointsman.agent.configuration.SecretFile;
import io.smallrye.common.annotation.Blocking;
import org.jboss.logging.Logger;

/**
 * {@code POST /webhook}: looks for a new revision, because the Git server says that there is one.
 *
 * <p>It answers at once, since a Git server waits for seconds only: 202 when it looks, 200 when the message is not about the branch that
 * this node follows, 403 when the message is not proven, 404 when agent.yaml has no {@code webhook}, 500 when the secret cannot be read.
 */
@jakarta.ws.rs.Path("/webhook")
@Produces(MediaType.TEXT_PLAIN)
@Blocking
public class WebhookResource {

    private static final Logger LOG = Logger.getLogger(WebhookResource.class);

    private final Optional<Path> secretFile;
    private final String branch;
    private final Poller poller;

    WebhookResource(AgentConfiguration configuration, Poller poller) {
        this.secretFile = configuration.webhookSecretFile();
        this.branch = configuration.source().branch();
        this.poller = poller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response pushed(
            @HeaderParam(MessageSignature.HEADER) String signature,
            @HeaderParam("X-GitHub-Event") String event,
            byte[] message) {
        if (secretFile.isEmpty()) {
            return answer(404, "this node has no webhook; set webhook.secretFile in agent.yaml");
        }
        String secret;
        try {
            secret = SecretFile.firstLine(secretFile.get());
        } catch (IOException e) {
            LOG.errorf("a webhook's message could not be verified: %s", e.getMessage());
            return answer(500, "the secret cannot be read; the agent's log says why");
        }
        if (signature == null || !MessageSignature.proves(signature, message, secret)) {
            LOG.warn("a message to the webhook is not signed with its secret, and was ignored");
            return answer(
                    403, "the message is not signed with this webhook's secret (" + MessageSignature.HEADER + ")");
        }
        if ("ping".equals(event)) {
            return answer(200, "pong");
        }
        Optional<String> pushed = PushedBranch.of(message);
        if (pushed.isPresent() && !pushed.get().equals(branch)) {
            return answer(200, "nothing to do: this node follows branch \"" + branch + "\"");
        }
        poller.lookSoon();
        return answer(202, "looking for a new revision");
    }

    private static Response answer(int status, String sentence) {
        return Response.status(status).entity(sentence + "\n").build();
    }
}
